package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProportionIntervalsTest {

  private static final double Z = 1.959963984540054;
  private static final BiFunction<TwoProportions, Double, Interval> NEWCOMBE = NewcombeInterval::of;
  private static final BiFunction<TwoProportions, Double, Interval> SCORE =
      MiettinenNurminenInterval::of;

  // ---- other programs

  @Test
  void agreeOnDifferencesByNewcombeWithStatsmodels() {
    assertThat(agreeing(7, 1e-12, false, NEWCOMBE)).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void agreeOnDifferencesByTheScoreTestWithStatsmodelsWhoseCubicIsPutRight() {
    assertThat(agreeing(9, 1e-9, false, SCORE)).isGreaterThanOrEqualTo(800);
  }

  @Test
  void agreeOnDifferencesByTheScoreTestWithMpmathAlsoAtTheEdges() {
    assertThat(agreeing(11, 1e-12, false, SCORE)).isGreaterThanOrEqualTo(200);
  }

  @Test
  void agreeOnRatiosWithKoopmansIntervalByStatsmodels() {
    assertThat(agreeing(13, 1e-9, true, RiskRatio::interval)).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void agreeOnOddsRatiosWithTheScoreIntervalByStatsmodels() {
    assertThat(agreeing(15, 1e-7, true, OddsRatio::interval)).isGreaterThanOrEqualTo(1000);
  }

  /**
   * Its solution of the cubic by cosines loses digits where one sample is thousands of times
   * larger.
   */
  @Test
  void agreeOnRatiosWithKoopmansIntervalByEpiRAlsoWithoutEvents() {
    int limits = 0;
    int apart = 0;
    for (List<String> fields : OracleFile.lines("proportions-r.csv").toList()) {
      Interval interval = RiskRatio.interval(Proportions.of(fields), 0.95);
      for (int field : new int[] {9, 10}) {
        double limit = field == 9 ? interval.low() : interval.high();
        if (!fields.get(field).isEmpty() && Double.isFinite(limit)) {
          double expected = Double.parseDouble(fields.get(field));
          assertThat(limit).as("%s", fields).isCloseTo(expected, withinPercentage(0.1));
          apart += Math.abs(limit - expected) > 1e-7 * expected ? 1 : 0;
          limits++;
        }
      }
    }
    assertThat(limits).isGreaterThan(1000);
    assertThat(apart).isLessThan(limits / 50);
  }

  @Test
  void ofDifferencesAgreeWithSixtyDigitsUpToQuintillionsOfObservations() {
    assertThatAgreeByWidth(8, NEWCOMBE);
    assertThatAgreeByWidth(10, SCORE);
  }

  /** To digits of the width, apart from the rounding of the limits themselves. */
  private static void assertThatAgreeByWidth(
      int field, BiFunction<TwoProportions, Double, Interval> method) {
    List<List<String>> cases = OracleFile.lines("score-intervals.csv").toList();
    assertThat(cases).hasSize(1100);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      Interval interval = method.apply(data, Double.parseDouble(fields.get(4)));
      double low = Double.parseDouble(fields.get(field));
      double high = Double.parseDouble(fields.get(field + 1));
      double tolerance = 1e-12 * (high - low);
      assertThat(interval.low())
          .as("%s", data)
          .isCloseTo(low, within(tolerance + 4 * Math.ulp(low)));
      assertThat(interval.high())
          .as("%s", data)
          .isCloseTo(high, within(tolerance + 4 * Math.ulp(high)));
    }
  }

  @Test
  void ofRatiosAgreeWithSixtyDigitsAlsoAtTheEdges() {
    for (List<String> fields : OracleFile.lines("score-intervals.csv").toList()) {
      TwoProportions data = Proportions.of(fields);
      double level = Double.parseDouble(fields.get(4));
      boolean nearlyAll = data.total() > 20_000; // 1 − p loses digits where nearly all are events
      assertThatIs(RiskRatio.interval(data, level), fields, 12, nearlyAll ? 1e-9 : 1e-12);
      assertThatIs(OddsRatio.interval(data, level), fields, 14, 1e-12);
    }
  }

  private static void assertThatIs(
      Interval interval, List<String> fields, int field, double relative) {
    double low = Double.parseDouble(fields.get(field));
    double high = Double.parseDouble(fields.get(field + 1));
    assertThat(interval.low()).as("%s", fields).isCloseTo(low, within(relative * low));
    if (Double.isInfinite(high)) {
      assertThat(interval.high()).as("%s", fields).isInfinite();
    } else {
      assertThat(interval.high()).as("%s", fields).isCloseTo(high, within(relative * high));
    }
  }

  /** How many cases the oracle has an answer for, all of them ours. */
  private static int agreeing(
      int field,
      double tolerance,
      boolean relative,
      BiFunction<TwoProportions, Double, Interval> method) {
    int cases = 0;
    for (List<String> fields : OracleFile.lines("proportion-intervals.csv").toList()) {
      if (!fields.get(field).isEmpty()) {
        TwoProportions data = Proportions.of(fields);
        Interval interval = method.apply(data, Double.parseDouble(fields.get(4)));
        double low = Double.parseDouble(fields.get(field));
        double high = Double.parseDouble(fields.get(field + 1));
        assertThat(interval.low())
            .as("%s", data)
            .isCloseTo(low, within(tolerance * (relative ? 1 + low : 1)));
        assertThat(interval.high())
            .as("%s", data)
            .isCloseTo(high, within(tolerance * (relative ? 1 + high : 1)));
        cases++;
      }
    }
    return cases;
  }

  // ---- laws

  @Test
  void ofDifferencesByNewcombeAreThoseOfTheRowsAndTurnWithTheSamples() {
    assertThatDifferencesTurn(1_000, NEWCOMBE);
  }

  @Test
  void ofDifferencesByTheScoreTestAreThoseOfTheRowsAndTurnWithTheSamples() {
    assertThatDifferencesTurn(200, SCORE);
  }

  @Test
  @Tag("slow")
  void ofManyDifferencesAreThoseOfTheRowsAndTurnWithTheSamples() {
    assertThatDifferencesTurn(100_000, NEWCOMBE);
    assertThatDifferencesTurn(100_000, SCORE);
  }

  private static void assertThatDifferencesTurn(
      int cases, BiFunction<TwoProportions, Double, Interval> method) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = counted(random);
      Interval there = method.apply(data, 0.95);
      Interval back = method.apply(data.swapped(), 0.95);
      Interval others = method.apply(Proportions.others(data), 0.95);
      boolean turned =
          Math.abs(back.low() + there.high()) < 1e-14
              && Math.abs(back.high() + there.low()) < 1e-14
              && Math.abs(others.low() + there.high()) < 1e-14
              && Math.abs(others.high() + there.low()) < 1e-14;
      assertThat(turned).as("seed %d, case %d: %s, %s, %s", seed, i, there, back, others).isTrue();
      assertThat(there.contains(data.difference())).as("seed %d: %s", seed, data).isTrue();
      assertThat(there.low()).isGreaterThanOrEqualTo(-1).isLessThan(there.high());
      assertThat(there.high()).isLessThanOrEqualTo(1);
    }
  }

  /** Counted by rows and in tables of parts, which is the same. */
  private static TwoProportions counted(SplittableRandom random) {
    long[] x = Proportions.rows(random, 50);
    long[] y = Proportions.rows(random, 50);
    TwoProportions byRows =
        new TwoProportions(LongStream.of(x).sum(), x.length, LongStream.of(y).sum(), y.length);
    TwoProportions data =
        TwoProportions.of(Samples.recounted(x, random), Samples.recounted(y, random));
    assertThat(data).isEqualTo(byRows);
    return data;
  }

  @Test
  void ofRatiosAreInvertedWhenTheSamplesChangePlaces() {
    assertThatRatiosAreInverted(500);
  }

  @Test
  @Tag("slow")
  void ofManyRatiosAreInvertedWhenTheSamplesChangePlaces() {
    assertThatRatiosAreInverted(100_000);
  }

  private static void assertThatRatiosAreInverted(int cases) {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = counted(random);
      Interval ratio = RiskRatio.interval(data, 0.9);
      Interval odds = OddsRatio.interval(data, 0.9);
      assertThatIsInverted(ratio, RiskRatio.interval(data.swapped(), 0.9));
      assertThatIsInverted(odds, OddsRatio.interval(data.swapped(), 0.9));
      assertThatIsInverted(odds, OddsRatio.interval(Proportions.others(data), 0.9));
      assertThat(ratio.contains(RiskRatio.of(data))).isTrue();
      assertThat(odds.contains(OddsRatio.of(data))).isTrue();
    }
  }

  /**
   * With p by a search for the largest likelihood, where the limits are: z is the quantile there.
   */
  @Test
  void ofRatiosAndDifferencesAreWhereTheScoreTestHasItsQuantile() {
    assertThatLimitsAreRoots(300);
  }

  @Test
  @Tag("slow")
  void ofManyRatiosAndDifferencesAreWhereTheScoreTestHasItsQuantile() {
    assertThatLimitsAreRoots(20_000);
  }

  private static void assertThatLimitsAreRoots(int cases) {
    long seed = 13;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = counted(random);
      Interval score = SCORE.apply(data, 0.95);
      Interval ratio = RiskRatio.interval(data, 0.95);
      for (double d : new double[] {score.low(), score.high()}) {
        if (Math.abs(d) < 1) {
          assertThat(squareAt(data, p -> p + d, 1 - 1.0 / data.total()))
              .as("seed %d, case %d: %s", seed, i, data)
              .isCloseTo(Z * Z, within(1e-6));
        }
      }
      for (double r : new double[] {ratio.low(), ratio.high()}) {
        if (r > 0 && r < Double.POSITIVE_INFINITY) {
          assertThat(squareAt(data, p -> p * r, 1))
              .as("seed %d, case %d: %s", seed, i, data)
              .isCloseTo(Z * Z, within(1e-6));
        }
      }
    }
  }

  /** Pearson's X² against the likeliest p of the first and q(p) of the second sample. */
  private static double squareAt(TwoProportions data, DoubleUnaryOperator second, double factor) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 200; i++) {
      double a = low + (high - low) / 3;
      double b = high - (high - low) / 3;
      double p = second.applyAsDouble(a);
      double q = second.applyAsDouble(b);
      boolean up = p < 0 || (q <= 1 && likelihood(data, a, p) < likelihood(data, b, q));
      low = up ? a : low;
      high = up ? high : b;
    }
    double p = (low + high) / 2;
    double q = second.applyAsDouble(p);
    return factor * (part(data.x(), data.n(), p) + part(data.y(), data.m(), q));
  }

  private static double part(long x, long n, double p) {
    double distance = x - n * p;
    return distance == 0 ? 0 : distance * distance / (n * p * (1 - p));
  }

  private static double likelihood(TwoProportions data, double p, double q) {
    return log(data.x(), p)
        + log(data.n() - data.x(), 1 - p)
        + log(data.y(), q)
        + log(data.m() - data.y(), 1 - q);
  }

  private static double log(long count, double p) {
    return count == 0 ? 0 : count * StrictMath.log(p);
  }

  private static void assertThatIsInverted(Interval there, Interval back) {
    assertThat(there.low() * back.high()).isIn(close(there.low() * back.high()), Double.NaN);
    assertThat(there.high() * back.low()).isIn(close(there.high() * back.low()), Double.NaN);
  }

  /** The product itself where it is 1 but for rounding, as 0 times infinity is not a number. */
  private static double close(double product) {
    return Math.abs(product - 1) < 1e-10 ? product : 1;
  }

  /** The tests and the intervals are one statistic. */
  @Test
  void byTheScoreTestExcludeNoDifferenceJustWhereTheTestRefusesIt() {
    assertThatIntervalsAreTests(300);
  }

  @Test
  @Tag("slow")
  void ofManyTablesExcludeNoDifferenceJustWhereTheTestRefusesIt() {
    assertThatIntervalsAreTests(100_000);
  }

  private static void assertThatIntervalsAreTests(int cases) {
    PearsonTest test = PearsonTest.withDefaults().with(PearsonTest.Variant.N_MINUS_1);
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = Proportions.random(random, 40);
      boolean refused = test.test(data).isSignificantAt(0.05);
      assertThat(SCORE.apply(data, 0.95).contains(0)).as("%s", data).isEqualTo(!refused);
      assertThat(OddsRatio.interval(data, 0.95).contains(1)).as("%s", data).isEqualTo(!refused);
    }
  }

  // ---- extremes

  @Test
  void haveClosedLimitsWithoutEvents() {
    double square = 1.959963984540054 * 1.959963984540054 * 40 / 39;
    Interval interval = SCORE.apply(new TwoProportions(0, 10, 0, 30), 0.95);
    assertThat(interval.low()).isCloseTo(-square / (10 + square), within(1e-12));
    assertThat(interval.high()).isCloseTo(square / (30 + square), within(1e-12));
    TwoProportions none = new TwoProportions(0, 10, 0, 30);
    assertThat(RiskRatio.of(none)).isOne();
    assertThat(OddsRatio.of(none)).isOne();
    Interval everything = new Interval(0, Double.POSITIVE_INFINITY, 0.95);
    assertThat(RiskRatio.interval(none, 0.95)).isEqualTo(everything);
    assertThat(OddsRatio.interval(none, 0.95)).isEqualTo(everything);
    assertThat(OddsRatio.interval(Proportions.others(none), 0.95)).isEqualTo(everything);
  }

  @Test
  void endWhereTheDifferenceIsLargest() {
    TwoProportions data = new TwoProportions(0, 10, 20, 20);
    assertThat(SCORE.apply(data, 0.95).high()).isOne();
    assertThat(SCORE.apply(data.swapped(), 0.95).low()).isEqualTo(-1);
    assertThat(NEWCOMBE.apply(data, 0.95).high()).isOne();
    assertThat(RiskRatio.of(data)).isInfinite();
    assertThat(OddsRatio.of(data.swapped())).isZero();
    assertThat(OddsRatio.interval(data, 0.95).high()).isInfinite();
    assertThat(OddsRatio.interval(data, 0.95).low()).isBetween(10.0, 1000.0);
    assertThat(RiskRatio.interval(data, 0.95).low()).isBetween(1.0, 10.0);
  }

  /** By Wald's standard error, which is the same from so many observations. */
  @Test
  void holdForQuintillionsOfObservations() {
    long n = Long.MAX_VALUE / 4;
    TwoProportions data = new TwoProportions(n / 4, n, n / 2, 2 * n);
    double error = 1.959963984540054 * StrictMath.sqrt(0.1875 / n + 0.1875 / (2.0 * n));
    for (BiFunction<TwoProportions, Double, Interval> method : List.of(NEWCOMBE, SCORE)) {
      assertThat(method.apply(data, 0.95).high()).isCloseTo(error, within(1e-15));
      assertThat(method.apply(data, 0.95).low()).isCloseTo(-error, within(1e-15));
    }
    assertThat(RiskRatio.interval(data, 0.95).high()).isCloseTo(1 + 4 * error, within(1e-13));
    assertThat(OddsRatio.interval(data, 0.95).high()).isCloseTo(1 + error / 0.1875, within(1e-13));
  }

  /** Wilson's distances are z²/n on one side there, and nothing on the other. */
  @Test
  void ofDifferencesAreNoPointWhereAllOfQuintillionsAreEvents() {
    long n = Long.MAX_VALUE / 4;
    TwoProportions data = new TwoProportions(n, n, 2 * n, 2 * n);
    Interval interval = NEWCOMBE.apply(data, 0.95);
    assertThat(interval.low()).isCloseTo(-Z * Z / (2.0 * n), withinPercentage(1e-10));
    assertThat(interval.high()).isCloseTo(Z * Z / n, withinPercentage(1e-10));
    assertThat(SCORE.apply(data, 0.95).high()).isCloseTo(Z * Z / n, withinPercentage(1e-10));
  }

  @Test
  void ofSingleObservationsAreWide() {
    Interval interval = SCORE.apply(new TwoProportions(0, 1, 1, 1), 0.95);
    assertThat(interval.high()).isOne();
    assertThat(interval.low()).isNegative();
  }
}

package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ProportionIntervalsTest {

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
  void ofDifferencesHaveTheOtherSignWhenTheSamplesChangePlaces() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      TwoProportions data = Proportions.random(random, 50);
      for (BiFunction<TwoProportions, Double, Interval> method : List.of(NEWCOMBE, SCORE)) {
        Interval there = method.apply(data, 0.95);
        Interval back = method.apply(data.swapped(), 0.95);
        Interval others = method.apply(Proportions.others(data), 0.95);
        assertThat(back.low()).as("%d: %s", seed, data).isCloseTo(-there.high(), within(1e-12));
        assertThat(back.high()).as("%d: %s", seed, data).isCloseTo(-there.low(), within(1e-12));
        assertThat(others.low()).as("%d: %s", seed, data).isCloseTo(-there.high(), within(1e-12));
        assertThat(there.contains(data.difference())).as("%d: %s", seed, data).isTrue();
        assertThat(there.low()).isGreaterThanOrEqualTo(-1).isLessThan(there.high());
        assertThat(there.high()).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void ofRatiosAreInvertedWhenTheSamplesChangePlaces() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      TwoProportions data = Proportions.random(random, 50);
      assertThatIsInverted(RiskRatio.interval(data, 0.9), RiskRatio.interval(data.swapped(), 0.9));
      assertThatIsInverted(OddsRatio.interval(data, 0.9), OddsRatio.interval(data.swapped(), 0.9));
      assertThat(RiskRatio.interval(data, 0.9).contains(RiskRatio.of(data))).isTrue();
      assertThat(OddsRatio.interval(data, 0.9).contains(OddsRatio.of(data))).isTrue();
      assertThatIsInverted(
          OddsRatio.interval(data, 0.9), OddsRatio.interval(Proportions.others(data), 0.9));
    }
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
    PearsonTest test = PearsonTest.withDefaults().with(PearsonTest.Variant.N_MINUS_1);
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 5_000; i++) {
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

  @Test
  void ofSingleObservationsAreWide() {
    Interval interval = SCORE.apply(new TwoProportions(0, 1, 1, 1), 0.95);
    assertThat(interval.high()).isOne();
    assertThat(interval.low()).isNegative();
  }
}

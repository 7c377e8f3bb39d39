package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MantelHaenszelTestTest {

  private static final MantelHaenszelTest TEST = MantelHaenszelTest.withDefaults();
  private static final double Z = 1.959963984540054;

  // ---- other programs

  @Test
  void agreesWithRStatsmodelsAndMpmathOnAThousandSetsOfStrata() {
    List<List<String>> cases = OracleFile.lines("mantel-haenszel.csv").toList();
    assertThat(cases).hasSize(1000);
    for (List<String> fields : cases) {
      List<TwoProportions> strata = strata(fields.get(0));
      MantelHaenszelTest.Result result = TEST.test(strata);
      Interval odds = MantelHaenszelTest.oddsRatioInterval(strata, 0.95);
      assertThatAgrees(result.statistic(), fields.get(1), 1e-10, 1e-12);
      for (int field : new int[] {3, 7}) { // R, statsmodels
        assertThatAgrees(result.oddsRatio(), fields.get(field), 1e-10, 0);
        if (result.oddsRatio() > 0 && Double.isFinite(result.oddsRatio())) {
          assertThatAgrees(odds.low(), fields.get(field + 1), 1e-10, 0);
          assertThatAgrees(odds.high(), fields.get(field + 2), 1e-10, 0);
        }
      }
      assertThatAgrees(result.statistic(), fields.get(6), 1e-10, 1e-12);
      assertThatAgrees(result.statistic(), fields.get(10), 1e-14, 0);
      assertThatAgrees(result.logPValue(), fields.get(11), 1e-13, 0);
      assertThatAgrees(result.riskDifference(), fields.get(12), 1e-14, 0);
    }
  }

  @Test
  void agreesWithRWithTheContinuityCorrection() {
    MantelHaenszelTest corrected = TEST.withContinuityCorrection(true);
    int cases = 0;
    for (List<String> fields : OracleFile.lines("mantel-haenszel.csv").toList()) {
      double statistic = corrected.statistic(strata(fields.get(0)));
      if (statistic > 0) { // R does not correct distances below a half
        assertThatAgrees(statistic, fields.get(2), 1e-9, 1e-10);
        cases++;
      }
    }
    assertThat(cases).isGreaterThan(600);
  }

  @Test
  void agreesOnTheIntervalOfTheDifferenceWithMpmathAndInOneStratumWithWald() {
    for (List<String> fields : OracleFile.lines("mantel-haenszel.csv").toList()) {
      List<TwoProportions> strata = strata(fields.get(0));
      Interval interval = MantelHaenszelTest.riskDifferenceInterval(strata, 0.95);
      double difference = Double.parseDouble(fields.get(12));
      double error = Z * Double.parseDouble(fields.get(13));
      assertThat(interval.low()).isCloseTo(Math.max(-1, difference - error), within(1e-13));
      assertThat(interval.high()).isCloseTo(Math.min(1, difference + error), within(1e-13));
      if (!fields.get(14).isEmpty()) {
        double low = Math.max(-1, Double.parseDouble(fields.get(14)));
        double high = Math.min(1, Double.parseDouble(fields.get(15)));
        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
      }
    }
  }

  @Test
  void agreesOnTheDifferenceAndTheVarianceOfGreenlandAndRobinsWithEpiR() {
    List<List<String>> cases = OracleFile.lines("mantel-haenszel-difference.csv").toList();
    assertThat(cases).hasSize(1000);
    for (List<String> fields : cases) {
      List<TwoProportions> strata = strata(fields.get(0));
      Interval interval = MantelHaenszelTest.riskDifferenceInterval(strata, 0.95);
      double low = Math.max(-1, Double.parseDouble(fields.get(2)));
      double high = Math.min(1, Double.parseDouble(fields.get(3)));
      assertThat(MantelHaenszelTest.riskDifference(strata))
          .isCloseTo(Double.parseDouble(fields.get(1)), within(1e-12));
      assertThat(interval.low()).isCloseTo(low, within(1e-12));
      assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }
  }

  private static List<TwoProportions> strata(String field) {
    return Arrays.stream(field.split(" "))
        .map(stratum -> Proportions.of(Arrays.asList(stratum.split(","))))
        .toList();
  }

  private static void assertThatAgrees(
      double value, String oracle, double relative, double absolute) {
    if (!oracle.isEmpty()) {
      double expected = Double.parseDouble(oracle);
      double tolerance = relative * Math.abs(expected) + absolute + Double.MIN_VALUE;
      assertThat(value).isCloseTo(expected, within(tolerance));
    }
  }

  // ---- laws

  @Test
  void saysTheSameOfRowsInAnyOrderOfStrataInAnyOrderAndOfSwappedSamples() {
    assertThatRowsAndTablesSayTheSame(500);
  }

  @Test
  @Tag("slow")
  void saysTheSameOfManyRowsInAnyOrderOfStrataInAnyOrderAndOfSwappedSamples() {
    assertThatRowsAndTablesSayTheSame(100_000);
  }

  private static void assertThatRowsAndTablesSayTheSame(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      List<TwoProportions> strata = new ArrayList<>();
      List<TwoProportions> reversed = new ArrayList<>();
      List<TwoProportions> swapped = new ArrayList<>();
      MantelHaenszelTest test = TEST.withContinuityCorrection(i % 4 == 0);
      Fractions naive = new Fractions();
      for (int stratum = random.nextInt(4); stratum >= 0; stratum--) {
        long[] x = Proportions.rows(random, 20);
        long[] y = Proportions.rows(random, 20);
        naive.add(x, y);
        TwoProportions data = TwoProportions.of(FrequencyTable.of(x), FrequencyTable.of(y));
        strata.add(TwoProportions.of(Samples.recounted(x, random), Samples.recounted(y, random)));
        reversed.add(0, data);
        swapped.add(data.swapped());
      }
      MantelHaenszelTest.Result result = test.test(strata);
      MantelHaenszelTest.Result back = test.test(swapped);
      boolean same =
          test.test(reversed).equals(result)
              && (i % 10 > 0 || intervals(reversed).equals(intervals(strata)))
              && back.logPValue() == result.logPValue()
              && back.riskDifference() + result.riskDifference() == 0
              && Samples.areWithin(4, result.statistic(), naive.statistic(i % 4 == 0))
              && Samples.areWithin(4, result.oddsRatio(), naive.oddsRatio())
              && Samples.areWithin(4, result.riskDifference(), naive.difference());
      assertThat(same).as("seed %d, case %d: %s, %s", seed, i, strata, result).isTrue();
    }
  }

  private static List<Interval> intervals(List<TwoProportions> strata) {
    return List.of(
        MantelHaenszelTest.oddsRatioInterval(strata, 0.9),
        MantelHaenszelTest.riskDifferenceInterval(strata, 0.9));
  }

  /** The sums as fractions over one denominator, from counts of rows. */
  private static final class Fractions {

    private final List<long[]> terms = new ArrayList<>();
    private BigInteger denominator = BigInteger.ONE;

    void add(long[] x, long[] y) {
      long events = LongStream.of(x).filter(row -> row == 1).count();
      long others = LongStream.of(y).filter(row -> row == 1).count();
      long n = x.length;
      long m = y.length;
      long total = n + m;
      long common = total * total * (total - 1);
      long unit = total * (total - 1);
      long all = events + others;
      terms.add(
          new long[] {
            common,
            (n * others - m * events) * unit,
            n * m * all * (total - all),
            others * (n - events) * unit,
            events * (m - others) * unit,
            n * m * unit
          });
      denominator = denominator.multiply(BigInteger.valueOf(common));
    }

    private BigInteger sum(int term) {
      BigInteger sum = BigInteger.ZERO;
      for (long[] terms : this.terms) {
        BigInteger rest = denominator.divide(BigInteger.valueOf(terms[0]));
        sum = sum.add(rest.multiply(BigInteger.valueOf(terms[term])));
      }
      return sum;
    }

    double statistic(boolean corrects) {
      BigInteger twice = sum(1).abs().shiftLeft(1);
      BigInteger distance = corrects ? twice.subtract(denominator).max(BigInteger.ZERO) : twice;
      BigInteger variance = sum(2);
      return variance.signum() == 0
          ? 0
          : Quotient.of(distance.pow(2), denominator.multiply(variance).shiftLeft(2));
    }

    double oddsRatio() {
      BigInteger s = sum(4);
      double infinite = sum(3).signum() == 0 ? 1 : Double.POSITIVE_INFINITY;
      return s.signum() == 0 ? infinite : Quotient.of(sum(3), s);
    }

    double difference() {
      return Quotient.of(sum(1), sum(5));
    }
  }

  @Test
  void isTheTestOfPearsonWithinOneStratum() {
    assertThatItIsThatOfPearson(500);
  }

  @Test
  @Tag("slow")
  void isTheTestOfPearsonWithinOneStratumOfManyTables() {
    assertThatItIsThatOfPearson(100_000);
  }

  private static void assertThatItIsThatOfPearson(int cases) {
    PearsonTest pearson = PearsonTest.withDefaults().with(PearsonTest.Variant.N_MINUS_1);
    long seed = 1;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = Proportions.random(random, 100);
      MantelHaenszelTest.Result result = TEST.test(List.of(data));
      boolean same =
          Samples.areWithin(4, result.statistic(), pearson.statistic(data))
              && Samples.areWithin(4, result.riskDifference(), data.difference())
              && Samples.areWithin(4, result.oddsRatio(), OddsRatio.of(data));
      assertThat(same).as("seed %d, case %d: %s, %s", seed, i, data, result).isTrue();
    }
  }

  // ---- extremes

  @Test
  void holdsForQuintillionsInAThousandStrata() {
    long n = Long.MAX_VALUE / 2;
    TwoProportions data = new TwoProportions(n / 4, n, n / 4, n);
    List<TwoProportions> strata = Collections.nCopies(1000, data);
    assertThat(TEST.test(strata).statistic()).isZero();
    assertThat(TEST.test(strata).logPValue()).isZero();
    TwoProportions different = new TwoProportions(0, n, n, n);
    assertThat(TEST.test(List.of(data, different)).pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(TEST.test(List.of(data, different)).logPValue()).isFinite();
  }

  @Test
  void hasNoEvidenceWithoutEvents() {
    List<TwoProportions> none = List.of(new TwoProportions(0, 3, 0, 4));
    assertThat(TEST.test(none).pValue()).isOne();
    assertThat(TEST.test(none).oddsRatio()).isOne();
    assertThat(MantelHaenszelTest.oddsRatioInterval(none, 0.9))
        .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.9));
    assertThat(MantelHaenszelTest.riskDifferenceInterval(none, 0.9))
        .isEqualTo(new Interval(0, 0, 0.9));
  }

  @Test
  void needsStrata() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(List.of()))
        .withMessage("there are no strata");
  }
}

package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FisherExactTestTest {

  private static final FisherExactTest FULL = FisherExactTest.withDefaults();
  private static final FisherExactTest MID = FULL.withMidP(true);

  private static final long[][] PASCAL = pascal(30);

  // ---- other programs

  @Test
  void agreesWithScipyAndWithIntegersAndMpmathUpToTotalsOfTwoBillion() {
    OracleFile.lines("fisher.csv")
        .forEach(
            fields -> {
              TwoProportions data = Proportions.of(fields);
              assertThatIsExact(data, FULL.test(data), fields.get(5));
              assertThatIsExact(data, MID.test(data), fields.get(6));
              assertThatAgreesWithScipy(FULL.test(data).pValue(), fields.get(4));
            });
  }

  /** The relative error of p is the absolute one of ln p, as long as p is a double. */
  private static void assertThatIsExact(
      TwoProportions data, FisherExactTest.Result result, String field) {
    double logP = Double.parseDouble(field);
    double size = Math.abs(logP);
    double tolerance = size < 600 ? 1e-13 * Math.min(1, size) + 2 * Math.ulp(logP) : 2e-15 * size;
    assertThat(result.logPValue()).as("%s", data).isCloseTo(logP, within(tolerance));
  }

  private static void assertThatAgreesWithScipy(double p, String scipy) {
    if (!scipy.isEmpty() && p > 1e-280) {
      assertThat(p).isCloseTo(Double.parseDouble(scipy), withinPercentage(1e-10));
    }
  }

  @Test
  void agreesWithRAndItsMidPWithEpitools() {
    List<List<String>> cases = OracleFile.lines("fisher-r.csv").toList();
    assertThat(cases).hasSize(1000);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      double p = Double.parseDouble(fields.get(4));
      assertThat(FULL.test(data).pValue()).as("%s", data).isCloseTo(p, within(1e-10 * p + 1e-290));
      double mid = Double.parseDouble(fields.get(5)); // which subtracts from 1
      assertThat(MID.test(data).pValue()).as("%s", data).isCloseTo(mid, within(1e-12));
    }
  }

  @Test
  void hasALogarithmWherePIsNoDouble() {
    FisherExactTest.Result result =
        FULL.test(new TwoProportions(4155, 4155 + 805463, 4903, 4903 + 8507517));
    double expected = StrictMath.log(1.15778155104898) - 1895 * StrictMath.log(10);
    assertThat(result.logPValue()).isCloseTo(expected, within(1e-12));
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
  }

  // ---- laws

  @Test
  void isTheSumOfIntegerWeights() {
    assertThatItIsTheSumOfIntegerWeights(3_000);
  }

  @Test
  @Tag("slow")
  void isTheSumOfIntegerWeightsInManyTables() {
    assertThatItIsTheSumOfIntegerWeights(100_000);
  }

  private static void assertThatItIsTheSumOfIntegerWeights(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = Proportions.random(random, 25);
      double full = FULL.test(data).logPValue() - naive(data);
      double mid = MID.test(data).logPValue() - naiveMid(data);
      assertThat(Math.max(Math.abs(full), Math.abs(mid)))
          .as("seed %d, case %d: %s", seed, i, data)
          .isLessThan(1e-14);
    }
  }

  /** Term by term with binomials. */
  private static double naive(TwoProportions data) {
    long observed = weight(data, data.x());
    long all = 0;
    long extreme = 0;
    for (long k = 0; k <= data.n(); k++) {
      long weight = weight(data, k);
      extreme += weight <= observed ? weight : 0;
      all += weight;
    }
    return StrictMath.log((double) extreme / all);
  }

  /** Twice the smaller side, the observed table in halves. */
  private static double naiveMid(TwoProportions data) {
    long below = 0;
    long above = 0;
    for (long k = 0; k <= data.n(); k++) {
      below += k < data.x() ? weight(data, k) : 0;
      above += k > data.x() ? weight(data, k) : 0;
    }
    long observed = weight(data, data.x());
    double all = below + above + observed;
    return StrictMath.log((2 * Math.min(below, above) + observed) / all);
  }

  private static long weight(TwoProportions data, long k) {
    return Math.multiplyExact(choose(data.n(), k), choose(data.m(), data.x() + data.y() - k));
  }

  private static long choose(long n, long k) {
    return k < 0 || k > n ? 0 : PASCAL[(int) n][(int) k];
  }

  private static long[][] pascal(int rows) {
    long[][] triangle = new long[rows + 1][rows + 1];
    for (int n = 0; n <= rows; n++) {
      triangle[n][0] = 1;
      for (int k = 1; k <= n; k++) {
        triangle[n][k] = triangle[n - 1][k - 1] + triangle[n - 1][k];
      }
    }
    return triangle;
  }

  /** By whichever of three ways: logarithms, a product of ratios, integers. */
  @Test
  void decidesExactlyWhichTableIsMoreProbable() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 1_000; i++) {
      TwoProportions data = Proportions.random(random, 28);
      GivenMargins margins = new GivenMargins(data);
      long observed = weight(data, data.x());
      for (long k = 0; k <= data.n(); k++) {
        if (weight(data, k) > 0) {
          int expected = Long.compare(weight(data, k), observed);
          assertThat(Integer.signum(margins.compare(k, data.x())))
              .as("%s, %d", data, k)
              .isEqualTo(expected);
          assertThat(k == data.x() ? 0 : margins.compareExactly(k, data.x()))
              .as("%s, %d, by integers", data, k)
              .isEqualTo(expected);
          assertThat(k == data.x() ? 0 : margins.compareClose(k, data.x()))
              .as("%s, %d, by ratios", data, k)
              .isEqualTo(expected);
        }
      }
    }
  }

  /**
   * Found by a search. mpmath 1.2.1, 50 digits: their logarithms differ by 7.5291768e-9, which is
   * less than logarithms of −1077 are trusted with here, and the weights between are far beyond.
   */
  @Test
  void decidesByRatiosWhereLogarithmsAreTooClose() {
    GivenMargins margins =
        new GivenMargins(new TwoProportions(48669087, 109747979, 24286452, 54296934));
    assertThat(margins.compare(48947116, 48669087)).isPositive();
    assertThat(margins.compare(48669087, 48947116)).isNegative();
    assertThat(margins.compareClose(48947116, 48669087)).isPositive();
    assertThat(margins.compareClose(48669087, 48947116)).isNegative();
  }

  /** Likewise, −3.8e-11 at −758. */
  @Test
  void decidesByRatiosWhereTheOtherSideIsLessProbable() {
    GivenMargins margins =
        new GivenMargins(new TwoProportions(38793767, 101293631, 43430423, 112637659));
    assertThat(margins.compare(39070368, 38793767)).isNegative();
    assertThat(margins.compare(38793767, 39070368)).isPositive();
  }

  @Test
  void saysTheSameOfRowsInAnyOrderOfSwappedSamplesAndOfTheOtherOutcome() {
    assertThatRowsAndTablesSayTheSame(1_000);
  }

  @Test
  @Tag("slow")
  void saysTheSameOfManyRowsInAnyOrderOfSwappedSamplesAndOfTheOtherOutcome() {
    assertThatRowsAndTablesSayTheSame(100_000);
  }

  private static void assertThatRowsAndTablesSayTheSame(int cases) {
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      FisherExactTest test = FULL.withMidP(i % 2 == 0);
      long[] x = Proportions.rows(random, 40);
      long[] y = Proportions.rows(random, 40);
      FisherExactTest.Result result =
          test.test(Samples.recounted(x, random), Samples.recounted(y, random));
      TwoProportions data = TwoProportions.of(FrequencyTable.of(x), FrequencyTable.of(y));
      double swapped = test.test(data.swapped()).logPValue() - result.logPValue();
      double others = test.test(Proportions.others(data)).logPValue() - result.logPValue();
      assertThat(result).as("seed %d, case %d", seed, i).isEqualTo(test.test(data));
      assertThat(Math.max(Math.abs(swapped), Math.abs(others)))
          .as("seed %d, case %d: %s", seed, i, data)
          .isLessThan(1e-13);
    }
  }

  /** By hand: 93,600, 8,400 and 252 of 2,118,760 tables have three, four and five of the events. */
  @Test
  void doublesOnlyInTheMidPWhichIsLargerWhereTheOtherSideHasNothingAsRare() {
    TwoProportions data = new TwoProportions(3, 10, 2, 40);
    assertThat(FULL.test(data).pValue()).isCloseTo(102_252 / 2_118_760.0, within(1e-15));
    assertThat(MID.test(data).pValue()).isCloseTo(110_904 / 2_118_760.0, within(1e-15));
    assertThat(FULL.test(data).midP()).isFalse();
    assertThat(MID.test(data).midP()).isTrue();
  }

  // ---- extremes

  @Test
  void hasNoEvidenceWithoutEventsAndInSingleObservations() {
    assertThat(FULL.test(new TwoProportions(0, 9, 0, 4)).logPValue()).isZero();
    assertThat(FULL.test(new TwoProportions(0, 9, 0, 4)).statistic()).isOne();
    assertThat(FULL.test(new TwoProportions(9, 9, 4, 4)).pValue()).isOne();
    assertThat(MID.test(new TwoProportions(9, 9, 4, 4)).logPValue()).isZero();
    assertThat(MID.test(new TwoProportions(0, 9, 0, 4)).pValue()).isOne();
    assertThat(FULL.test(new TwoProportions(0, 1, 1, 1)).pValue()).isOne();
    assertThat(FULL.test(new TwoProportions(0, 1, 1, 1)).statistic()).isInfinite();
  }

  /** P is (10^9)!² / (2·10^9)!, twice: ln p = ln 2 − ln C(2·10^9, 10^9). */
  @Test
  void separatesTwoBillionObservations() {
    long n = 1_000_000_000;
    double logP = FULL.test(new TwoProportions(0, n, n, n)).logPValue();
    double choose = 2 * n * StrictMath.log(2) - 0.5 * StrictMath.log(Math.PI * n);
    assertThat(logP).isCloseTo(StrictMath.log(2) - choose, withinPercentage(1e-12));
  }

  @Test
  void refusesLargerTotalsByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.test(new TwoProportions(1, 1_000_000_000, 1, 1_000_000_001)))
        .withMessage(
            "Fisher's exact test is for totals up to 2000000000 observations, not 2000000001;"
                + " use PearsonTest");
  }
}

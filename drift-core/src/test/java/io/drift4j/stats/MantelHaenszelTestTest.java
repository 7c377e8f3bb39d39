package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
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
  void saysTheSameOfStrataInAnyOrderAndOfSwappedSamples() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      List<TwoProportions> strata = new ArrayList<>();
      List<TwoProportions> reversed = new ArrayList<>();
      List<TwoProportions> swapped = new ArrayList<>();
      for (int stratum = random.nextInt(6); stratum >= 0; stratum--) {
        TwoProportions data = Proportions.random(random, 40);
        strata.add(data);
        reversed.add(0, data);
        swapped.add(data.swapped());
      }
      MantelHaenszelTest.Result result = TEST.test(strata);
      MantelHaenszelTest.Result back = TEST.test(swapped);
      assertThat(TEST.test(reversed)).as("seed %d, case %d", seed, i).isEqualTo(result);
      assertThat(back.logPValue()).isEqualTo(result.logPValue());
      assertThat(back.riskDifference() + result.riskDifference()).isZero();
    }
  }

  @Test
  void isTheTestOfPearsonWithinOneStratum() {
    PearsonTest pearson = PearsonTest.withDefaults().with(PearsonTest.Variant.N_MINUS_1);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      TwoProportions data = Proportions.random(random, 100);
      double expected = pearson.statistic(data);
      MantelHaenszelTest.Result result = TEST.test(List.of(data));
      assertThat(result.statistic()).isCloseTo(expected, within(1e-15 * expected));
      assertThat(Samples.areWithin(4, result.riskDifference(), data.difference())).isTrue();
      assertThat(Samples.areWithin(4, result.oddsRatio(), OddsRatio.of(data))).isTrue();
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

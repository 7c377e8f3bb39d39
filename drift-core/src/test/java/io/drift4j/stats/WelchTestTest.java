package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WelchTestTest {

  private static final WelchTest WELCH = WelchTest.withDefaults();

  // ---- other programs

  /** Variances 2 and 8, means 1 and 6: the error is √(2/2 + 8/2), the common deviation √5. */
  @Test
  void saysTheDifferenceInErrorsAndInDeviations() {
    FrequencyTable x = FrequencyTable.of(0, 2);
    FrequencyTable y = FrequencyTable.of(4, 8);
    WelchTest.Result result = WelchTest.withDefaults().test(x, y);
    assertThat(result.difference()).isEqualTo(5);
    assertThat(result.standardError()).isEqualTo(Math.sqrt(5));
    assertThat(result.effect()).isEqualTo(5 / Math.sqrt(5));
    assertThat(WelchTest.withDefaults().statistic(x, y)).isEqualTo(result.statistic());
    assertThat(result.statistic()).isEqualTo(5 / Math.sqrt(5));
  }

  @Test
  void agreesWithScipyStatsmodelsAndFiftyDigits() {
    assertThat(OracleFile.lines("welch.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              WelchTest.Result result = WELCH.test(pair.x(), pair.y());
              assertThat(result.statistic())
                  .isCloseTo(number(fields, 1), relative(fields, 1, 1e-12));
              assertThat(result.degreesOfFreedom())
                  .isCloseTo(number(fields, 2), relative(fields, 2, 1e-12));
              assertThat(result.logPValue())
                  .isCloseTo(number(fields, 3), relative(fields, 3, 1e-10));
              assertThat(result.statistic())
                  .isCloseTo(number(fields, 4), relative(fields, 4, 1e-9));
              assertThat(result.pValue()).isCloseTo(number(fields, 5), relative(fields, 5, 1e-8));
              Interval interval = result.interval(0.95);
              Offset<Double> offset = within(1e-8 * (interval.high() - interval.low()) + 1e-10);
              assertThat(interval.low()).isCloseTo(number(fields, 6), offset);
              assertThat(interval.high()).isCloseTo(number(fields, 7), offset);
            });
  }

  @Test
  void agreesWithFiftyDigitsForLargeTotalsAndValues() {
    assertThat(OracleFile.lines("welch-large.csv"))
        .hasSizeGreaterThan(200)
        .allSatisfy(
            fields -> {
              FrequencyTable x = OracleFile.table(fields.get(0));
              WelchTest.Result result = WELCH.test(x, OracleFile.table(fields.get(1)));
              assertThat(result.statistic())
                  .isCloseTo(number(fields, 2), relative(fields, 2, 1e-12));
              assertThat(result.degreesOfFreedom())
                  .isCloseTo(number(fields, 3), relative(fields, 3, 1e-12));
              assertThat(result.logPValue())
                  .isCloseTo(number(fields, 4), relative(fields, 4, 1e-10));
            });
  }

  private static double number(List<String> fields, int i) {
    return Double.parseDouble(fields.get(i));
  }

  private static Offset<Double> relative(List<String> fields, int i, double tolerance) {
    return within(tolerance * Math.abs(number(fields, i)) + 1e-15);
  }

  // ---- laws

  @Test
  void isWhatRowsSayWhateverTheirOrder() {
    assertThatRowsSayTheSame(2_000);
  }

  @Test
  @Tag("slow")
  void isWhatRowsSayInAHundredThousandCases() {
    assertThatRowsSayTheSame(100_000);
  }

  private static void assertThatRowsSayTheSame(int cases) {
    long seed = 20261129;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; ) {
      long[] x = Samples.rows(random, 25, 12);
      long[] y = Samples.rows(random, 25, 12);
      if (x.length > 1 && y.length > 1) {
        i++;
        FrequencyTable tableX = Samples.recounted(x, random);
        FrequencyTable tableY = Samples.recounted(y, random);
        WelchTest.Result result = WELCH.test(tableX, tableY);
        assertThat(result)
            .as("seed %d, case %d", seed, i)
            .isEqualTo(WELCH.test(FrequencyTable.of(x), FrequencyTable.of(y)));
        assertThat(result.statistic())
            .as("seed %d, case %d", seed, i)
            .matches(t -> Samples.areWithin(4, t, naive(x, y)), "is within 4 ulp of the rows'");
        WelchTest.Result back = WELCH.test(tableY, tableX);
        assertThat(back.statistic() + 0.0).isEqualTo(0.0 - result.statistic());
        assertThat(back.difference() + 0.0).isEqualTo(0.0 - result.difference());
        assertThat(back.logPValue()).isCloseTo(result.logPValue(), relative(result.logPValue()));
      }
    }
  }

  private static Offset<Double> relative(double value) {
    return within(1e-12 * Math.abs(value) + 1e-14);
  }

  /** Over one denominator: (n Σ y − m Σ x) / √(m² n² (v_x + v_y)), small integers all. */
  private static double naive(long[] x, long[] y) {
    double n = x.length;
    double m = y.length;
    double difference = n * Arrays.stream(y).sum() - m * Arrays.stream(x).sum();
    double error = m * m * squares(x) / (n - 1) + n * n * squares(y) / (m - 1);
    return difference == 0 ? 0 : difference / Math.sqrt(error);
  }

  /** n Σ v² − (Σ v)². */
  private static double squares(long[] rows) {
    long sum = Arrays.stream(rows).sum();
    return rows.length * Arrays.stream(rows).map(v -> v * v).sum() - (double) (sum * sum);
  }

  /** The interval at 1 − p ends at 0. */
  @Test
  void hasAnIntervalThatExcludesZeroWhereTheTestRefuses() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 1_000; i++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 25, 12));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 25, 12));
      if (x.distinct() > 1 && y.distinct() > 1) {
        WelchTest.Result result = WELCH.test(x, y);
        if (Math.abs(result.logPValue() - Math.log(0.05)) > 1e-9) {
          assertThat(result.interval(0.95).contains(0)).isNotEqualTo(result.isSignificantAt(0.05));
        }
        if (result.pValue() > 1e-3 && result.pValue() < 0.999) {
          Interval touching = result.interval(1 - result.pValue());
          double limit = result.difference() > 0 ? touching.low() : touching.high();
          assertThat(limit / result.standardError()).isCloseTo(0, within(1e-10));
        }
        assertThat(result.interval(0.5).low())
            .isBetween(result.interval(0.9).low(), result.difference());
      }
    }
  }

  // ---- extremes

  @Test
  void hasARuleForSamplesWithoutVariance() {
    FrequencyTable three = FrequencyTable.builder().add(3, 5).build();
    FrequencyTable four = FrequencyTable.builder().add(4, 5).build();
    FrequencyTable fours = FrequencyTable.builder().add(4, 3).build();
    assertThat(WELCH.test(three, three)).isEqualTo(new WelchTest.Result(0, 0, 8, 0, 0, 0));
    WelchTest.Result apart = WELCH.test(three, four);
    assertThat(apart.statistic()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(apart.effect()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(apart.pValue()).isCloseTo(2 / 252.0, within(1e-15));
    assertThat(apart.interval(0.95))
        .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
    assertThat(WELCH.test(fours, three).pValue()).isCloseTo(1 / 56.0, within(1e-15));
    assertThat(WELCH.test(fours, three).statistic()).isEqualTo(Double.NEGATIVE_INFINITY);
    FrequencyTable many = FrequencyTable.builder().add(3, 1L << 62).build();
    FrequencyTable more = FrequencyTable.builder().add(4, 1L << 62).build();
    assertThat(WELCH.test(many, more).logPValue())
        .isCloseTo(-0x1p63 * Math.log(2), within(1e-10 * 0x1p63));
    FrequencyTable some = FrequencyTable.of(1, 2, 4, 9);
    assertThat(WELCH.test(three, some).degreesOfFreedom()).isEqualTo(3);
  }

  /** Two amounts in cents that differ in their last digit, in the eighteenth place. */
  @Test
  void losesNothingWhereValuesAreLargeAndDifferencesSmall() {
    long base = 900_000_000_000_000_000L;
    WelchTest.Result small = WELCH.test(FrequencyTable.of(0, 1, 2), FrequencyTable.of(1, 2, 4));
    WelchTest.Result large =
        WELCH.test(
            FrequencyTable.of(base, base + 1, base + 2),
            FrequencyTable.of(base + 1, base + 2, base + 4));
    assertThat(large).isEqualTo(small);
  }

  @Test
  void refusesSamplesWithoutVarianceByName() {
    FrequencyTable some = FrequencyTable.of(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WELCH.test(some, FrequencyTable.empty()))
        .withMessage("the second sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WELCH.test(FrequencyTable.of(1), some))
        .withMessage(
            "the first sample has one observation: Welch's test needs at least 2 of each sample to"
                + " know its variance; use MannWhitneyTest");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WELCH.test(some, some).interval(0))
        .withMessage("level must be in (0, 1), not 0.0");
  }

  // ---- size and coverage

  /**
   * Rounded normal values of unequal variances; the interval covers where the test keeps its size.
   */
  @ParameterizedTest
  @CsvSource({"10, 10, 1", "20, 60, 3", "60, 20, 3", "200, 300, 0.5"})
  @Tag("slow")
  void keepsItsSizeAndCovers(int n, int m, double ratio) {
    SplittableRandom random = new SplittableRandom(9);
    int runs = 10_000;
    int refused = 0;
    int covered = 0;
    for (int i = 0; i < runs; i++) {
      WelchTest.Result result =
          WELCH.test(rounded(random, n, 5, 0), rounded(random, m, 5 * ratio, 0));
      refused += result.isSignificantAt(0.05) ? 1 : 0;
      WelchTest.Result shifted =
          WELCH.test(rounded(random, n, 5, 0), rounded(random, m, 5 * ratio, 3));
      covered += shifted.interval(0.95).contains(3) ? 1 : 0;
    }
    assertThat(refused / (double) runs).isBetween(0.043, 0.057);
    assertThat(covered / (double) runs).isBetween(0.943, 0.957);
  }

  private static FrequencyTable rounded(SplittableRandom random, int n, double deviation, int by) {
    FrequencyTable.Builder rounded = FrequencyTable.builder();
    for (int i = 0; i < n; i++) {
      rounded.add(by + Math.round(deviation * random.nextGaussian()));
    }
    return rounded.build();
  }
}

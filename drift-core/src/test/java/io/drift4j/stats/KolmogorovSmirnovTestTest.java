package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.drift4j.stats.KolmogorovSmirnovTest.Method;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KolmogorovSmirnovTestTest {

  private static final KolmogorovSmirnovTest AUTO = KolmogorovSmirnovTest.withDefaults();
  private static final KolmogorovSmirnovTest EXACT = AUTO.with(Method.EXACT);
  private static final KolmogorovSmirnovTest LIMIT = AUTO.with(Method.LIMIT);
  private static final KolmogorovSmirnovTest MONTE_CARLO = AUTO.with(Method.MONTE_CARLO);

  // ---- other programs

  @Test
  void agreesWithScipyOnAThousandTablesAndWithNumbersOfPaths() {
    assertThat(OracleFile.lines("kolmogorov-smirnov.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              double d = Double.parseDouble(fields.get(1));
              assertThat(AUTO.statistic(pair.x(), pair.y())).isCloseTo(d, within(1e-14));
              if (!fields.get(2).isEmpty()) {
                double logP = Double.parseDouble(fields.get(2));
                double ours = EXACT.test(pair.x(), pair.y()).logPValue();
                assertThat(ours).isCloseTo(logP, within(1e-10 * Math.abs(logP)));
              }
            });
  }

  /** R takes its exact p off 1, so that it has absolute accuracy only. */
  @Test
  void agreesWithKsTestGivenTheTies() {
    assertThat(OracleFile.lines("kolmogorov-smirnov-exact.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              double p = Double.parseDouble(fields.get(2));
              double ours = EXACT.test(pair.x(), pair.y()).pValue();
              assertThat(ours).isCloseTo(p, within(1e-11));
            });
  }

  /** The law of Kolmogorov where there are many tie groups, else the inequality of Šidák. */
  @Test
  void agreesWithFiftyDigitsInTheLimitAndWithTheLawOfKolmogorovOfScipy() {
    assertThat(OracleFile.lines("kolmogorov-smirnov-limit.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              double logP = Double.parseDouble(fields.get(1));
              assertThat(LIMIT.test(pair.x(), pair.y()).logPValue())
                  .isCloseTo(logP, within(1e-10 * Math.abs(logP) + 1e-15));
              if (!fields.get(2).isEmpty() && Double.parseDouble(fields.get(3)) > 1e-300) {
                double law = KolmogorovSmirnovTest.logKolmogorov(Double.parseDouble(fields.get(2)));
                assertThat(Math.exp(law))
                    .isCloseTo(Double.parseDouble(fields.get(3)), withinPercentage(1e-10));
              }
            });
  }

  // ---- laws

  /** All ways to choose the rows of the first sample, one after the other. */
  @Test
  void isTheShareOfAllPermutationsThatAreAsFarApart() {
    long seed = 20261127;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1_000; i++) {
      long[] x = Samples.rows(random, 6, 6);
      long[] y = Samples.rows(random, 6, 6);
      long[] all = LongStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray();
      long observed = naive(all, (1 << x.length) - 1, x.length, y.length);
      int ways = 0;
      int extreme = 0;
      for (int chosen = 0; chosen < 1 << all.length; chosen++) {
        if (Integer.bitCount(chosen) == x.length) {
          ways++;
          extreme += naive(all, chosen, x.length, y.length) >= observed ? 1 : 0;
        }
      }
      assertThat(EXACT.test(FrequencyTable.of(x), FrequencyTable.of(y)).pValue())
          .as("seed %d, case %d", seed, i)
          .isCloseTo(extreme / (double) ways, within(1e-13));
    }
  }

  /** n m D of the rows whose bits are chosen and the others. */
  private static long naive(long[] rows, int chosen, int n, int m) {
    long largest = 0;
    for (long value : rows) {
      long distance = 0;
      for (int i = 0; i < rows.length; i++) {
        if (rows[i] <= value) {
          distance += (chosen >> i & 1) == 1 ? m : -n;
        }
      }
      largest = Math.max(largest, Math.abs(distance));
    }
    return largest;
  }

  @Test
  void isWhatRowsSayWhateverTheirOrderOrPlace() {
    assertThatRowsSayTheSame(1_000);
  }

  @Test
  @Tag("slow")
  void isWhatRowsSayInAHundredThousandCases() {
    assertThatRowsSayTheSame(100_000);
  }

  private static void assertThatRowsSayTheSame(int cases) {
    long seed = 20261128;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[] x = Samples.rows(random, 15, 12);
      long[] y = Samples.rows(random, 15, 12);
      FrequencyTable tableX = Samples.recounted(x, random);
      FrequencyTable tableY = Samples.recounted(y, random);
      KolmogorovSmirnovTest.Result result = AUTO.test(tableX, tableY);
      assertThat(AUTO.test(FrequencyTable.of(x), FrequencyTable.of(y)))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(result);
      assertThat(result.statistic()).isEqualTo(naive(x, y));
      KolmogorovSmirnovTest.Result back = AUTO.test(tableY, tableX);
      assertThat(back.statistic()).isEqualTo(result.statistic());
      assertThat(back.at()).isEqualTo(result.at());
      assertThat(back.logPValue()).isCloseTo(result.logPValue(), within(1e-12));
    }
  }

  private static double naive(long[] x, long[] y) {
    long[] all = LongStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray();
    long first = ((1L << x.length) - 1);
    return naive(all, (int) first, x.length, y.length) / (double) (x.length * y.length);
  }

  // ---- ways to compute p

  @Test
  void hasAMonteCarloPNearTheExactOne() {
    assertThatMonteCarloAgrees(5, 20, 30, 5);
  }

  @ParameterizedTest
  @CsvSource({"1, 40, 60", "5, 40, 60", "5, 300, 500", "30, 200, 300"})
  @Tag("slow")
  void hasAMonteCarloPWithinFourStandardErrorsOfTheExactOne(double mean, int n, int m) {
    assertThatMonteCarloAgrees(mean, n, m, 10);
  }

  private static void assertThatMonteCarloAgrees(double mean, int n, int m, int cases) {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < cases; i++) {
      FrequencyTable x = poisson(random, n, mean);
      FrequencyTable y = poisson(random, m, mean);
      double p = EXACT.test(x, y).pValue();
      KolmogorovSmirnovTest.Result drawn = MONTE_CARLO.withDraws(4_999).test(x, y);
      assertThat(drawn.pValue())
          .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 4_999) + 1.0 / 5_000));
      assertThat(drawn.draws()).isEqualTo(4_999);
      assertThat(MONTE_CARLO.withDraws(4_999).test(y, x).pValue()).isEqualTo(drawn.pValue());
    }
  }

  /** Of a large mean by the normal distribution. */
  private static FrequencyTable poisson(SplittableRandom random, int n, double mean) {
    FrequencyTable.Builder poisson = FrequencyTable.builder();
    for (int i = 0; i < n; i++) {
      if (mean > 50) {
        poisson.add(Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        continue;
      }
      int value = -1;
      for (double sum = 0; sum < mean; value++) {
        sum -= Math.log(1 - random.nextDouble());
      }
      poisson.add(value);
    }
    return poisson.build();
  }

  /** Two distinct values leave one place to look at, many distinct ones a bridge. */
  @ParameterizedTest
  @CsvSource({"1", "5", "1000"})
  @Tag("slow")
  void hasALimitNearTheExactP(double mean) {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 10; i++) {
      FrequencyTable x = poisson(random, 900, mean);
      FrequencyTable y = poisson(random, 1_000, mean * (1 + 0.002 * random.nextInt(20)));
      double p = EXACT.test(x, y).pValue();
      if (p > 1e-3) {
        assertThat(LIMIT.test(x, y).pValue() / p).as("case %d, p %s", i, p).isBetween(0.85, 2.0);
      }
    }
  }

  @Test
  void choosesTheMethodByTheSizesAndSaysSo() {
    FrequencyTable some = FrequencyTable.builder().add(1, 600).add(2, 400).build();
    FrequencyTable more = FrequencyTable.builder().add(1, 501).add(2, 500).build();
    FrequencyTable few = FrequencyTable.builder().add(1, 1).add(2, 98).build();
    FrequencyTable many = FrequencyTable.builder().add(1, 6_000).add(2, 5_000).build();
    assertThat(AUTO.test(some, some.combine(FrequencyTable.empty())).method())
        .isEqualTo(Method.EXACT);
    assertThat(AUTO.test(some, more).method()).isEqualTo(Method.LIMIT);
    assertThat(AUTO.test(few, many).method()).isEqualTo(Method.MONTE_CARLO);
    assertThat(AUTO.test(few, many).draws()).isEqualTo(9_999);
    assertThat(AUTO.test(few.combine(FrequencyTable.of(3)), many).method()).isEqualTo(Method.LIMIT);
    assertThat(MONTE_CARLO.withDraws(1).test(few, many).pValue()).isEqualTo(0.5);
    assertThat(AUTO.test(few, many).pValue()).isCloseTo(1e-4, within(1e-15));
  }

  @Test
  void namesTheSmallestOfTheValuesWhereTheDistanceIsLargest() {
    KolmogorovSmirnovTest.Result result =
        EXACT.test(FrequencyTable.of(1, 3), FrequencyTable.of(2, 4));
    assertThat(result.statistic()).isEqualTo(0.5);
    assertThat(result.at()).isEqualTo(1);
  }

  // ---- extremes

  /** Of C(2000, 1000) ways two separate the samples. */
  @Test
  void keepsThePOfSamplesThatAreApart() {
    FrequencyTable.Builder x = FrequencyTable.builder();
    FrequencyTable.Builder y = FrequencyTable.builder();
    for (int i = 0; i < 1_000; i++) {
      x.add(i);
      y.add(1_000 + i);
    }
    KolmogorovSmirnovTest.Result result = EXACT.test(x.build(), y.build());
    double logWays = 0;
    for (int i = 1; i <= 1_000; i++) {
      logWays += Math.log((1_000.0 + i) / i);
    }
    assertThat(result.statistic()).isOne();
    assertThat(result.at()).isEqualTo(999);
    assertThat(result.logPValue()).isCloseTo(Math.log(2) - logWays, within(1e-9));
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void hasALimitForTotalsOfQuintillions() {
    long n = 1L << 61;
    FrequencyTable x = FrequencyTable.builder().add(0, n).add(1, n).build();
    FrequencyTable y = FrequencyTable.builder().add(0, n - 5_000_000_000L).add(1, n).build();
    KolmogorovSmirnovTest.Result result = AUTO.test(x, y.combine(FrequencyTable.empty()));
    assertThat(result.method()).isEqualTo(Method.LIMIT);
    // z = d √((N − 1) / (n m T (N − T))), close to 2.5e9 / √n
    assertThat(result.logPValue())
        .isCloseTo(Tail.twoSidedNormal(2.5e9 / Math.sqrt(n)), within(1e-6));
    FrequencyTable zero = FrequencyTable.builder().add(0, n).build();
    FrequencyTable one = FrequencyTable.builder().add(1, n).build();
    assertThat(AUTO.test(zero, one).statistic()).isOne();
    assertThat(AUTO.test(zero, one).logPValue()).isLessThan(-1e17).isFinite();
  }

  @Test
  void hasNoEvidenceInEqualShares() {
    FrequencyTable same = FrequencyTable.builder().add(3, 50).build();
    FrequencyTable large = FrequencyTable.builder().add(3, 500_000).build();
    for (KolmogorovSmirnovTest test : new KolmogorovSmirnovTest[] {EXACT, LIMIT, MONTE_CARLO}) {
      assertThat(test.test(same, same).pValue()).isOne();
    }
    assertThat(AUTO.test(large, large).pValue()).isOne();
    assertThat(AUTO.test(FrequencyTable.of(1), FrequencyTable.of(2)).pValue()).isOne();
  }

  @Test
  void refusesEmptySamplesAndExactnessOutOfReachByName() {
    FrequencyTable some = FrequencyTable.of(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AUTO.test(some, FrequencyTable.empty()))
        .withMessage("the second sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AUTO.withDraws(0))
        .withMessage("draws must be at least 1, not 0");
    FrequencyTable many = FrequencyTable.builder().add(1, 1_000).add(2, 1).build();
    FrequencyTable more = FrequencyTable.builder().add(1, 1_000).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXACT.test(many, more))
        .withMessage(
            "exact Kolmogorov-Smirnov of 1001 and 1000 observations takes too long: their product"
                + " may be at most 1000000; use Method.LIMIT or Method.MONTE_CARLO");
  }

  // ---- size

  /** The upper limit leaves three standard errors for chance. */
  @ParameterizedTest
  @CsvSource({
    "EXACT, 1, 30, 60",
    "EXACT, 5, 30, 60",
    "EXACT, 5, 50, 50",
    "LIMIT, 1, 150, 300",
    "LIMIT, 5, 150, 300",
    "LIMIT, 200, 150, 300"
  })
  @Tag("slow")
  void keepsItsSizeUnderTies(Method method, double mean, int n, int m) {
    SplittableRandom random = new SplittableRandom(6);
    int runs = 10_000;
    int refused = 0;
    for (int i = 0; i < runs; i++) {
      FrequencyTable x = poisson(random, n, mean);
      FrequencyTable y = poisson(random, m, mean);
      refused += AUTO.with(method).test(x, y).isSignificantAt(0.05) ? 1 : 0;
    }
    assertThat(refused / (double) runs).isBetween(0.015, 0.0565);
  }
}

package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MannWhitneyTestTest {

  private static final MannWhitneyTest NORMAL =
      MannWhitneyTest.withDefaults().with(MannWhitneyTest.Method.NORMAL);
  private static final MannWhitneyTest EXACT =
      MannWhitneyTest.withDefaults().with(MannWhitneyTest.Method.EXACT);

  // ---- other programs

  @Test
  void agreesWithScipyOnAThousandTables() {
    assertThat(OracleFile.lines("mann-whitney.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              MannWhitneyTest.Result result = NORMAL.test(pair.x(), pair.y());
              assertThat(result.statistic()).isEqualTo(Double.parseDouble(fields.get(1)));
              double logP = Double.parseDouble(fields.get(2));
              assertThat(result.logPValue())
                  .isCloseTo(logP, within(1e-10 * Math.abs(logP) + 1e-15));
              assertThatAgreesWithScipy(result.pValue(), Double.parseDouble(fields.get(3)));
            });
  }

  /** Where all values are equal scipy has no answer; ours is 1. */
  private static void assertThatAgreesWithScipy(double p, double scipy) {
    if (!Double.isNaN(scipy) && scipy > 1e-300) {
      assertThat(p).isCloseTo(scipy, withinPercentage(1e-8));
    }
  }

  @Test
  void agreesWithCoinGivenTheTies() {
    assertThat(OracleFile.lines("mann-whitney-exact.csv"))
        .hasSizeGreaterThan(300)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              double p = Double.parseDouble(fields.get(1));
              assertThat(EXACT.test(pair.x(), pair.y()).pValue())
                  .isCloseTo(p, withinPercentage(1e-8));
            });
  }

  // ---- laws

  @Test
  void isWhatRowsSayWhateverTheirOrder() {
    assertThatRowsSayTheSame(2_000);
  }

  @Tag("slow")
  @Test
  void isWhatRowsSayInAHundredThousandCases() {
    assertThatRowsSayTheSame(100_000);
  }

  /** Midranks by sorting rows; halves of integers are exact in doubles. */
  private static void assertThatRowsSayTheSame(int cases) {
    SplittableRandom random = new SplittableRandom(20261125);
    for (int i = 0; i < cases; i++) {
      long[] x = Samples.rows(random, 30, 12);
      long[] y = Samples.rows(random, 30, 12);
      MannWhitneyTest.Result result =
          NORMAL.test(Samples.recounted(x, random), Samples.recounted(y, random));
      assertThat(result)
          .as("case %d", i)
          .isEqualTo(NORMAL.test(FrequencyTable.of(x), FrequencyTable.of(y)));
      assertThat(result.statistic()).as("case %d", i).isEqualTo(naive(x, y));
    }
  }

  private static double naive(long[] x, long[] y) {
    long[] all = LongStream.concat(Arrays.stream(x), Arrays.stream(y)).sorted().toArray();
    double ranks = Arrays.stream(y).mapToDouble(value -> midrank(all, value)).sum();
    return ranks - y.length * (y.length + 1) / 2.0;
  }

  private static double midrank(long[] sorted, long value) {
    int first = 0;
    while (sorted[first] < value) {
      first++;
    }
    int last = first;
    while (last < sorted.length && sorted[last] == value) {
      last++;
    }
    return (first + 1 + last) / 2.0;
  }

  @Test
  void keepsPWhenTheSamplesChangePlaces() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 30, 12));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 15, 12));
      MannWhitneyTest.Result there = MannWhitneyTest.withDefaults().test(x, y);
      MannWhitneyTest.Result back = MannWhitneyTest.withDefaults().test(y, x);
      assertThat(back.statistic()).isEqualTo((double) x.count() * y.count() - there.statistic());
      assertThat(back.logPValue()).isCloseTo(there.logPValue(), within(1e-12));
    }
  }

  @Test
  void isExactWhereThatIsQuickAndSaysSo() {
    FrequencyTable few = FrequencyTable.of(1, 2, 2, 5, 7);
    FrequencyTable many = FrequencyTable.builder().add(1, 500).add(2, 700).add(9, 10).build();
    MannWhitneyTest test = MannWhitneyTest.withDefaults();
    assertThat(test.test(few, few)).isEqualTo(EXACT.test(few, few));
    assertThat(test.test(few, few).method()).isEqualTo(MannWhitneyTest.Method.EXACT);
    assertThat(test.test(many, many)).isEqualTo(NORMAL.test(many, many));
    assertThat(test.test(many, many).method()).isEqualTo(MannWhitneyTest.Method.NORMAL);
    assertThat(test.statistic(few, many)).isEqualTo(NORMAL.test(few, many).statistic());
  }

  /** Both ways to add up cubes give the same: a long holds those of a million at most. */
  @Test
  void isTheSameOnBothSidesOfAMillion() {
    FrequencyTable half = FrequencyTable.builder().add(1, 1 << 18).add(2, 1 << 18).build();
    FrequencyTable more = half.combine(FrequencyTable.of(2));
    double z = NORMAL.test(half, more).z();
    assertThat(NORMAL.withContinuityCorrection(false).test(half, more).z()).isGreaterThan(z);
    assertThat(NORMAL.test(half, half).z()).isZero();
    assertThat(z).isCloseTo(NORMAL.test(more, half).z(), within(1e-15));
  }

  // ---- extremes

  /** By hand: n = m = 2^62, all of y above x, so z² = 3 N (N − 1) (n m − 1)² / (n m · 6 n³). */
  @Test
  void isExactForTotalsOfNineQuintillion() {
    long n = 1L << 62;
    FrequencyTable x = FrequencyTable.builder().add(0, n - 1).build();
    FrequencyTable y = FrequencyTable.builder().add(1, n).build();
    BigInteger pairs = BigInteger.valueOf(n - 1).multiply(BigInteger.valueOf(n));
    assertThat(NORMAL.test(x, y).statistic()).isEqualTo(pairs.doubleValue());
    assertThat(NORMAL.test(x, y).superiority()).isEqualTo(1);
    assertThat(NORMAL.test(x, y).logPValue()).isNegative().isFinite();
    assertThat(NORMAL.test(x, y).pValue()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void hasNoEvidenceInValuesThatAreAllEqual() {
    FrequencyTable same = FrequencyTable.builder().add(3, 50).build();
    assertThat(NORMAL.test(same, same).pValue()).isOne();
    assertThat(EXACT.test(same, FrequencyTable.of(3, 3)).pValue()).isOne();
    assertThat(NORMAL.test(same, same).superiority()).isEqualTo(0.5);
  }

  @Test
  void refusesEmptySamplesAndExactnessOutOfReachByName() {
    FrequencyTable some = FrequencyTable.of(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NORMAL.test(some, FrequencyTable.empty()))
        .withMessage("the second sample has no observations");
    FrequencyTable many = FrequencyTable.builder().add(1, 21).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXACT.test(many, many))
        .withMessage(
            "exact Mann-Whitney of 21 and 21 observations takes too long: one sample may have at"
                + " most 20, and the other not many thousands; use Method.NORMAL");
  }

  // ---- size

  /**
   * All ways to share out all tied patterns of up to nine observations: how often p is at most a
   * level, in exact shares of the ways.
   */
  @Test
  void neverExceedsItsLevelsWhereItIsExact() {
    for (int total = 2; total <= 9; total++) {
      for (int pattern = 0; pattern < 1 << (total - 1); pattern++) {
        long[] values = tied(total, pattern);
        for (int n = 1; n <= total / 2; n++) {
          double[] ps = pOfAllWays(values, n);
          for (double level : new double[] {0.01, 0.05, 0.1, 0.3}) {
            double size = Arrays.stream(ps).filter(p -> p <= level).count() / (double) ps.length;
            assertThat(size)
                .as("values %s, n %d, level %s", Arrays.toString(values), n, level)
                .isLessThanOrEqualTo(level + 1e-12);
          }
        }
      }
    }
  }

  /** A bit says whether the next observation is tied with the one before. */
  private static long[] tied(int total, int pattern) {
    long[] values = new long[total];
    for (int i = 1; i < total; i++) {
      values[i] = values[i - 1] + (pattern >> (i - 1) & 1);
    }
    return values;
  }

  private static double[] pOfAllWays(long[] values, int n) {
    return IntStream.range(0, 1 << values.length)
        .filter(chosen -> Integer.bitCount(chosen) == n)
        .mapToDouble(chosen -> EXACT.test(chosen(values, chosen), chosen(values, ~chosen)).pValue())
        .toArray();
  }

  private static FrequencyTable chosen(long[] values, int chosen) {
    FrequencyTable.Builder table = FrequencyTable.builder();
    for (int i = 0; i < values.length; i++) {
      table.add(values[i], chosen >> i & 1);
    }
    return table.build();
  }

  /** Three standard errors of the simulation are 0.0065. */
  @ParameterizedTest
  @CsvSource({"10, 10, 6", "10, 30, 6", "30, 30, 3", "50, 80, 2", "40, 200, 12"})
  @Tag("slow")
  void keepsItsSizeUnderTiesByTheNormalDistribution(int n, int m, int values) {
    SplittableRandom random = new SplittableRandom(10);
    int runs = 20_000;
    int refused = 0;
    for (int i = 0; i < runs; i++) {
      refused +=
          NORMAL.test(some(random, n, values), some(random, m, values)).pValue() <= 0.05 ? 1 : 0;
    }
    assertThat(refused / (double) runs).isBetween(0.035, 0.065);
  }

  private static FrequencyTable some(SplittableRandom random, int n, int values) {
    FrequencyTable.Builder table = FrequencyTable.builder();
    for (int i = 0; i < n; i++) {
      table.add(Math.min(random.nextInt(values), random.nextInt(values)));
    }
    return table.build();
  }
}

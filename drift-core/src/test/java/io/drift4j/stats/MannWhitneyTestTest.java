package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
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
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              double p = Double.parseDouble(fields.get(1));
              assertThat(EXACT.test(pair.x(), pair.y()).pValue())
                  .isCloseTo(p, withinPercentage(1e-8));
            });
  }

  @Test
  void agreesWithStatsmodelsAndFiftyDigitsInPlacementsAndIntervals() {
    assertThat(OracleFile.lines("superiority.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              MannWhitneyTest.Result result = NORMAL.test(pair.x(), pair.y());
              assertThatPlacementsAgree(result, fields.subList(1, 6));
              if (!fields.get(6).isEmpty()) {
                assertThatIsClose(result.superiority(), fields.get(6), 1e-12, 1e-15);
                assertThatIsClose(result.placements().first(), fields.get(7), 1e-10, 1e-15);
                assertThatIsClose(result.placements().second(), fields.get(8), 1e-10, 1e-15);
              }
            });
  }

  @Test
  void agreesWithFiftyDigitsForTotalsOfQuintillions() {
    assertThat(OracleFile.lines("superiority-large.csv"))
        .hasSize(200)
        .allSatisfy(
            fields -> {
              FrequencyTable x = OracleFile.table(fields.get(0));
              FrequencyTable y = OracleFile.table(fields.get(1));
              assertThatPlacementsAgree(NORMAL.test(x, y), fields.subList(2, 7));
              assertThatIsClose(NORMAL.test(x, y).logPValue(), fields.get(7), 1e-10, 1e-15);
            });
  }

  private static void assertThatPlacementsAgree(MannWhitneyTest.Result ours, List<String> fields) {
    assertThatIsClose(ours.superiority(), fields.get(0), 1e-15, 0);
    assertThatIsClose(ours.placements().first(), fields.get(1), 1e-15, 0);
    assertThatIsClose(ours.placements().second(), fields.get(2), 1e-15, 0);
    Interval interval = ours.superiorityInterval(0.95);
    assertThatIsClose(interval.low(), fields.get(3), 1e-10, 0);
    assertThatIsClose(interval.high(), fields.get(4), 1e-10, 0);
  }

  private static void assertThatIsClose(
      double ours, String other, double relative, double absolute) {
    double expected = Double.parseDouble(other);
    assertThat(ours).isCloseTo(expected, within(relative * Math.abs(expected) + absolute));
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
      assertThat(result.placements().first()).as("case %d", i).isEqualTo(naiveVariance(x, y));
      assertThat(result.placements().second()).as("case %d", i).isEqualTo(naiveVariance(y, x));
    }
  }

  /** Of placements, pair by pair, in whole numbers that are divided once. */
  private static double naiveVariance(long[] rows, long[] others) {
    long n = rows.length;
    long m = others.length;
    long[] twice =
        Arrays.stream(rows)
            .map(v -> Arrays.stream(others).map(w -> 1 + Long.signum(w - v)).sum())
            .toArray();
    long sum = Arrays.stream(twice).sum();
    long squares = Arrays.stream(twice).map(p -> p * p).sum();
    return n == 1 ? 0 : (n * squares - sum * sum) / (double) (4 * m * m * n * (n - 1));
  }

  @Test
  void hasASuperiorityIntervalThatTurnsAroundWithTheSamplesAndContainsTheEstimate() {
    SplittableRandom random = new SplittableRandom(70);
    for (int i = 0; i < 2_000; i++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 30, 12));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 15, 12));
      MannWhitneyTest.Result result = NORMAL.test(x, y);
      Interval there = result.superiorityInterval(0.95);
      Interval back = NORMAL.test(y, x).superiorityInterval(0.95);
      assertThat(back.low()).as("case %d", i).isCloseTo(1 - there.high(), within(1e-12));
      assertThat(back.high()).as("case %d", i).isCloseTo(1 - there.low(), within(1e-12));
      assertThat(there.low()).as("case %d", i).isBetween(0.0, result.superiority());
      assertThat(there.high()).as("case %d", i).isBetween(result.superiority(), 1.0);
      assertThat(result.superiorityInterval(0.5).low()).isGreaterThanOrEqualTo(there.low());
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

  /** 2 distinct values, 20 of N to choose: 2 · 20 · 2 · 20 · N additions, a million for N = 625. */
  @Test
  void isExactUpToAMillionAdditionsAndRefusesABillion() {
    FrequencyTable twenty = FrequencyTable.builder().add(1, 20).build();
    FrequencyTable quick = FrequencyTable.builder().add(2, 605).build();
    FrequencyTable slow = FrequencyTable.builder().add(2, 606).build();
    MannWhitneyTest test = MannWhitneyTest.withDefaults();
    assertThat(test.test(twenty, quick).method()).isEqualTo(MannWhitneyTest.Method.EXACT);
    assertThat(test.test(quick, twenty).method()).isEqualTo(MannWhitneyTest.Method.EXACT);
    assertThat(test.test(twenty, slow).method()).isEqualTo(MannWhitneyTest.Method.NORMAL);
    ExactRankSum.requireFeasible(twenty, FrequencyTable.builder().add(2, 624_980).build());
    FrequencyTable many = FrequencyTable.builder().add(2, 624_981).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExactRankSum.requireFeasible(twenty, many))
        .withMessageContaining("20 and 624981 observations takes too long");
  }

  /** By hand: placements 1 and ⅓, of variance 2/9, and ½, ½ and 1, of variance 1/12. */
  @Test
  void hasAStandardErrorOfTheSuperiority() {
    MannWhitneyTest.Result result =
        NORMAL.test(FrequencyTable.of(1, 3), FrequencyTable.of(2, 2, 4));
    assertThat(result.placements().standardError()).isCloseTo(Math.sqrt(5 / 36.0), within(1e-15));
  }

  /** Both ways to add up cubes give the same: the quick one ends at a total of 2^31. */
  @Test
  void isTheSameOnBothSidesOfTwoBillion() {
    long quarter = 1L << 29;
    FrequencyTable half = FrequencyTable.builder().add(1, quarter).add(2, quarter).build();
    FrequencyTable more = half.combine(FrequencyTable.of(2));
    double z = NORMAL.test(half, more).z();
    assertThat(NORMAL.withContinuityCorrection(false).test(half, more).z()).isGreaterThan(z);
    assertThat(NORMAL.test(half, half).z()).isZero();
    assertThat(z).isCloseTo(-NORMAL.test(more, half).z(), within(1e-15));
    FrequencyTable uneven =
        FrequencyTable.builder().add(1, quarter / 2).add(2, 3 * quarter / 2).build();
    assertThat(NORMAL.test(uneven, more).z())
        .isCloseTo(NORMAL.test(uneven, half).z(), withinPercentage(1e-6));
    FrequencyTable one = FrequencyTable.builder().add(1, 2 * quarter).build();
    assertThat(NORMAL.test(half, half).placements().first())
        .isCloseTo(NORMAL.test(half, more).placements().first(), withinPercentage(1e-6));
    assertThat(NORMAL.test(half, half).placements().second())
        .isCloseTo(NORMAL.test(half, more).placements().second(), withinPercentage(1e-6));
    assertThat(NORMAL.test(one, one).z()).isZero();
    assertThat(NORMAL.test(one, one.combine(FrequencyTable.of(2))).z()).isBetween(0.0, 1.0);
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

  /** Three and four against five and six; by hand: M = 2, A' = 5/6, V' = ½ / 9. */
  @Test
  void hasASuperiorityIntervalAlsoWhereAllOfOneSampleAreLarger() {
    MannWhitneyTest.Result apart = NORMAL.test(FrequencyTable.of(3, 4), FrequencyTable.of(5, 6));
    assertThat(apart.placements()).isEqualTo(new MannWhitneyTest.Placements(2, 2, 0, 0));
    assertThat(apart.placements().standardError()).isZero();
    assertThat(apart.superiorityInterval(0.95).high()).isOne();
    // f = 2, of which t at 0.95 is 4.302652729911275 (R 4.2.2, qt(0.975, 2))
    double logit = Math.log(5) - 4.302652729911275 * Math.sqrt(0.5 / 9) * 36 / 5;
    assertThat(apart.superiorityInterval(0.95).low())
        .isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-12));
    long n = 1L << 62;
    MannWhitneyTest.Result large =
        NORMAL.test(
            FrequencyTable.builder().add(0, n - 1).build(),
            FrequencyTable.builder().add(1, n).build());
    assertThat(large.superiorityInterval(0.95).low()).isBetween(1 - 0x1p-50, 1.0);
    assertThat(large.superiorityInterval(1 - 1e-15).high()).isOne();
  }

  @Test
  void knowsNothingOfSuperiorityFromASingleObservation() {
    MannWhitneyTest.Result one = NORMAL.test(FrequencyTable.of(3), FrequencyTable.of(1, 2, 5, 6));
    assertThat(one.superiority()).isEqualTo(0.5);
    assertThat(one.placements()).isEqualTo(new MannWhitneyTest.Placements(1, 4, 0, 1 / 3.0));
    assertThat(one.placements().standardError()).isEqualTo(Math.sqrt(1 / 12.0));
    assertThat(one.superiorityInterval(0.9)).isEqualTo(new Interval(0, 1, 0.9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.superiorityInterval(1))
        .withMessage("level must be in (0, 1), not 1.0");
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

  /**
   * Of A from 0.5 to 0.95, for untied and for heavily tied data, for equal and unequal variances.
   * 2,000 runs, one standard error is 0.005: three of them are left for chance. Two values with A
   * 0.9 cover 0.926 for 15 v 15, where A has 31 possible values.
   */
  @ParameterizedTest
  @CsvSource({"15, 15", "15, 40", "40, 15", "20, 200", "200, 20", "500, 15", "100, 100"})
  @Tag("slow")
  void coversTheSuperiority(int n, int m) {
    long seed = 20261205;
    SplittableRandom random = new SplittableRandom(seed);
    double least = 1;
    double most = 0;
    for (Law[] laws : superiorities()) {
      double superiority = laws[0].superiority(laws[1]);
      int runs = 2_000;
      int covered = 0;
      for (int i = 0; i < runs; i++) {
        MannWhitneyTest.Result result =
            NORMAL.test(laws[0].draw(random, n), laws[1].draw(random, m));
        covered += result.superiorityInterval(0.95).contains(superiority) ? 1 : 0;
      }
      least = Math.min(least, covered / (double) runs);
      most = Math.max(most, covered / (double) runs);
    }
    System.out.printf(
        "coverage of superiority, %d v %d, seed %d: %.4f to %.4f%n", n, m, seed, least, most);
    assertThat(least).as("seed %d", seed).isGreaterThan(0.93 - 0.015);
    assertThat(most).as("seed %d", seed).isLessThan(0.98 + 0.01);
  }

  private static List<Law[]> superiorities() {
    return List.of(
        new Law[] {Law.normal(600, 100), Law.normal(600, 100)},
        new Law[] {Law.normal(600, 100), Law.normal(695, 100)},
        new Law[] {Law.normal(600, 100), Law.normal(833, 100)},
        new Law[] {Law.normal(600, 40), Law.normal(760, 120)},
        new Law[] {Law.poisson(1), Law.poisson(2)},
        new Law[] {Law.poisson(5), Law.poisson(11)},
        new Law[] {Law.bernoulli(0.3), Law.bernoulli(0.7)},
        new Law[] {Law.bernoulli(0.05), Law.bernoulli(0.95)},
        new Law[] {Law.geometric(0.5), Law.geometric(0.1)});
  }

  private static FrequencyTable some(SplittableRandom random, int n, int values) {
    FrequencyTable.Builder table = FrequencyTable.builder();
    for (int i = 0; i < n; i++) {
      table.add(Math.min(random.nextInt(values), random.nextInt(values)));
    }
    return table.build();
  }
}

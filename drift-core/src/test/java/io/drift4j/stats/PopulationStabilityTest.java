package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopulationStabilityTest {

  private static final PopulationStability PSI = PopulationStability.withDefaults().withDraws(99);
  private static final PopulationStability BY_CHI_SQUARE = PSI.with(CategoryMethod.CHI_SQUARE);

  // ---- other programs

  @Test
  void agreesWithFiftyDigitsOnAThousandTables() {
    assertThat(OracleFile.lines("divergences.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              assertThatAgrees(pair.x(), pair.y(), fields.subList(1, 4));
            });
  }

  @Test
  void agreesWithFiftyDigitsForTotalsOfQuintillions() {
    assertThat(OracleFile.lines("divergences-large.csv"))
        .hasSize(200)
        .allSatisfy(
            fields ->
                assertThatAgrees(
                    OracleFile.table(fields.get(0)),
                    OracleFile.table(fields.get(1)),
                    fields.subList(2, 5)));
  }

  private static void assertThatAgrees(FrequencyTable x, FrequencyTable y, List<String> fields) {
    PopulationStability.Result result = BY_CHI_SQUARE.test(x, y);
    assertThatIsClose(result.statistic(), fields.get(0), 1e-14);
    assertThatIsClose(result.logPValue(), fields.get(1), 1e-10);
    assertThatIsClose(result.withoutDrift(), fields.get(2), 1e-15);
  }

  private static void assertThatIsClose(double ours, String other, double relative) {
    double expected = Double.parseDouble(other);
    assertThat(ours).isCloseTo(expected, within(relative * Math.abs(expected) + 1e-15));
  }

  // ---- laws

  @Test
  void isWhatRowsSayWhateverTheirOrder() {
    assertThatRowsSayTheSame(1_000);
  }

  @Test
  @Tag("slow")
  void isWhatRowsSayInAHundredThousandCases() {
    assertThatRowsSayTheSame(100_000);
  }

  private static void assertThatRowsSayTheSame(int cases) {
    long seed = 20261201;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[] x = Samples.rows(random, 20, 8);
      long[] y = Samples.rows(random, 20, 8);
      FrequencyTable one = Samples.recounted(x, random);
      FrequencyTable other = Samples.recounted(y, random);
      double psi = PSI.statistic(one, other);
      double naive = naive(x, y);
      assertThat(psi)
          .as("seed %d, case %d", seed, i)
          .isEqualTo(PSI.statistic(FrequencyTable.of(x), FrequencyTable.of(y)))
          .isEqualTo(PSI.statistic(other, one))
          .isCloseTo(naive, within(1e-14 * naive + 1e-16));
    }
  }

  /** Ratios over one denominator, rounded once before the logarithm. */
  private static double naive(long[] x, long[] y) {
    double sum = 0;
    for (long category = -1; category < 10; category++) {
      long a = twice(x, category);
      long b = twice(y, category);
      if (a + b > 0) {
        double p = Math.max(a, 1) * (double) y.length;
        double q = Math.max(b, 1) * (double) x.length;
        sum += (q - p) * Math.log(q / p) / (2.0 * x.length * y.length);
      }
    }
    return sum;
  }

  private static long twice(long[] rows, long category) {
    long count = 0;
    for (long row : rows) {
      count += row == category ? 2 : 0;
    }
    return count;
  }

  @Test
  void keepsThePValueWhenTheSamplesChangePlaces() {
    SplittableRandom random = new SplittableRandom(10);
    for (int i = 0; i < 100; i++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 60, 12));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 60, 12));
      assertThat(PSI.test(x, y)).isEqualTo(PSI.test(y, x));
    }
  }

  /** Shares .25/.75 and .75/.25: .5 ln 3 + .5 ln 3. */
  @Test
  void isTheLogarithmOfThreeByHand() {
    FrequencyTable x = FrequencyTable.of(1, 2, 2, 2);
    FrequencyTable y = FrequencyTable.of(1, 1, 1, 2);
    assertThat(PSI.statistic(x, y)).isCloseTo(Math.log(3), within(1e-15));
    assertThat(PSI.test(x, y).withoutDrift()).isEqualTo(0.5);
  }

  /** Shares ½ and ½ against 1 and ½ of an observation in 4. */
  @Test
  void countsAMissingCategoryAsHalfAnObservation() {
    FrequencyTable x = FrequencyTable.of(1, 1, 2, 2);
    FrequencyTable y = FrequencyTable.of(1, 1, 1, 1);
    assertThat(PSI.statistic(x, y))
        .isCloseTo(0.5 * Math.log(2) + 0.375 * Math.log(4), within(1e-15));
  }

  // ---- size

  /**
   * 5,000 runs, one standard error is 0.0031; expected counts are hardly more than the chi-square
   * distribution is used for.
   */
  @ParameterizedTest
  @Tag("slow")
  @CsvSource({"2, 30, 60", "4, 100, 75", "10, 800, 400", "20, 1200, 1200"})
  void refusesOneMixInAboutFiveOfAHundredCasesByChiSquare(int categories, int n, int m) {
    long seed = 20261202 + categories;
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    double sum = 0;
    for (int tests = 0; tests < 5_000; ) {
      PopulationStability.Result result =
          PSI.withDraws(1).test(even(random, n, categories), even(random, m, categories));
      if (result.method() == CategoryMethod.CHI_SQUARE) {
        tests++;
        refused += result.isSignificantAt(0.05) ? 1 : 0;
        sum += result.statistic() / result.withoutDrift();
      }
    }
    System.out.printf("sizes of PSI, seed %d: %d, mean %.4f%n", seed, refused, sum / 5_000);
    assertThat(refused).as("seed %d", seed).isBetween(175, 325);
    assertThat(sum / 5_000).as("seed %d", seed).isBetween(0.95, 1.06);
  }

  private static FrequencyTable even(SplittableRandom random, int size, int categories) {
    return FrequencyTable.of(random.longs(size, 0, categories).toArray());
  }

  /** 5,000 runs, one standard error is 0.0031. */
  @Test
  @Tag("slow")
  void refusesOneMixInFiveOfAHundredCasesAtMostWhereTablesAreSparse() {
    PopulationStability drawn = PSI.with(CategoryMethod.MONTE_CARLO);
    long seed = 20261203;
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      PopulationStability.Result result = drawn.test(mix(random, 40), mix(random, 30));
      refused += result.isSignificantAt(0.05) ? 1 : 0;
    }
    System.out.println("sizes of PSI by Monte Carlo, seed " + seed + ": " + refused);
    assertThat(refused).isLessThanOrEqualTo(275);
  }

  /** Shares 0.1, 0.2, 0.3 and 0.4. */
  private static FrequencyTable mix(SplittableRandom random, int size) {
    FrequencyTable.Builder table = FrequencyTable.builder();
    for (int i = 0; i < size; i++) {
      int ten = random.nextInt(10);
      table.add(ten < 1 ? 0 : ten < 3 ? 1 : ten < 6 ? 2 : 3);
    }
    return table.build();
  }

  // ---- bins

  @Test
  void makesBinsOfEqualCountsOfTheBaseline() {
    FrequencyTable baseline = FrequencyTable.of(LongStream.rangeClosed(1, 100).toArray());
    long[] edges = PopulationStability.quantileEdges(baseline, 10);
    assertThat(edges).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90);
    FrequencyTable bins = PopulationStability.binned(baseline, edges);
    assertThat(bins.distinct()).isEqualTo(10);
    bins.forEach((bin, count) -> assertThat(count).isEqualTo(10));
    assertThat(PopulationStability.binned(FrequencyTable.of(-5, 10, 11, 90, 91, 999), edges))
        .isEqualTo(FrequencyTable.of(0, 0, 1, 8, 9, 9));
  }

  @Test
  void makesFewerBinsWhereAValueIsFrequentSoThatNoneIsEmpty() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2_000; i++) {
      FrequencyTable baseline = FrequencyTable.of(Samples.rows(random, 40, 12));
      long[] edges = PopulationStability.quantileEdges(baseline, 1 + random.nextInt(12));
      FrequencyTable bins = PopulationStability.binned(baseline, edges);
      assertThat(bins.count()).isEqualTo(baseline.count());
      assertThat(bins.distinct()).isEqualTo(edges.length + 1);
    }
    assertThat(PopulationStability.quantileEdges(FrequencyTable.of(0, 0, 0, 1), 10))
        .containsExactly(0);
    assertThat(PopulationStability.quantileEdges(FrequencyTable.of(4, 4), 10)).isEmpty();
  }

  @Test
  void refusesBinsThatAreNone() {
    FrequencyTable some = FrequencyTable.of(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PopulationStability.quantileEdges(some, 0))
        .withMessage("bins must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PopulationStability.binned(some, 3, 3))
        .withMessage("edges must ascend, but 3 is followed by 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PopulationStability.quantileEdges(FrequencyTable.empty(), 3))
        .withMessage("the baseline has no observations");
  }

  // ---- extremes

  @Test
  void isExactlyZeroForEqualShares() {
    FrequencyTable x = FrequencyTable.builder().add(1, 7).add(2, 14).add(9, 21).build();
    FrequencyTable y = FrequencyTable.builder().add(1, 100).add(2, 200).add(9, 300).build();
    assertThat(PSI.test(x, y).statistic()).isZero();
    assertThat(PSI.test(x, y).logPValue()).isZero();
  }

  @Test
  void hasNoEvidenceInASingleCategory() {
    FrequencyTable one = FrequencyTable.builder().add(7, Long.MAX_VALUE / 2).build();
    assertThat(PSI.test(one, one))
        .isEqualTo(new PopulationStability.Result(0, 0, 0, 0, CategoryMethod.CHI_SQUARE, 0));
  }

  @Test
  void namesTheWayToThePValueAndNeverReachesZero() {
    FrequencyTable x = FrequencyTable.builder().add(1, 1L << 61).build();
    FrequencyTable y = FrequencyTable.builder().add(2, 1L << 61).build();
    PopulationStability.Result result = PSI.test(x, y);
    assertThat(result.method()).isEqualTo(CategoryMethod.CHI_SQUARE);
    assertThat(result.logPValue()).isFinite().isNegative();
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
    PopulationStability.Result small = PSI.test(FrequencyTable.of(1), FrequencyTable.of(2));
    assertThat(small.method()).isEqualTo(CategoryMethod.MONTE_CARLO);
    assertThat(small.draws()).isEqualTo(99);
    assertThat(small.pValue()).isOne();
  }

  @Test
  void refusesEmptySamplesByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PSI.test(FrequencyTable.empty(), FrequencyTable.of(1)))
        .withMessage("the first sample has no observations");
  }
}

package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The two tests of homogeneity of categories. */
class CategoryTestsTest {

  private static final ChiSquareHomogeneityTest PEARSON =
      ChiSquareHomogeneityTest.withDefaults().withDraws(99);
  private static final GTest G = GTest.withDefaults().withDraws(99);

  private static final ChiSquareHomogeneityTest BY_CHI_SQUARE =
      PEARSON.with(CategoryMethod.CHI_SQUARE);
  private static final GTest G_BY_CHI_SQUARE = G.with(CategoryMethod.CHI_SQUARE);

  // ---- other programs

  @Test
  void agreeWithScipyAndFiftyDigitsOnAThousandTables() {
    assertThat(OracleFile.lines("categories.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              assertThatAgrees(pair.x(), pair.y(), fields.subList(1, 7));
              ChiSquareHomogeneityTest.Result pearson = BY_CHI_SQUARE.test(pair.x(), pair.y());
              assertThatIsClose(pearson.statistic(), fields.get(7), 1e-10, 1e-12);
              assertThatIsClose(pearson.pValue(), fields.get(8), 1e-9, 1e-300);
              GTest.Result g = G_BY_CHI_SQUARE.test(pair.x(), pair.y());
              assertThatIsClose(g.statistic(), fields.get(9), 1e-10, 1e-10);
              assertThatIsClose(g.pValue(), fields.get(10), 1e-9, 1e-300);
            });
  }

  @Test
  void agreeWithFiftyDigitsForTotalsOfQuintillions() {
    assertThat(OracleFile.lines("categories-large.csv"))
        .hasSize(200)
        .allSatisfy(
            fields ->
                assertThatAgrees(
                    OracleFile.table(fields.get(0)),
                    OracleFile.table(fields.get(1)),
                    fields.subList(2, 8)));
  }

  private static void assertThatAgrees(FrequencyTable x, FrequencyTable y, List<String> fields) {
    ChiSquareHomogeneityTest.Result pearson = BY_CHI_SQUARE.test(x, y);
    double chiSquare = Double.parseDouble(fields.get(0));
    assertThat(Samples.areWithin(1, pearson.statistic(), chiSquare)).isTrue();
    assertThatIsClose(pearson.logPValue(), fields.get(1), 1e-10, 1e-14);
    GTest.Result g = G_BY_CHI_SQUARE.test(x, y);
    assertThatIsClose(g.statistic(), fields.get(2), 1e-12, 0);
    assertThatIsClose(g.logPValue(), fields.get(3), 1e-10, 1e-14);
    assertThatIsClose(pearson.cramersV(), fields.get(4), 1e-12, 1e-8);
    boolean sparse = fields.get(5).equals("sparse");
    assertThat(Columns.of(x, y).isSparse()).isEqualTo(sparse);
  }

  @Test
  void agreeWithRInEveryResidual() {
    assertThat(OracleFile.lines("chi-square.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              ChiSquareHomogeneityTest.Result result = BY_CHI_SQUARE.test(pair.x(), pair.y());
              assertThatIsClose(result.statistic(), fields.get(1), 1e-11, 1e-12);
              assertThatIsClose(result.logPValue(), fields.get(2), 1e-10, 1e-12);
              double[] residuals =
                  result.residuals().stream()
                      .mapToDouble(ChiSquareHomogeneityTest.Residual::residual)
                      .toArray();
              double[] others =
                  Arrays.stream(fields.get(3).split(" "))
                      .mapToDouble(Double::parseDouble)
                      .toArray();
              assertThat(residuals).containsExactly(others, offset(1e-10));
            });
  }

  private static void assertThatIsClose(
      double ours, String other, double relative, double absolute) {
    double expected = Double.parseDouble(other);
    assertThat(ours).isCloseTo(expected, within(relative * Math.abs(expected) + absolute));
  }

  // ---- laws

  /** The same rows under other codes, in another order, or the samples in another order. */
  @Test
  void areWhatRowsSayWhateverTheirOrder() {
    assertThatRowsSayTheSame(1_000);
  }

  @Test
  @Tag("slow")
  void areWhatRowsSayInAHundredThousandCases() {
    assertThatRowsSayTheSame(100_000);
  }

  private static void assertThatRowsSayTheSame(int cases) {
    long seed = 20261129;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[] x = Samples.rows(random, 20, 8);
      long[] y = Samples.rows(random, 20, 8);
      FrequencyTable one = Samples.recounted(x, random);
      FrequencyTable other = Samples.recounted(y, random);
      double chiSquare = PEARSON.statistic(one, other);
      assertThat(chiSquare)
          .as("seed %d, case %d", seed, i)
          .isEqualTo(PEARSON.statistic(FrequencyTable.of(y), FrequencyTable.of(x)))
          .isEqualTo(PEARSON.statistic(recoded(x), recoded(y)))
          .isCloseTo(naive(x, y, false), within(1e-12 * chiSquare + 1e-13));
      double g = G.statistic(one, other);
      assertThat(g)
          .as("seed %d, case %d", seed, i)
          .isEqualTo(G.statistic(FrequencyTable.of(y), FrequencyTable.of(x)))
          .isCloseTo(naive(x, y, true), within(1e-12 * g + 1e-12));
    }
  }

  private static FrequencyTable recoded(long[] rows) {
    return FrequencyTable.of(Arrays.stream(rows).map(Seed::mix).toArray());
  }

  private static double naive(long[] x, long[] y, boolean isG) {
    long total = x.length + y.length;
    double sum = 0;
    for (long category = -1; category < 10; category++) {
      long t = count(x, category) + count(y, category);
      for (long[] sample : List.of(x, y)) {
        double expected = (double) (sample.length * t) / total;
        double observed = count(sample, category);
        if (t > 0) {
          sum +=
              isG
                  ? observed == 0 ? 0 : 2 * observed * Math.log(observed / expected)
                  : (observed - expected) * (observed - expected) / expected;
        }
      }
    }
    return sum;
  }

  private static long count(long[] rows, long category) {
    long count = 0;
    for (long row : rows) {
      count += row == category ? 1 : 0;
    }
    return count;
  }

  @Test
  void keepThePValueAndTurnTheResidualsWhenTheSamplesChangePlaces() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 200; i++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 60, 12));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 60, 12));
      ChiSquareHomogeneityTest.Result there = PEARSON.test(x, y);
      ChiSquareHomogeneityTest.Result back = PEARSON.test(y, x);
      assertThat(back.logPValue()).isEqualTo(there.logPValue());
      assertThat(back.cramersV()).isEqualTo(there.cramersV());
      for (int j = 0; j < there.residuals().size(); j++) {
        assertThat(back.residuals().get(j).residual() + there.residuals().get(j).residual())
            .isZero();
      }
      assertThat(G.test(y, x)).isEqualTo(G.test(x, y));
    }
  }

  /** With two categories the residuals are ±√χ². */
  @Test
  void haveResidualsThatAreTheRootOfChiSquareForTwoCategories() {
    ChiSquareHomogeneityTest.Result result =
        PEARSON.test(
            FrequencyTable.builder().add(0, 80).add(1, 20).build(),
            FrequencyTable.builder().add(0, 60).add(1, 40).build());
    assertThat(result.residuals().get(1).residual()).isEqualTo(Math.sqrt(result.statistic()));
    assertThat(result.residuals().get(0).residual()).isEqualTo(-Math.sqrt(result.statistic()));
    assertThat(result.residuals().get(1).second()).isEqualTo(40);
  }

  // ---- sparse tables

  @Test
  void nameTheWayToThePValue() {
    FrequencyTable dense = FrequencyTable.builder().add(0, 80).add(1, 20).build();
    FrequencyTable sparse = FrequencyTable.builder().add(0, 80).add(1, 20).add(2, 1).build();
    assertThat(PEARSON.test(dense, dense).method()).isEqualTo(CategoryMethod.CHI_SQUARE);
    assertThat(PEARSON.test(dense, dense).draws()).isZero();
    assertThat(PEARSON.test(dense, sparse).method()).isEqualTo(CategoryMethod.MONTE_CARLO);
    assertThat(G.test(dense, sparse).method()).isEqualTo(CategoryMethod.MONTE_CARLO);
    assertThat(G.test(dense, sparse).draws()).isEqualTo(99);
    assertThat(BY_CHI_SQUARE.test(dense, sparse).method()).isEqualTo(CategoryMethod.CHI_SQUARE);
    assertThat(PEARSON.with(CategoryMethod.MONTE_CARLO).test(dense, dense).draws()).isEqualTo(99);
  }

  /** Where the limit law holds, the draws must agree with it. */
  @Test
  void agreeByDrawsWithTheLimitLawOnLargeTables() {
    FrequencyTable x = FrequencyTable.builder().add(0, 3000).add(1, 2000).add(2, 1000).build();
    FrequencyTable y = FrequencyTable.builder().add(0, 1510).add(1, 940).add(2, 545).build();
    ChiSquareHomogeneityTest drawn = PEARSON.with(CategoryMethod.MONTE_CARLO).withDraws(40_000);
    assertThat(drawn.test(x, y).pValue()).isCloseTo(PEARSON.test(x, y).pValue(), within(0.01));
    GTest drawnG = G.with(CategoryMethod.MONTE_CARLO).withDraws(40_000);
    assertThat(drawnG.test(x, y).pValue()).isCloseTo(G.test(x, y).pValue(), within(0.01));
  }

  /** Ten rare categories and a common one; 5,000 runs, one standard error is 0.0031. */
  @Test
  @Tag("slow")
  void refuseOneMixInFiveOfAHundredCasesAtMostAlsoWhereTablesAreSparse() {
    long seed = 20261130;
    SplittableRandom random = new SplittableRandom(seed);
    int[] refused = new int[2];
    for (int i = 0; i < 5_000; i++) {
      FrequencyTable x = mix(random, 60);
      FrequencyTable y = mix(random, 30);
      refused[0] += PEARSON.test(x, y).isSignificantAt(0.05) ? 1 : 0;
      refused[1] += G.test(x, y).isSignificantAt(0.05) ? 1 : 0;
    }
    System.out.println("sizes of chi-square, G, seed " + seed + ": " + Arrays.toString(refused));
    assertThat(Arrays.stream(refused).max().orElseThrow()).isLessThanOrEqualTo(275);
  }

  private static FrequencyTable mix(SplittableRandom random, int size) {
    FrequencyTable.Builder table = FrequencyTable.builder();
    for (int i = 0; i < size; i++) {
      table.add(Math.max(0, random.nextInt(20) - 9));
    }
    return table.build();
  }

  // ---- extremes

  @Test
  void haveNoEvidenceInASingleCategory() {
    FrequencyTable one = FrequencyTable.builder().add(7, Long.MAX_VALUE / 2).build();
    assertThat(PEARSON.test(one, one).logPValue()).isZero();
    assertThat(PEARSON.test(one, one).cramersV()).isZero();
    assertThat(PEARSON.test(one, one).residuals().get(0).residual()).isZero();
    assertThat(G.test(one, one).logPValue()).isZero();
  }

  @Test
  void areExactForSamplesWithoutACommonCategory() {
    FrequencyTable x = FrequencyTable.builder().add(1, 1L << 62).build();
    FrequencyTable y = FrequencyTable.builder().add(2, 1L << 61).build();
    ChiSquareHomogeneityTest.Result result = PEARSON.test(x, y);
    assertThat(result.statistic()).isEqualTo(0x1p62 + 0x1p61);
    assertThat(result.cramersV()).isOne();
    assertThat(result.logPValue()).isFinite();
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(G.test(x, y).logPValue()).isFinite().isNegative();
  }

  @Test
  void compareSingleObservations() {
    ChiSquareHomogeneityTest.Result result =
        PEARSON.test(FrequencyTable.of(1), FrequencyTable.of(2));
    assertThat(result.statistic()).isEqualTo(2);
    assertThat(result.pValue()).isOne();
    assertThat(result.cramersV()).isZero();
    FrequencyTable three = FrequencyTable.of(1, 2, 3);
    assertThat(PEARSON.test(three, FrequencyTable.of(4)).cramersV()).isZero();
    // φ² = 1 − 3/4, R' − 1 = 3/4
    assertThat(PEARSON.test(three, FrequencyTable.of(4, 4)).cramersV())
        .isCloseTo(Math.sqrt(1 / 3.0), within(1e-15));
  }

  @Test
  void refuseEmptySamplesAndMonteCarloOfTooMany() {
    FrequencyTable some = FrequencyTable.of(1, 2);
    FrequencyTable many = FrequencyTable.builder().add(1, 1_000_000_000).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PEARSON.test(some, FrequencyTable.empty()))
        .withMessage("the second sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PEARSON.test(many, some))
        .withMessage(
            "Monte Carlo with fixed margins is for up to 1,000,000,000 observations, not"
                + " 1,000,000,002; use CategoryMethod.CHI_SQUARE for categories, MannWhitneyTest or"
                + " KolmogorovSmirnovTest.Method.LIMIT for numbers, which are for any totals");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> G.withDraws(-1))
        .withMessage("draws must be at least 1, not -1");
  }
}

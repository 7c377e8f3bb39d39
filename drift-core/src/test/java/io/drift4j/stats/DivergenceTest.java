package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DivergenceTest {

  /** In the order of the columns of {@code divergences.csv}. */
  private static final List<ToDoubleBiFunction<FrequencyTable, FrequencyTable>> ALL =
      List.of(Divergence::jensenShannon, Divergence::hellinger, Divergence::totalVariation);

  // ---- other programs

  @Test
  void agreesWithFiftyDigitsAndWithScipyOnAThousandTables() {
    assertThat(OracleFile.lines("divergences.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              assertThatAgrees(pair.x(), pair.y(), fields.subList(4, 7));
              double root = Double.parseDouble(fields.get(7));
              assertThat(Divergence.jensenShannon(pair.x(), pair.y()))
                  .isCloseTo(root * root, within(1e-14));
              assertThat(Divergence.hellinger(pair.x(), pair.y()))
                  .isCloseTo(Double.parseDouble(fields.get(8)), within(1e-14));
              assertThat(Divergence.totalVariation(pair.x(), pair.y()))
                  .isCloseTo(Double.parseDouble(fields.get(9)), within(1e-14));
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
                    fields.subList(5, 8)));
  }

  private static void assertThatAgrees(FrequencyTable x, FrequencyTable y, List<String> fields) {
    for (int i = 0; i < 3; i++) {
      double expected = Double.parseDouble(fields.get(i));
      assertThat(ALL.get(i).applyAsDouble(x, y))
          .as("divergence %d", i)
          .isCloseTo(expected, within(1e-14 * expected));
    }
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

  /** The total variation has the same bits; logarithms and roots of rows are rounded on the way. */
  private static void assertThatRowsSayTheSame(int cases) {
    long seed = 20261204;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[] x = Samples.rows(random, 20, 8);
      long[] y = Samples.rows(random, 20, 8);
      FrequencyTable one = Samples.recounted(x, random);
      FrequencyTable other = Samples.recounted(y, random);
      double[] naive = naive(x, y);
      for (int k = 0; k < 3; k++) {
        double ours = ALL.get(k).applyAsDouble(one, other);
        assertThat(ours)
            .as("divergence %d, seed %d, case %d", k, seed, i)
            .isEqualTo(ALL.get(k).applyAsDouble(FrequencyTable.of(x), FrequencyTable.of(y)))
            .isEqualTo(ALL.get(k).applyAsDouble(other, one))
            .isBetween(0.0, 1.0)
            .isCloseTo(naive[k], within(k == 2 ? 0 : 1e-14));
      }
    }
  }

  private static double[] naive(long[] x, long[] y) {
    double[] sums = new double[2];
    long variation = 0;
    for (long category = -1; category < 10; category++) {
      long a = count(x, category) * y.length;
      long b = count(y, category) * x.length;
      double p = (double) a / (x.length * y.length);
      double q = (double) b / (x.length * y.length);
      sums[0] += (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2 / Math.log(2);
      sums[1] += a == b ? 0 : Math.pow(Math.sqrt(p) - Math.sqrt(q), 2) / 2;
      variation += Math.abs(a - b);
    }
    return new double[] {
      sums[0], Math.sqrt(sums[1]), (double) variation / (2 * x.length * y.length)
    };
  }

  private static double term(double p, double r) {
    return p == 0 ? 0 : p * Math.log(p / r);
  }

  private static long count(long[] rows, long category) {
    long count = 0;
    for (long row : rows) {
      count += row == category ? 1 : 0;
    }
    return count;
  }

  // ---- extremes

  @Test
  void isExactlyZeroForEqualShares() {
    FrequencyTable x = FrequencyTable.builder().add(1, 7).add(2, 14).add(9, 21).build();
    FrequencyTable y = FrequencyTable.builder().add(1, 100).add(2, 200).add(9, 300).build();
    ALL.forEach(divergence -> assertThat(divergence.applyAsDouble(x, y)).isZero());
  }

  @Test
  void isOneForSamplesWithoutACommonCategory() {
    FrequencyTable x = FrequencyTable.builder().add(1, 7).add(2, 14).add(9, 21).build();
    FrequencyTable y = FrequencyTable.builder().add(3, 1L << 60).add(4, 3).build();
    ALL.forEach(
        divergence -> assertThat(divergence.applyAsDouble(x, y)).isBetween(1 - 0x1p-52, 1.0));
    ALL.forEach(
        divergence ->
            assertThat(divergence.applyAsDouble(FrequencyTable.of(1), FrequencyTable.of(2)))
                .isOne());
  }

  @Test
  void refusesEmptySamplesByName() {
    ALL.forEach(
        divergence ->
            assertThatIllegalArgumentException()
                .isThrownBy(
                    () -> divergence.applyAsDouble(FrequencyTable.of(1), FrequencyTable.empty()))
                .withMessage("the second sample has no observations"));
  }
}

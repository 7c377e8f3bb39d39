package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.drift4j.stats.PearsonTest.Variant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PearsonTestTest {

  private static final PearsonTest PLAIN = PearsonTest.withDefaults();
  private static final PearsonTest YATES = PLAIN.with(Variant.YATES);
  private static final PearsonTest N_MINUS_1 = PLAIN.with(Variant.N_MINUS_1);

  // ---- other programs

  @Test
  void agreesWithScipyStatsmodelsAndMpmathUpToTotalsOfQuintillions() {
    List<List<String>> cases = OracleFile.lines("pearson.csv").toList();
    assertThat(cases).hasSize(1300);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      assertThatAgrees(PLAIN.statistic(data), fields.get(4), 1e-10);
      assertThatAgrees(YATES.statistic(data), fields.get(5), 1e-10);
      assertThatAgrees(N_MINUS_1.statistic(data), fields.get(6), 1e-10);
      assertThatAgrees(PLAIN.statistic(data), fields.get(7), 1e-15);
      assertThatAgrees(YATES.statistic(data), fields.get(8), 1e-15);
      assertThatAgrees(N_MINUS_1.statistic(data), fields.get(9), 1e-15);
      assertThatAgrees(PLAIN.test(data).logPValue(), fields.get(10), 1e-13);
      assertThatAgrees(YATES.test(data).logPValue(), fields.get(11), 1e-13);
      assertThatAgrees(N_MINUS_1.test(data).logPValue(), fields.get(12), 1e-13);
    }
  }

  @Test
  void agreesWithRsPropTest() {
    List<List<String>> cases = OracleFile.lines("proportions-r.csv").toList();
    assertThat(cases).hasSize(1000);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      assertThatAgrees(PLAIN.statistic(data), fields.get(4), 1e-10);
      assertThatAgrees(PLAIN.test(data).pValue(), fields.get(5), 1e-10);
      assertThatAgrees(YATES.statistic(data), fields.get(6), 1e-10);
    }
  }

  /** Packages have no answer where nothing or everything is an event, and cancel near 0. */
  private static void assertThatAgrees(double value, String oracle, double relative) {
    if (!oracle.isEmpty()) {
      double expected = Double.parseDouble(oracle);
      double tolerance = relative * Math.abs(expected) + (relative > 1e-12 ? 1e-12 : 0);
      assertThat(value).isCloseTo(expected, within(tolerance + Double.MIN_VALUE));
    }
  }

  // ---- laws

  @Test
  void saysTheSameOfRowsOfTheirTablesAndOfSwappedSamplesToTheBit() {
    assertThatRowsAndTablesSayTheSame(2_000);
  }

  @Test
  @Tag("slow")
  void saysTheSameOfManyRowsOfTheirTablesAndOfSwappedSamplesToTheBit() {
    assertThatRowsAndTablesSayTheSame(100_000);
  }

  private static void assertThatRowsAndTablesSayTheSame(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      Variant variant = Variant.values()[i % 3];
      PearsonTest test = PLAIN.with(variant);
      long[] x = Proportions.rows(random, 40);
      long[] y = Proportions.rows(random, 40);
      PearsonTest.Result result =
          test.test(Samples.recounted(x, random), Samples.recounted(y, random));
      TwoProportions data = TwoProportions.of(FrequencyTable.of(x), FrequencyTable.of(y));
      boolean same =
          result.equals(test.test(data))
              && result.statistic() == byRows(x, y, variant)
              && result.variant() == variant
              && test.test(data.swapped()).logPValue() == result.logPValue()
              && test.test(Proportions.others(data)).statistic() == result.statistic();
      assertThat(same).as("seed %d, case %d: %s, %s", seed, i, data, variant).isTrue();
    }
  }

  /**
   * Row by row into four cells; both products are exact as doubles, so that one division rounds.
   */
  private static double byRows(long[] x, long[] y, Variant variant) {
    long[] cells = new long[4];
    for (long row : x) {
      cells[(int) row]++;
    }
    for (long row : y) {
      cells[2 + (int) row]++;
    }
    long total = x.length + y.length;
    long distance = 2 * Math.abs(cells[0] * cells[3] - cells[1] * cells[2]);
    if (variant == Variant.YATES) {
      distance = Math.max(0, distance - total);
    }
    long factor = variant == Variant.N_MINUS_1 ? total - 1 : total;
    double margins = 4.0 * x.length * y.length * (cells[0] + cells[2]) * (cells[1] + cells[3]);
    return margins == 0 ? 0 : factor * (double) (distance * distance) / margins;
  }

  @Test
  void isTheSumOverTheCells() {
    assertThatItIsTheSumOverTheCells(3_000);
  }

  @Test
  @Tag("slow")
  void isTheSumOverTheCellsInManyTables() {
    assertThatItIsTheSumOverTheCells(100_000);
  }

  private static void assertThatItIsTheSumOverTheCells(int cases) {
    long seed = 3;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = Proportions.random(random, 1000);
      PearsonTest.Result result = PLAIN.test(data);
      long[] observed = {data.x(), data.n() - data.x(), data.y(), data.m() - data.y()};
      double sum = 0;
      for (int cell = 0; cell < 4; cell++) {
        double expected = result.expected().get(cell);
        double distance = observed[cell] - expected;
        sum += expected == 0 ? 0 : distance * distance / expected;
      }
      double deviation = Math.abs(result.statistic() - sum);
      assertThat(deviation)
          .as("seed %d, case %d: %s", seed, i, data)
          .isLessThan(1e-10 + 1e-12 * sum);
    }
  }

  // ---- extremes

  /** x = N/2 − 1 of n, y = all of m, n = m = N/2: X² = N (n − x) … by hand N · (n/K) / N. */
  @Test
  void isExactForTotalsOfNineQuintillion() {
    long n = Long.MAX_VALUE / 2;
    assertThat(PLAIN.statistic(new TwoProportions(n - 1, n, n, n))).isOne();
    assertThat(PLAIN.statistic(new TwoProportions(0, n, n, n))).isEqualTo(2.0 * n);
    assertThat(PLAIN.test(new TwoProportions(0, n, n, n)).logPValue())
        .isCloseTo(-(double) n, withinPercentage(1e-12));
    assertThat(PLAIN.test(new TwoProportions(0, n, n, n)).pValue()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void hasNoEvidenceWithoutEventsAndInOneObservationEach() {
    assertThat(PLAIN.test(new TwoProportions(0, 9, 0, 4)).pValue()).isOne();
    assertThat(YATES.test(new TwoProportions(9, 9, 4, 4)).pValue()).isOne();
    assertThat(YATES.statistic(new TwoProportions(0, 1, 1, 1))).isZero();
    assertThat(PLAIN.statistic(new TwoProportions(0, 1, 1, 1))).isEqualTo(2);
    assertThat(N_MINUS_1.statistic(new TwoProportions(0, 1, 1, 1))).isOne();
  }

  @Test
  void saysWhichCountsWereExpected() {
    PearsonTest.Result result = PLAIN.test(new TwoProportions(1, 10, 5, 30));
    assertThat(result.expected()).containsExactly(1.5, 8.5, 4.5, 25.5);
    assertThat(result.smallestExpected()).isEqualTo(1.5);
  }
}

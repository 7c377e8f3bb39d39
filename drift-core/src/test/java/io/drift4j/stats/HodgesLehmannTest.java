package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HodgesLehmannTest {

  // ---- other programs

  @Test
  void isWhatNumpyFindsAmongAllDifferences() {
    assertThat(OracleFile.lines("hodges-lehmann.csv"))
        .hasSizeGreaterThan(900)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              assertThat(HodgesLehmann.estimate(pair.x(), pair.y())).isEqualTo(number(fields, 1));
              assertThat(HodgesLehmann.interval(pair.x(), pair.y(), 0.95))
                  .isEqualTo(new Interval(number(fields, 2), number(fields, 3), 0.95));
            });
  }

  private static double number(List<String> fields, int i) {
    return Double.parseDouble(fields.get(i));
  }

  /**
   * R looks for roots between the differences, with the ties that are left after each shift: it
   * stops at our difference or at one of its neighbours.
   */
  @Test
  void isWithinOneStepOfWilcoxTest() {
    int[] limits = new int[2]; // near, all
    OracleFile.lines("hodges-lehmann-wilcox.csv")
        .filter(fields -> pairs(fields) <= 250_000)
        .forEach(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              Interval interval = HodgesLehmann.interval(pair.x(), pair.y(), 0.95);
              if (Double.isFinite(interval.low())) {
                long[] differences = distinctDifferences(pair);
                limits[0] += isNear(differences, interval.low(), number(fields, 2)) ? 1 : 0;
                limits[0] += isNear(differences, interval.high(), number(fields, 3)) ? 1 : 0;
                limits[1] += 2;
              }
            });
    assertThat(limits[1]).isGreaterThan(700);
    assertThat(limits[0]).isEqualTo(limits[1]);
  }

  private static double pairs(List<String> fields) {
    OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
    return (double) pair.x().count() * pair.y().count();
  }

  private static long[] distinctDifferences(OracleFile.Pair pair) {
    FrequencyTable.Builder differences = FrequencyTable.builder();
    pair.x().forEach((x, a) -> pair.y().forEach((y, b) -> differences.add(y - x)));
    long[] distinct = new long[differences.build().distinct()];
    int[] size = {0};
    differences.build().forEach((value, count) -> distinct[size[0]++] = value);
    return distinct;
  }

  private static boolean isNear(long[] differences, double ours, double other) {
    int i = Arrays.binarySearch(differences, (long) ours);
    long before = differences[Math.max(0, i - 1)];
    long after = differences[Math.min(differences.length - 1, i + 1)];
    return before - 1e-3 <= other && other <= after + 1e-3;
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
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[] x = Samples.rows(random, 20, 12);
      long[] y = Samples.rows(random, 20, 12);
      FrequencyTable tableX = Samples.recounted(x, random);
      FrequencyTable tableY = Samples.recounted(y, random);
      long[] differences = differences(x, y);
      int all = differences.length;
      assertThat(HodgesLehmann.estimate(tableX, tableY))
          .as("seed %d, case %d", seed, i)
          .isEqualTo((differences[(all - 1) / 2] + differences[all / 2]) / 2.0);
      int rank = rank(x, y, 1.6448536269514722);
      assertThat(HodgesLehmann.interval(tableX, tableY, 0.9))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(
              rank > 0
                  ? new Interval(differences[rank - 1], differences[all - rank], 0.9)
                  : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.9));
    }
  }

  private static long[] differences(long[] x, long[] y) {
    long[] differences = new long[x.length * y.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = y[i % y.length] - x[i / y.length];
    }
    Arrays.sort(differences);
    return differences;
  }

  private static int rank(long[] x, long[] y, double z) {
    double n = x.length;
    double m = y.length;
    double total = n + m;
    FrequencyTable pooled = FrequencyTable.of(x).combine(FrequencyTable.of(y));
    double[] ties = {0};
    pooled.forEach((value, t) -> ties[0] += (double) t * t * t - t);
    double untied = total * total * total - total - ties[0];
    double variance = n * m * untied / (12 * total * (total - 1));
    return (int) Math.floor(n * m / 2 - z * Math.sqrt(variance));
  }

  @Test
  void turnsAroundWhenTheSamplesChangePlacesAndMovesWithTheSecond() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1_000; i++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 40, 30));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 40, 30));
      Interval there = HodgesLehmann.interval(x, y, 0.95);
      Interval back = HodgesLehmann.interval(y, x, 0.95);
      assertThat(HodgesLehmann.estimate(y, x) + 0.0)
          .as("seed %d, case %d", seed, i)
          .isEqualTo(0.0 - HodgesLehmann.estimate(x, y));
      assertThat(back.low()).as("seed %d, case %d", seed, i).isEqualTo(0.0 - there.high());
      assertThat(back.high()).as("seed %d, case %d", seed, i).isEqualTo(0.0 - there.low());
      assertThat(HodgesLehmann.estimate(x, moved(y, value -> value + 1000)))
          .isEqualTo(HodgesLehmann.estimate(x, y) + 1000);
      assertThat(there.contains(HodgesLehmann.estimate(x, y))).isTrue();
    }
  }

  private static FrequencyTable moved(FrequencyTable table, LongUnaryOperator move) {
    FrequencyTable.Builder moved = FrequencyTable.builder();
    table.forEach((value, count) -> moved.add(move.applyAsLong(value), count));
    return moved.build();
  }

  // ---- extremes

  /**
   * 2^122 pairs, of which one fewer than half differ by 1; a sample of one more turns the scale.
   */
  @Test
  void countsPairsOfQuintillionsOfObservations() {
    long half = 1L << 60;
    FrequencyTable x = FrequencyTable.builder().add(0, 2 * half).build();
    FrequencyTable even = FrequencyTable.builder().add(0, half).add(1, half).build();
    FrequencyTable more = FrequencyTable.builder().add(0, half - 1).add(1, half).build();
    assertThat(HodgesLehmann.estimate(x, even)).isEqualTo(0.5);
    assertThat(HodgesLehmann.estimate(x, more)).isEqualTo(1);
    assertThat(HodgesLehmann.estimate(more, x)).isEqualTo(-1);
    assertThat(HodgesLehmann.interval(x, even, 0.95)).isEqualTo(new Interval(0, 1, 0.95));
  }

  @Test
  void hasDegenerateIntervalsWhereAllDifferencesAreEqualAndInfiniteOnesOfTinySamples() {
    FrequencyTable three = FrequencyTable.builder().add(3, 50).build();
    assertThat(HodgesLehmann.interval(three, three, 0.99)).isEqualTo(new Interval(0, 0, 0.99));
    FrequencyTable one = FrequencyTable.of(1);
    FrequencyTable five = FrequencyTable.of(5);
    assertThat(HodgesLehmann.estimate(one, five)).isEqualTo(4);
    assertThat(HodgesLehmann.interval(one, five, 0.95))
        .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
  }

  @Test
  void refusesEmptySamplesAndDifferencesThatDoNotFitByName() {
    FrequencyTable some = FrequencyTable.of(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HodgesLehmann.estimate(FrequencyTable.empty(), some))
        .withMessage("the first sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HodgesLehmann.interval(some, some, 1))
        .withMessage("level must be in (0, 1), not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HodgesLehmann.estimate(some, FrequencyTable.of(Long.MIN_VALUE)))
        .withMessage(
            "Hodges-Lehmann of values from 1 to 2 and from -9223372036854775808 to"
                + " -9223372036854775808: differences must fit a long; use a coarser unit");
  }

  // ---- coverage

  /**
   * Normal values of a standard deviation, rounded, with a shift that is a whole number of steps:
   * with many steps the interval keeps its level, with few it is wider and never narrower.
   */
  @ParameterizedTest
  @CsvSource({
    "300, 20, 20, 0.93, 0.97",
    "300, 50, 50, 0.93, 0.97",
    "100, 30, 80, 0.93, 0.97",
    "50, 40, 40, 0.93, 0.97",
    "2, 50, 50, 0.95, 1",
    "2, 12, 30, 0.95, 1"
  })
  @Tag("slow")
  void coversTheShift(double deviation, int n, int m, double least, double most) {
    SplittableRandom random = new SplittableRandom(5);
    int runs = 10_000;
    int covered = 0;
    for (int i = 0; i < runs; i++) {
      FrequencyTable x = rounded(random, n, deviation, 0);
      FrequencyTable y = rounded(random, m, deviation, 7);
      covered += HodgesLehmann.interval(x, y, 0.95).contains(7) ? 1 : 0;
    }
    assertThat(covered / (double) runs).isBetween(least, most);
  }

  private static FrequencyTable rounded(SplittableRandom random, int n, double deviation, int by) {
    FrequencyTable.Builder rounded = FrequencyTable.builder();
    for (int i = 0; i < n; i++) {
      rounded.add(by + Math.round(deviation * random.nextGaussian()));
    }
    return rounded.build();
  }
}

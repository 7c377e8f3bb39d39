package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HodgesLehmannTest {

  // ---- other programs

  @Test
  void isWhatNumpyFindsAmongAllDifferences() {
    assertThat(OracleFile.lines("hodges-lehmann.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
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
   * R looks for roots between the differences, with the ties that are left after each shift and not
   * after the estimate: it stops at our difference or at one of its neighbours, but for two limits
   * in a thousand.
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
    assertThat(limits[1]).isGreaterThan(2000);
    assertThat(limits[1] - limits[0]).isLessThanOrEqualTo(limits[1] / 500);
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
      long[] x = Samples.rows(random, 14, 12);
      long[] y = Samples.rows(random, 14, 12);
      FrequencyTable tableX = Samples.recounted(x, random);
      FrequencyTable tableY = Samples.recounted(y, random);
      long[] differences = differences(x, y);
      int all = differences.length;
      assertThat(HodgesLehmann.estimate(tableX, tableY))
          .as("seed %d, case %d", seed, i)
          .isEqualTo((differences[(all - 1) / 2] + differences[all / 2]) / 2.0);
      assertThat(HodgesLehmann.interval(tableX, tableY, 0.9))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(naive(x, y, differences));
    }
  }

  /** Every difference is asked whether it passes, and the two in the middle belong to it. */
  private static Interval naive(long[] x, long[] y, long[] differences) {
    int pairs = differences.length;
    long lower = differences[(pairs - 1) / 2];
    long upper = differences[pairs / 2];
    double down = variance(x, y, Math.floorDiv(lower + upper, 2));
    double up = variance(x, y, -Math.floorDiv(-lower - upper, 2));
    double r = 2 * 1.6448536269514722 * Math.sqrt(Math.max(down, up));
    double untied = Math.sqrt(pairs * (x.length + y.length + 1) / 12.0);
    if (2 * 1.6448536269514722 * untied >= pairs) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.9);
    }
    long low = differences[0];
    long high = differences[pairs - 1];
    for (int i = 0; i < pairs; ) {
      int to = i;
      while (to < pairs && differences[to] == differences[i]) {
        to++;
      }
      if (i + to < pairs - r && to < pairs) {
        low = differences[to];
      }
      if (i + to > pairs + r && i > 0) {
        high = Math.min(high, differences[i - 1]);
      }
      i = to;
    }
    return new Interval(
        Math.min(lower, Math.min(low, high)), Math.max(upper, Math.max(low, high)), 0.9);
  }

  private static long[] differences(long[] x, long[] y) {
    long[] differences = new long[x.length * y.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = y[i % y.length] - x[i / y.length];
    }
    Arrays.sort(differences);
    return differences;
  }

  /** Of U, with the ties of the rows of x moved by a shift and those of y. */
  private static double variance(long[] x, long[] y, long shift) {
    double n = x.length;
    double m = y.length;
    double total = n + m;
    long[] all =
        LongStream.concat(Arrays.stream(x).map(v -> v + shift), Arrays.stream(y)).toArray();
    double ties = 0;
    for (long one : all) {
      int t = 0;
      for (long other : all) {
        t += one == other ? 1 : 0;
      }
      ties += t * t - 1;
    }
    return n * m * (total * total * total - total - ties) / (12 * total * (total - 1));
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
      Interval moved = HodgesLehmann.interval(x, moved(y, value -> value + 1000), 0.95);
      assertThat(moved.low()).as("seed %d, case %d", seed, i).isEqualTo(there.low() + 1000);
      assertThat(moved.high()).as("seed %d, case %d", seed, i).isEqualTo(there.high() + 1000);
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
   * Normal and Poisson values with a shift that is a whole number of steps, from untied to heavily
   * tied: 2,000 runs, one standard error is 0.0049. Where the estimate nearly always is the shift,
   * and the interval that number alone, no interval can cover less. An interval of ranks of
   * differences covers 0.99 and more of Poisson(1), a step more on either side.
   */
  @ParameterizedTest
  @CsvSource({"12, 12", "12, 30", "30, 80", "50, 50"})
  @Tag("slow")
  void coversTheShift(int n, int m) {
    long seed = 20261206;
    SplittableRandom random = new SplittableRandom(seed);
    for (Law law : COVERED) {
      int runs = 2_000;
      int covered = 0;
      int byRanks = 0;
      double width = 0;
      for (int i = 0; i < runs; i++) {
        FrequencyTable x = law.draw(random, n);
        FrequencyTable y = moved(law.draw(random, m), value -> value + 7);
        Interval interval = HodgesLehmann.interval(x, y, 0.95);
        covered += interval.contains(7) ? 1 : 0;
        width += (interval.high() - interval.low()) / runs;
        byRanks += interval.low() - 1 <= 7 && 7 <= interval.high() + 1 ? 1 : 0;
      }
      assertThat(covered / (double) runs)
          .as("seed %d, law %d", seed, COVERED.indexOf(law))
          .isBetween(0.93, width < 0.2 ? 1 : 0.97);
      if (law == COVERED.get(3)) {
        assertThat(byRanks / (double) runs).isGreaterThan(0.985);
      }
    }
  }

  private static final List<Law> COVERED =
      List.of(
          Law.normal(1800, 300),
          Law.normal(30, 5),
          Law.normal(12, 2),
          Law.poisson(1),
          Law.poisson(5));
}

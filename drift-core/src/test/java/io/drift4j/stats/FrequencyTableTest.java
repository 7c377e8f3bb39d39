package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTableTest {

  @Test
  void countsObservationsInAnyOrder() {
    FrequencyTable table = FrequencyTable.of(3, -1, 3, 0, 3);
    assertThat(table).hasToString("{-1=1, 0=1, 3=3}");
    assertThat(table.count()).isEqualTo(5);
    assertThat(table.distinct()).isEqualTo(3);
    assertThat(table.count(3)).isEqualTo(3);
    assertThat(table.count(2)).isZero();
    assertThat(table.min()).isEqualTo(-1);
    assertThat(table.max()).isEqualTo(3);
    assertThat(table.sum()).isEqualTo(8);
  }

  /** Close together they are counted where they point, far apart sorted. */
  @Test
  void countsRowsOfAnySpread() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 1_000; i++) {
      long spread = 1L << random.nextInt(1, 63);
      long from = random.nextBoolean() ? 0 : -spread;
      long[] rows = random.longs(random.nextInt(200), from, spread).toArray();
      assertThatAllAreCounted(rows, "case %d, spread %d".formatted(i, spread));
    }
    assertThat(FrequencyTable.of(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE))
        .hasToString("{-9223372036854775808=2, 9223372036854775807=1}");
  }

  /** Many rows are counted before anything is known of them: one that strays must be noticed. */
  @ParameterizedTest
  @ValueSource(longs = {0, 4_095, 4_096, -1, 20_000, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE})
  void countsManyRowsWhereverOneStrays(long stray) {
    int many = 1 << 14;
    SplittableRandom random = new SplittableRandom(6);
    for (int rows : new int[] {many - 1, many, many + 3}) {
      long[] near = random.longs(rows, 0, 300).toArray();
      assertThatAllAreCounted(near, rows + " near rows");
      for (int at : new int[] {0, 4_095, 4_096, rows - 1}) {
        long[] strayed = near.clone();
        strayed[at] = stray;
        assertThatAllAreCounted(strayed, "%d rows, stray at %d".formatted(rows, at));
      }
    }
  }

  private static void assertThatAllAreCounted(long[] rows, String description) {
    FrequencyTable.Builder builder = FrequencyTable.builder();
    SortedMap<Long, Long> naive = new TreeMap<>();
    for (long row : rows) {
      builder.add(row);
      naive.merge(row, 1L, Long::sum);
    }
    assertThat(FrequencyTable.of(rows)).as(description).hasToString(naive.toString());
    assertThat(builder.build()).as(description).hasToString(naive.toString());
  }

  /** The builder counts 0 to 1,023 where they point and keeps others as they come. */
  @Test
  void goesOnCountingAfterATableWasBuilt() {
    SplittableRandom random = new SplittableRandom(7);
    long[] corners = {-1, 0, 1, 15, 16, 17, 1_023, 1_024, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE};
    for (int i = 0; i < 2_000; i++) {
      FrequencyTable.Builder builder = FrequencyTable.builder();
      SortedMap<Long, Long> naive = new TreeMap<>();
      for (int j = random.nextInt(60); j > 0; j--) {
        long value = corners[random.nextInt(corners.length)] ^ random.nextInt(2);
        long count = random.nextInt(3);
        builder.add(value, count);
        if (count > 0) {
          naive.merge(value, count, Long::sum);
        }
        if (random.nextInt(9) == 0) {
          assertThat(builder.build()).as("case %d", i).hasToString(naive.toString());
        }
      }
      assertThat(builder.build()).as("case %d", i).hasToString(naive.toString());
    }
  }

  @Test
  void isEqualIfTheCountsAre() {
    FrequencyTable built = FrequencyTable.builder().add(2, 0).add(1, 2).add(5).build();
    assertThat(built)
        .isEqualTo(FrequencyTable.of(5, 1, 1))
        .hasSameHashCodeAs(FrequencyTable.of(5, 1, 1));
    assertThat(built)
        .isNotEqualTo(FrequencyTable.of(5, 1))
        .isNotEqualTo(FrequencyTable.of(5, 1, 2))
        .doesNotHaveSameHashCodeAs(FrequencyTable.of(5, 1))
        .doesNotHaveSameHashCodeAs(FrequencyTable.of(5, 1, 2));
    assertThat(FrequencyTable.of()).isEqualTo(FrequencyTable.empty());
  }

  /**
   * Python 3.11: {@code statistics.median(x), statistics.fmean, pvariance, variance} over Fraction.
   */
  @ParameterizedTest
  @CsvSource({
    "'7',                     7.0, 7.0,                0.0,                0.0",
    "'1 2',                   1.5, 1.5,                0.25,               0.5",
    "'1 2 2 10',              2.0, 3.75,               13.1875,            17.583333333333332",
    "'5 5 5 5 6',             5.0, 5.2,                0.16,               0.2",
    "'0 1 1',                 1.0, 0.6666666666666666, 0.2222222222222222, 0.3333333333333333",
    "'-3 4 9 9 12 100',       9.0, 21.833333333333332, 1245.138888888889, 1494.1666666666667",
    "'9223372036854775807 9223372036854775806', 9.223372036854776E18, 9.223372036854776E18, 0.25, 0.5",
  })
  void summarises(
      String values, double median, double mean, double variance, double sampleVariance) {
    FrequencyTable table =
        FrequencyTable.of(Arrays.stream(values.split(" ")).mapToLong(Long::parseLong).toArray());
    assertThat(table.median()).isEqualTo(median);
    assertThat(table.mean()).isEqualTo(mean);
    assertThat(table.populationVariance()).isEqualTo(variance);
    if (table.count() > 1) {
      assertThat(table.sampleVariance()).isEqualTo(sampleVariance);
    }
  }

  @Test
  void roundsOnceWhereDoublesWouldRoundTwice() {
    FrequencyTable table =
        FrequencyTable.builder().add(Long.MAX_VALUE, 3).add(Long.MIN_VALUE, 3).add(1).build();
    assertThat(table.mean()).isEqualTo(-2.0 / 7);
    assertThat(table.sum()).isEqualTo(BigInteger.valueOf(-2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.2, 1",
    "0.20000000000000004, 2",
    "0.5, 2",
    "0.8, 4",
    "0.81, 9",
    "1, 9",
    "1e-300, 1"
  })
  void takesAQuantileByTheInverseOfTheDistribution(double p, long expected) {
    assertThat(FrequencyTable.of(4, 1, 9, 2, 2).quantile(p)).isEqualTo(expected);
  }

  @Test
  void walksOverTwoTablesInOrder() {
    List<String> seen = new ArrayList<>();
    FrequencyTable.forEachPair(
        FrequencyTable.of(1, 3, 3),
        FrequencyTable.of(2, 3, 4),
        (v, x, y) -> seen.add(v + ":" + x + ":" + y));
    assertThat(seen).containsExactly("1:1:0", "2:0:1", "3:2:1", "4:0:1");
  }

  @Test
  void servesATestThatIsNotOurs() {
    FrequencyTable x = FrequencyTable.of(1, 2, 2, 3);
    FrequencyTable y = FrequencyTable.of(2, 3, 4, 4);
    long[] below = new long[2];
    double[] distance = new double[1];
    FrequencyTable.forEachPair(
        x,
        y,
        (value, countX, countY) -> {
          below[0] += countX;
          below[1] += countY;
          distance[0] =
              Math.max(
                  distance[0],
                  Math.abs((double) below[0] / x.count() - (double) below[1] / y.count()));
        });
    assertThat(distance[0])
        .as("Kolmogorov–Smirnov, SciPy 1.10.1 ks_2samp(x, y).statistic")
        .isEqualTo(0.5);
  }

  static List<Arguments> statistics() {
    return List.of(
        Arguments.of("minimum", (Consumer<FrequencyTable>) FrequencyTable::min),
        Arguments.of("maximum", (Consumer<FrequencyTable>) FrequencyTable::max),
        Arguments.of("mean", (Consumer<FrequencyTable>) FrequencyTable::mean),
        Arguments.of("median", (Consumer<FrequencyTable>) FrequencyTable::median),
        Arguments.of("quantile", (Consumer<FrequencyTable>) table -> table.quantile(0.5)),
        Arguments.of(
            "population variance", (Consumer<FrequencyTable>) FrequencyTable::populationVariance));
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void refusesStatisticsOfNothing(String name, Consumer<FrequencyTable> statistic) {
    assertThatThrownBy(() -> statistic.accept(FrequencyTable.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the " + name + " needs at least 1 observations, the table has 0");
  }

  @Test
  void refusesWhatCannotBeByName() {
    assertThatThrownBy(() -> FrequencyTable.of(1).sampleVariance())
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> FrequencyTable.of(1).quantile(Double.NaN))
        .hasMessage("share out of [0, 1]: NaN");
    assertThatThrownBy(() -> FrequencyTable.builder().add(1, -1))
        .hasMessage("count is negative: -1");
  }

  @Test
  void refusesACountThatALongCannotHold() {
    FrequencyTable huge = FrequencyTable.builder().add(1, Long.MAX_VALUE).build();
    assertThatThrownBy(() -> huge.combine(FrequencyTable.of(2)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> huge.combine(FrequencyTable.of(1)))
        .isInstanceOf(ArithmeticException.class);
    for (long value : new long[] {1, 5_000}) {
      FrequencyTable.Builder full = FrequencyTable.builder().add(value, Long.MAX_VALUE);
      assertThatThrownBy(() -> full.add(value)).isInstanceOf(ArithmeticException.class);
      assertThat(full.build().count(value)).isEqualTo(Long.MAX_VALUE);
      assertThatThrownBy(() -> full.add(2).build()).isInstanceOf(ArithmeticException.class);
    }
  }

  @RepeatedTest(200)
  void agreesWithARowByRowComputation(RepetitionInfo repetition) {
    long seed = 4711 + repetition.getCurrentRepetition();
    long[] rows = sample(new SplittableRandom(seed));
    FrequencyTable table = FrequencyTable.of(rows);
    long[] sorted = Arrays.stream(rows).sorted().toArray();
    int n = sorted.length;
    assertThat(table.median())
        .as("seed %d", seed)
        .isEqualTo(naiveMean(sorted[(n - 1) / 2], sorted[n / 2]));
    assertThat(table.mean()).as("seed %d", seed).isEqualTo(naiveMean(rows));
    assertThat(table.quantile(1.0 / 3))
        .as("seed %d", seed)
        .isEqualTo(sorted[(int) Math.max(0, Math.ceil(n / 3.0) - 1)]);
    assertThat(table.count()).isEqualTo(n);
  }

  @RepeatedTest(200)
  void combinesInAnyOrderAndGrouping(RepetitionInfo repetition) {
    long seed = 815 + repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    long[] a = sample(random);
    long[] b = sample(random);
    long[] c = sample(random);
    FrequencyTable whole =
        FrequencyTable.of(LongStream.of(a).boxed().mapToLong(Long::longValue).toArray())
            .combine(FrequencyTable.of(b))
            .combine(FrequencyTable.of(c));
    FrequencyTable regrouped =
        FrequencyTable.of(c).combine(FrequencyTable.of(b).combine(FrequencyTable.of(a)));
    long[] all =
        LongStream.concat(LongStream.concat(LongStream.of(b), LongStream.of(c)), LongStream.of(a))
            .toArray();
    assertThat(whole).as("seed %d", seed).isEqualTo(regrouped).isEqualTo(FrequencyTable.of(all));
    assertThat(whole.combine(FrequencyTable.empty())).isEqualTo(whole);
  }

  private static long[] sample(SplittableRandom random) {
    long spread = 1L << random.nextInt(1, 62);
    return random.longs(random.nextInt(1, 400), -spread, spread).toArray();
  }

  private static double naiveMean(long... rows) {
    BigDecimal sum =
        LongStream.of(rows).mapToObj(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(rows.length), new MathContext(200)).doubleValue();
  }
}

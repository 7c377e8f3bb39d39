package io.drift4j.examples.benchmarks;

import io.drift4j.stats.Adjustment;
import io.drift4j.stats.FisherExactTest;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.KolmogorovSmirnovTest;
import io.drift4j.stats.LogRankTest;
import io.drift4j.stats.MannWhitneyTest;
import io.drift4j.stats.PearsonTest;
import io.drift4j.stats.TimeToEventTable;
import io.drift4j.stats.TwoProportions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the statistics cost, as ratios to <em>plain</em>, one sum over the same arrays, and to
 * commons-statistics, all in one run. Days are 1,000,000 against 1,000,000 decision times, claims
 * 1,000,000 rows of 1,000 segments.
 *
 * <p>{@code java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.StatisticsBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class StatisticsBenchmark {

  private static final int ROWS = 1_000_000;
  private static final int SEGMENTS = 1_000;
  private static final int PAID = 0;
  private static final int DENIED = 1;
  private static final int OPEN = -1;

  /** Each benchmark beside its limit, or beside what it replaces. */
  private static final String[][] RATIOS = {
    {"tables", "plain"},
    {"mannWhitneyFromRows", "plain"},
    {"mannWhitneyFromTables", "mannWhitneyFromRows"},
    {"commonsMannWhitney", "mannWhitneyFromRows"},
    {"commonsFisher", "fisher"},
    {"logRankFromRows", "plainOutcomes"},
    {"logRankFromTables", "logRankFromRows"},
    {"segments", "plainClaims"},
    {"benjaminiHochberg", "sort"},
  };

  private final long[] x;
  private final long[] y;
  private final double[] commonsX;
  private final double[] commonsY;
  private final FrequencyTable tableX;
  private final FrequencyTable tableY;
  private final TimeToEventTable agesX;
  private final TimeToEventTable agesY;
  private final int[] outcomesX;
  private final int[] outcomesY;
  private final Claims claims;
  private final double[] logPValues;
  private final TwoProportions proportions = new TwoProportions(90_000, 900_000, 10_120, 100_000);
  private final int[][] commonsTable = {{90_000, 810_000}, {10_120, 89_880}};

  /** Decision times with a long tail, the second sample a little slower. */
  public StatisticsBenchmark() {
    x = days(new SplittableRandom(1), 12.0);
    y = days(new SplittableRandom(2), 12.1);
    commonsX = Arrays.stream(x).asDoubleStream().toArray();
    commonsY = Arrays.stream(y).asDoubleStream().toArray();
    tableX = FrequencyTable.of(x);
    tableY = FrequencyTable.of(y);
    agesX = ages(tableX);
    agesY = ages(tableY);
    outcomesX = outcomes(new SplittableRandom(4));
    outcomesY = outcomes(new SplittableRandom(5));
    claims = Claims.random(x, outcomesX);
    logPValues = new SplittableRandom(3).doubles(100_000).map(p -> Math.log(1 - p)).toArray();
  }

  private static TimeToEventTable ages(FrequencyTable days) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    days.forEach((day, count) -> builder.add(day, 1, count - count / 10).addOpen(day, count / 10));
    return builder.build();
  }

  private static long[] days(SplittableRandom random, double median) {
    long[] days = new long[ROWS];
    for (int i = 0; i < days.length; i++) {
      double z = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      days[i] = (long) (median * Math.exp(0.7 * z * Math.cos(2 * Math.PI * random.nextDouble())));
    }
    return days;
  }

  /** A tenth open, of the others one in eight denied. */
  private static int[] outcomes(SplittableRandom random) {
    return random.ints(ROWS, 0, 80).map(i -> i < 8 ? OPEN : i < 17 ? DENIED : PAID).toArray();
  }

  /**
   * The limit for days: reading every row once.
   *
   * @return the sum
   */
  @Benchmark
  public long plain() {
    return sum(x) + sum(y);
  }

  /**
   * The limit for days and outcomes.
   *
   * @return the sum
   */
  @Benchmark
  public long plainOutcomes() {
    return sum(x) + sum(y) + sum(outcomesX) + sum(outcomesY);
  }

  /**
   * The limit for claims.
   *
   * @return the sum
   */
  @Benchmark
  public long plainClaims() {
    return sum(claims.segments) + sum(claims.windows) + sum(claims.ages) + sum(claims.outcomes);
  }

  private static long sum(long[] rows) {
    long sum = 0;
    for (long row : rows) {
      sum += row;
    }
    return sum;
  }

  private static long sum(int[] rows) {
    long sum = 0;
    for (int row : rows) {
      sum += row;
    }
    return sum;
  }

  /**
   * Counting all rows.
   *
   * @return the number of distinct days
   */
  @Benchmark
  public int tables() {
    return FrequencyTable.of(x).distinct() + FrequencyTable.of(y).distinct();
  }

  /**
   * Mann–Whitney from rows.
   *
   * @return ln p
   */
  @Benchmark
  public double mannWhitneyFromRows() {
    return MannWhitneyTest.withDefaults()
        .test(FrequencyTable.of(x), FrequencyTable.of(y))
        .logPValue();
  }

  /**
   * Mann–Whitney from tables.
   *
   * @return ln p
   */
  @Benchmark
  public double mannWhitneyFromTables() {
    return MannWhitneyTest.withDefaults().test(tableX, tableY).logPValue();
  }

  /**
   * The same by commons-statistics.
   *
   * @return p
   */
  @Benchmark
  public double commonsMannWhitney() {
    return MannWhitneyUTest.withDefaults().test(commonsX, commonsY).getPValue();
  }

  /**
   * Fisher's exact test of a table with a total of a million.
   *
   * @return ln p
   */
  @Benchmark
  public double fisher() {
    return FisherExactTest.withDefaults().test(proportions).logPValue();
  }

  /**
   * The same by commons-statistics.
   *
   * @return p
   */
  @Benchmark
  public double commonsFisher() {
    return org.apache.commons.statistics.inference.FisherExactTest.withDefaults()
        .test(commonsTable)
        .getPValue();
  }

  /**
   * The log-rank test of the same ages, a tenth of them open, from tables.
   *
   * @return ln p
   */
  @Benchmark
  public double logRankFromTables() {
    return LogRankTest.withDefaults().test(agesX, agesY).logPValue();
  }

  /**
   * The log-rank test of rows.
   *
   * @return ln p
   */
  @Benchmark
  public double logRankFromRows() {
    return LogRankTest.withDefaults().test(ages(x, outcomesX), ages(y, outcomesY)).logPValue();
  }

  private static TimeToEventTable ages(long[] ages, int[] outcomes) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    for (int i = 0; i < ages.length; i++) {
      add(builder, ages[i], outcomes[i]);
    }
    return builder.build();
  }

  private static void add(TimeToEventTable.Builder builder, long age, int outcome) {
    if (outcome == OPEN) {
      builder.addOpen(age, 1);
    } else {
      builder.add(age, outcome, 1);
    }
  }

  /**
   * A million claims of a thousand segments, counted, and in each segment the denial rate,
   * Mann–Whitney and the statistic of Kolmogorov–Smirnov of decision times, and the log-rank test.
   *
   * @return the sum of what was found
   */
  @Benchmark
  public double segments() {
    TimeToEventTable[][] tables = claims.tables();
    double sum = 0;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      sum += compare(tables[0][segment], tables[1][segment]);
    }
    return sum;
  }

  private static double compare(TimeToEventTable baseline, TimeToEventTable current) {
    FrequencyTable before = baseline.events();
    FrequencyTable now = current.events();
    return PearsonTest.withDefaults().test(denials(baseline, current)).logPValue()
        + MannWhitneyTest.withDefaults().test(before, now).logPValue()
        + KolmogorovSmirnovTest.withDefaults().statistic(before, now)
        + LogRankTest.withDefaults().test(baseline, current).logPValue();
  }

  private static TwoProportions denials(TimeToEventTable baseline, TimeToEventTable current) {
    return new TwoProportions(
        baseline.events(DENIED).count(),
        baseline.count(),
        current.events(DENIED).count(),
        current.count());
  }

  /** Claims as parallel arrays, one of a column. */
  private static final class Claims {

    private final int[] segments;
    private final int[] windows;
    private final long[] ages;
    private final int[] outcomes;

    private Claims(int[] segments, int[] windows, long[] ages, int[] outcomes) {
      this.segments = segments;
      this.windows = windows;
      this.ages = ages;
      this.outcomes = outcomes;
    }

    /** One in seven of the current window. */
    static Claims random(long[] ages, int[] outcomes) {
      int[] segments = new SplittableRandom(6).ints(ROWS, 0, SEGMENTS).toArray();
      int[] windows = new SplittableRandom(7).ints(ROWS, 0, 7).map(i -> i / 6).toArray();
      return new Claims(segments, windows, ages, outcomes);
    }

    /** By window and segment. */
    TimeToEventTable[][] tables() {
      TimeToEventTable.Builder[][] builders = new TimeToEventTable.Builder[2][SEGMENTS];
      for (TimeToEventTable.Builder[] window : builders) {
        Arrays.setAll(window, segment -> TimeToEventTable.builder());
      }
      for (int i = 0; i < ages.length; i++) {
        add(builders[windows[i]][segments[i]], ages[i], outcomes[i]);
      }
      TimeToEventTable[][] tables = new TimeToEventTable[2][SEGMENTS];
      Arrays.setAll(tables[0], segment -> builders[0][segment].build());
      Arrays.setAll(tables[1], segment -> builders[1][segment].build());
      return tables;
    }
  }

  /**
   * Benjamini–Hochberg of 100,000 p-values.
   *
   * @return the adjusted values
   */
  @Benchmark
  public double[] benjaminiHochberg() {
    return Adjustment.BENJAMINI_HOCHBERG.adjust(logPValues);
  }

  /**
   * The limit of it: sorting the same p-values.
   *
   * @return them, sorted
   */
  @Benchmark
  public double[] sort() {
    double[] sorted = logPValues.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * Runs all and prints them beside their limits.
   *
   * @param arguments a regular expression of the benchmarks' names, all by default
   * @throws RunnerException if JMH cannot run
   */
  public static void main(String[] arguments) throws RunnerException {
    String which = arguments.length > 0 ? arguments[0] : "";
    Map<String, Double> microseconds = new TreeMap<>();
    for (RunResult result : run(StatisticsBenchmark.class.getSimpleName() + "\\..*" + which)) {
      Result<?> primary = result.getPrimaryResult();
      microseconds.put(primary.getLabel(), primary.getScore());
    }
    microseconds.forEach(
        (name, time) -> System.out.printf(Locale.ROOT, "%-24s %12.1f us%n", name, time));
    for (String[] ratio : RATIOS) {
      print(ratio, microseconds);
    }
  }

  private static Collection<RunResult> run(String benchmarks) throws RunnerException {
    return new Runner(new OptionsBuilder().include(benchmarks).build()).run();
  }

  private static void print(String[] ratio, Map<String, Double> microseconds) {
    if (microseconds.keySet().containsAll(List.of(ratio))) {
      double times =
          microseconds.getOrDefault(ratio[0], Double.NaN)
              / microseconds.getOrDefault(ratio[1], Double.NaN);
      System.out.printf(Locale.ROOT, "%-24s %12.4f x %s%n", ratio[0], times, ratio[1]);
    }
  }
}

package io.drift4j.examples.benchmarks;

import io.drift4j.stats.Adjustment;
import io.drift4j.stats.FisherExactTest;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.LogRankTest;
import io.drift4j.stats.MannWhitneyTest;
import io.drift4j.stats.TimeToEventTable;
import io.drift4j.stats.TwoProportions;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the statistics cost on 1,000,000 against 1,000,000 whole days, as ratios to <em>plain</em>,
 * one sum over the same arrays, and to commons-statistics, all in one run.
 *
 * <p>{@code java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.StatisticsBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StatisticsBenchmark {

  private static final int ROWS = 1_000_000;

  private long[] x;
  private long[] y;
  private double[] commonsX;
  private double[] commonsY;
  private FrequencyTable tableX;
  private FrequencyTable tableY;
  private TimeToEventTable agesX;
  private TimeToEventTable agesY;
  private double[] logPValues;
  private final TwoProportions proportions = new TwoProportions(90_000, 900_000, 10_120, 100_000);
  private final int[][] commonsTable = {{90_000, 810_000}, {10_120, 89_880}};

  /** Creates a benchmark; its data come with {@link #fill}. */
  public StatisticsBenchmark() {}

  /** Decision times with a long tail, the second sample a little slower. */
  @Setup
  public void fill() {
    x = days(new SplittableRandom(1), 12.0);
    y = days(new SplittableRandom(2), 12.1);
    commonsX = Arrays.stream(x).asDoubleStream().toArray();
    commonsY = Arrays.stream(y).asDoubleStream().toArray();
    tableX = FrequencyTable.of(x);
    tableY = FrequencyTable.of(y);
    agesX = ages(tableX);
    agesY = ages(tableY);
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

  /**
   * The limit: reading every row once.
   *
   * @return the sum
   */
  @Benchmark
  public long plain() {
    return sum(x) + sum(y);
  }

  private static long sum(long[] rows) {
    long sum = 0;
    for (long row : rows) {
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
   * Runs all and prints them beside plain.
   *
   * @param arguments a regular expression of the benchmarks' names, all by default
   * @throws RunnerException if JMH cannot run
   */
  public static void main(String[] arguments) throws RunnerException {
    String which = arguments.length > 0 ? arguments[0] : "";
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(StatisticsBenchmark.class.getSimpleName() + "\\..*" + which)
                    .include(StatisticsBenchmark.class.getSimpleName() + "\\.plain")
                    .build())
            .run();
    double plain = microseconds(results, "plain");
    System.out.printf(Locale.ROOT, "%-24s %14s %12s%n", "", "microseconds", "x plain");
    results.stream()
        .sorted(Comparator.comparingDouble(StatisticsBenchmark::microseconds))
        .forEach(
            result ->
                System.out.printf(
                    Locale.ROOT,
                    "%-24s %14.2f %12.4f%n",
                    name(result),
                    microseconds(result),
                    microseconds(result) / plain));
  }

  private static double microseconds(Collection<RunResult> results, String name) {
    return results.stream()
        .filter(result -> name(result).equals(name))
        .findFirst()
        .map(StatisticsBenchmark::microseconds)
        .orElse(Double.NaN);
  }

  private static double microseconds(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static String name(RunResult result) {
    return result.getPrimaryResult().getLabel();
  }
}

package io.drift4j.examples.benchmarks;

import io.drift4j.stats.DailyTables;
import io.drift4j.stats.DevelopmentTriangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What it costs to count claims into the tables that honest tests read: for each segment and each
 * of its two windows a development triangle and the daily tables of denied or not. It is set
 * against the plain sum of the same arrays, measured in turn with it.
 *
 * <p>{@code java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.TableBenchmark [claims]
 * [segments] [rounds]}; by default 1,000,000 claims of 1,200 segments, 15 rounds after 10 that do
 * not count.
 */
public final class TableBenchmark {

  private static final int BASELINE_DAYS = 90;
  private static final int DAYS = BASELINE_DAYS + 14;
  private static final int LAST_AGE = 90;
  private static final int DENIED = 1;
  private static final int OPEN = Integer.MIN_VALUE;
  private static final int WARM_UP = 10;

  private final int segments;
  private final int[] days;
  private final int[] ages;
  private final int[] outcomes;

  /** The claims of a segment follow each other, their days and ages in no order. */
  private TableBenchmark(int claims, int segments) {
    this.segments = segments;
    this.days = new int[claims];
    this.ages = new int[claims];
    this.outcomes = new int[claims];
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < claims; i++) {
      days[i] = random.nextInt(DAYS);
      claim(i, random);
    }
  }

  /** A claim that would be decided after the last day is still open on it. */
  private void claim(int i, SplittableRandom random) {
    double z = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    double decided = 18 * Math.exp(0.7 * z * Math.cos(2 * Math.PI * random.nextDouble()));
    int seen = DAYS - 1 - days[i];
    int which = random.nextInt(80);
    ages[i] = (int) Math.min(Math.min(decided, LAST_AGE), seen);
    outcomes[i] = decided > seen ? OPEN : which < 9 ? DENIED : which < 12 ? -1 : 0;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments number of claims, segments and rounds
   */
  public static void main(String[] arguments) {
    int claims = argument(arguments, 0, 1_000_000);
    int segments = argument(arguments, 1, 1_200);
    new TableBenchmark(claims, segments).compare(argument(arguments, 2, 15));
  }

  private static int argument(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private void compare(int rounds) {
    List<Double> tables = new ArrayList<>();
    List<Double> sums = new ArrayList<>();
    for (int round = 0; round < WARM_UP + rounds; round++) {
      double counting = tables();
      double summing = sum();
      if (round >= WARM_UP) {
        tables.add(counting);
        sums.add(summing);
      }
    }
    print(tables, sums);
  }

  private static void print(List<Double> tables, List<Double> sums) {
    System.out.printf(
        Locale.ROOT, "triangles and daily tables %8.1f ms (median)%n", Median.of(tables));
    System.out.printf(Locale.ROOT, "plain sum                  %8.2f ms%n", Median.of(sums));
    System.out.printf(
        Locale.ROOT, "tables / plain sum         %8.1f%n", Median.ofRatios(tables, sums));
  }

  /** Segment by segment, as a scan hands claims over. */
  private double tables() {
    long start = System.nanoTime();
    long counted = 0;
    for (int segment = 0; segment < segments; segment++) {
      counted += count(firstOf(segment), firstOf(segment + 1));
    }
    double millis = (System.nanoTime() - start) / 1e6;
    if (counted != days.length) {
      throw new IllegalStateException(counted + " of " + days.length + " claims were counted");
    }
    return millis;
  }

  private int firstOf(int segment) {
    return (int) ((long) days.length * segment / segments);
  }

  private long count(int from, int to) {
    Window baseline = new Window();
    Window current = new Window();
    for (int i = from; i < to; i++) {
      Window window = days[i] < BASELINE_DAYS ? baseline : current;
      window.add(days[i], ages[i], outcomes[i]);
    }
    return baseline.count() + current.count();
  }

  /** The claims of one segment in one window. */
  private static final class Window {

    private final DevelopmentTriangle.Builder triangle = DevelopmentTriangle.builder();
    private final DailyTables.Builder denied = DailyTables.builder();
    private int open;

    void add(int day, int age, int outcome) {
      if (outcome == OPEN) {
        triangle.addOpen(day, age, 1);
        open++;
      } else {
        triangle.add(day, age, outcome, 1);
        denied.add(day, outcome == DENIED ? 1 : 0, 1);
      }
    }

    long count() {
      long cases = triangle.build().count();
      long decided = denied.build().total().count();
      if (cases != decided + open) {
        throw new IllegalStateException(decided + " decided and " + open + " open of " + cases);
      }
      return cases;
    }
  }

  private double sum() {
    long start = System.nanoTime();
    long sum = 0;
    for (int i = 0; i < days.length; i++) {
      sum += days[i] + ages[i];
      sum += outcomes[i];
    }
    double millis = (System.nanoTime() - start) / 1e6;
    if (sum == 0) {
      throw new IllegalStateException("nothing was summed");
    }
    return millis;
  }
}

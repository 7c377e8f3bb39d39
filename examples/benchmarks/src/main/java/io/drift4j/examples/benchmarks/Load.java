package io.drift4j.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * Writers who insert events one by one without a pause, and a reader, while something else is done.
 */
final class Load {

  /** Beyond the events that are there, in every use of the load. */
  private static final AtomicLong NUMBER = new AtomicLong(1_000_000_000);

  private static final String READ = "select severity from drift_event where event_id = ?";

  private final DataSource dataSource;
  private final String insert;
  private final int writers;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean isOver;

  Load(DataSource dataSource, int runs, int writers) {
    this.dataSource = dataSource;
    this.insert = String.format(Locale.ROOT, MigrationBenchmark.EVENTS, runs, "?", "?");
    this.writers = writers;
  }

  /** Everybody is at work before it begins, and until it has ended. */
  Figures beside(Work work) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Times>> writing = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        writing.add(threads.submit(() -> repeat(insert, 2, NUMBER::incrementAndGet)));
      }
      Future<Times> reading = threads.submit(() -> repeat(READ, 1, NUMBER::get));
      Thread.sleep(1_000);
      work.run();
      Thread.sleep(500);
      isOver = true;
      return new Figures(Times.all(writing), reading.get(), failures.get());
    } finally {
      isOver = true;
      threads.shutdown();
    }
  }

  private Times repeat(String sql, int parameters, LongSupplier number) throws SQLException {
    Times times = new Times();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      while (!isOver) {
        bind(statement, parameters, number.getAsLong());
        times.add(() -> execute(statement));
      }
    }
    return times;
  }

  private static void bind(PreparedStatement statement, int parameters, long number)
      throws SQLException {
    for (int i = 1; i <= parameters; i++) {
      statement.setString(i, String.valueOf(number));
    }
  }

  private void execute(PreparedStatement statement) {
    try {
      statement.execute();
    } catch (SQLException e) {
      failures.incrementAndGet();
    }
  }

  /** What is done beside the load. */
  interface Work {
    void run() throws Exception;
  }

  /** How long each of many things took, in nanoseconds. */
  static final class Times {

    private long[] nanos = new long[1 << 16];
    private int count;

    static Times all(List<Future<Times>> parts) throws Exception {
      Times all = new Times();
      for (Future<Times> part : parts) {
        Times times = part.get();
        all.nanos =
            LongStream.concat(Arrays.stream(all.nanos, 0, all.count), times.stream()).toArray();
        all.count += times.count;
      }
      return all;
    }

    private LongStream stream() {
      return Arrays.stream(nanos, 0, count);
    }

    private void add(Runnable work) {
      long begin = System.nanoTime();
      work.run();
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = System.nanoTime() - begin;
    }

    Duration longest() {
      return Duration.ofNanos(stream().max().orElse(0));
    }

    private double millis(double quantile) {
      long[] sorted = stream().sorted().toArray();
      return sorted.length == 0
          ? Double.NaN
          : sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)] / 1e6;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d, median %.2f ms, p99 %.2f ms, longest %.1f ms",
          count,
          millis(0.5),
          millis(0.99),
          longest().toNanos() / 1e6);
    }
  }

  /**
   * What the load noticed.
   *
   * @param writes how long each insert took
   * @param reads how long each query took
   * @param failures how many statements failed
   */
  record Figures(Times writes, Times reads, int failures) {

    @Override
    public String toString() {
      return "writes " + writes + "; reads " + reads + "; " + failures + " failed";
    }
  }
}

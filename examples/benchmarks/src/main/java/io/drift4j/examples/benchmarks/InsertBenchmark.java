package io.drift4j.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.Assessment;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.Segment;
import io.drift4j.Trend;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.jdbc.EventInserts;
import io.drift4j.jdbc.Vendor;
import io.drift4j.migrations.DriftMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What it costs to write 10,000 events so that none is ever there twice. The library's way is set
 * against a plain JDBC batch of 1,000 of the same rows, through the driver as it comes and through
 * one that rewrites batches, all in turn.
 *
 * <p>Measured is one transaction from its beginning to its commit, on an open connection, into
 * tables that are new and empty. The library's way is the step of a recorded run that writes its
 * events: it makes the rows from the events, with their keys and JSON, sorts them, inserts each
 * into {@code event} and the two dimensions of their segments into {@code segment} unless they are
 * there, and counts that all are. The plain batch has its 10,000 and 10,000 rows made and sorted
 * beforehand. Then the library's way once more, when all are there.
 *
 * <p>{@code java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.InsertBenchmark [rounds]};
 * by default 9 rounds after 3 that do not count.
 */
public final class InsertBenchmark {

  private static final int SEGMENTS = 5_000;
  private static final int WARM_UP = 3;

  /** What refers to another table stands before it. */
  private static final List<String> TABLES =
      List.of(
          "judgement",
          "notice_cursor",
          "notice",
          "look",
          "episode",
          "watch",
          "segment",
          "verdict",
          "event",
          "run_count",
          "run",
          "customer");

  private static final Run RUN =
      Run.of(
          ClaimDefinitions.payerDrift(),
          "acme",
          LocalDate.of(2026, 1, 15),
          (request, visitor) -> {},
          1);
  private static final List<DriftEvent> EVENTS =
      IntStream.range(0, SEGMENTS).boxed().flatMap(InsertBenchmark::events).toList();

  private final String name;
  private final Vendor vendor;
  private final String url;
  private final String rewritingUrl;
  private final List<Double> first = new ArrayList<>();
  private final List<Double> again = new ArrayList<>();
  private final List<Double> plain = new ArrayList<>();
  private final List<Double> rewritten = new ArrayList<>();
  private static int tables; // in the name of each, since some share a server

  private InsertBenchmark(String name, Vendor vendor, String url, String rewriting) {
    this.name = name;
    this.vendor = vendor;
    this.url = url;
    this.rewritingUrl = url + rewriting;
  }

  private static Stream<DriftEvent> events(int segment) {
    return Stream.of(ClaimMetrics.DENIAL_RATE, ClaimMetrics.DECISION_TIME)
        .map(metric -> event(metric, segment));
  }

  private static DriftEvent event(Metric metric, int number) {
    Segment segment =
        Segment.of(
            List.of("payer", "cpt_group"), List.of("Payer " + number / 12, "GROUP" + number % 12));
    return DriftEvent.found(RUN.eventId(metric, segment), RUN, segment, evidence(number))
        .metric(metric.id(), metric.version(), metric.driftType())
        .trend(Trend.DEGRADING)
        .assessed(
            Assessment.builder()
                .severity(0.4)
                .volumeScore(0.5)
                .adjustedPValue(0.02)
                .minimumDetectable(0.05)
                .build())
        .build();
  }

  private static Evidence evidence(int number) {
    return Evidence.of("window", ClaimDefinitions.payerDrift().lookback().windows(RUN.asOf()))
        .values(0.1, 0.3 + number * 1e-5)
        .sizes(580, 62)
        .open(3, 21)
        .test("score", -4.6 - number * 1e-5)
        .interval(0.1, 0.3)
        .effect("risk-ratio", 3.0)
        .dispersion(1.2)
        .horizon(30)
        .standardError(0.02)
        .build();
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments number of rounds
   * @throws Exception if a database fails
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    Path file = Files.createTempFile("drift-benchmark", ".db");
    try (EmbeddedPostgres postgresql = EmbeddedPostgres.start();
        MariadbServer mariadb = MariadbServer.start()) {
      System.out.printf(Locale.ROOT, "%,d events, %,d rows%n", EVENTS.size(), 2 * EVENTS.size());
      for (InsertBenchmark benchmark : benchmarks(postgresql, mariadb, file)) {
        benchmark.compare(rounds);
        benchmark.print();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static List<InsertBenchmark> benchmarks(
      EmbeddedPostgres postgresql, MariadbServer mariadb, Path file) {
    return List.of(
        new InsertBenchmark(
            "PostgreSQL",
            Vendor.POSTGRESQL,
            postgresql.getJdbcUrl("postgres", "postgres"),
            "&reWriteBatchedInserts=true"),
        new InsertBenchmark(
            "MariaDB", Vendor.MARIADB, "jdbc:mariadb:" + mariadb.address(), "&useBulkStmts=true"),
        new InsertBenchmark(
            "MariaDB through MySQL's driver",
            Vendor.MARIADB,
            "jdbc:mysql:" + mariadb.address(),
            "&rewriteBatchedStatements=true"),
        new InsertBenchmark("H2", Vendor.H2, "jdbc:h2:mem:benchmark;DB_CLOSE_DELAY=-1", ""),
        new InsertBenchmark(
            "SQLite", Vendor.SQLITE, "jdbc:sqlite:" + file + "?journal_mode=WAL", ""));
  }

  /** In another order every time, so that nobody is always first. */
  private void compare(int rounds) throws SQLException {
    try (Connection usual = DriverManager.getConnection(url);
        Connection rewriting = DriverManager.getConnection(rewritingUrl)) {
      List<PlainBatch> rows = rows(usual);
      for (int round = -WARM_UP; round < rounds; round++) {
        if (round == 0) {
          Stream.of(first, again, plain, rewritten).forEach(List::clear);
        }
        if (round % 2 == 0) {
          idempotently(usual);
          plainly(usual, rows, plain);
          plainly(rewriting, rows, rewritten);
        } else {
          plainly(rewriting, rows, rewritten);
          plainly(usual, rows, plain);
          idempotently(usual);
        }
      }
    }
  }

  /** What the library stores, to be stored by others as well. */
  private List<PlainBatch> rows(Connection connection) throws SQLException {
    String prefix = newTables(connection);
    new EventInserts(connection, vendor, prefix, RUN).write(EVENTS);
    List<PlainBatch> rows =
        List.of(
            PlainBatch.of(connection, prefix, "event", "event_id"),
            PlainBatch.of(connection, prefix, "segment", "segment_key, position"));
    drop(connection, prefix);
    return rows;
  }

  private void idempotently(Connection connection) throws SQLException {
    String prefix = newTables(connection);
    EventInserts inserts = new EventInserts(connection, vendor, prefix, RUN);
    first.add(transaction(connection, () -> inserts.write(EVENTS)));
    again.add(transaction(connection, () -> inserts.write(EVENTS)));
    drop(connection, prefix);
  }

  private void plainly(Connection connection, List<PlainBatch> rows, List<Double> times)
      throws SQLException {
    String prefix = newTables(connection);
    times.add(
        transaction(
            connection,
            () -> {
              for (PlainBatch batch : rows) {
                batch.insert(connection, prefix);
              }
            }));
    drop(connection, prefix);
  }

  /** Something written. */
  private interface Work {
    void run() throws SQLException;
  }

  private static double transaction(Connection connection, Work work) throws SQLException {
    long start = System.nanoTime();
    connection.setAutoCommit(false);
    work.run();
    connection.commit();
    double millis = (System.nanoTime() - start) / 1e6;
    connection.setAutoCommit(true);
    return millis;
  }

  /** Creates all tables, with the run that events refer to, and returns their prefix. */
  private String newTables(Connection connection) {
    String prefix = "b" + tables++ + "_";
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      DriftMigrations.on(pool).tablePrefix(prefix).migrate();
    }
    new EventInserts(connection, vendor, prefix, RUN).begin();
    return prefix;
  }

  private static void drop(Connection connection, String prefix) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop view " + prefix + "event_view");
      statement.execute("drop view " + prefix + "episode_view");
      for (String table : TABLES) {
        statement.execute("drop table " + prefix + table);
      }
    }
  }

  private void print() {
    List<Double> better = Median.of(plain) <= Median.of(rewritten) ? plain : rewritten;
    System.out.printf(
        Locale.ROOT,
        "%n%s%n"
            + "plain batch                 %8.1f ms (median)%n"
            + "plain batch, rewritten      %8.1f ms%n"
            + "unless there, none is       %8.1f ms, %.2f of the better%n"
            + "unless there, all are       %8.1f ms, %.2f of the better%n",
        name,
        Median.of(plain),
        Median.of(rewritten),
        Median.of(first),
        Median.ofRatios(first, better),
        Median.of(again),
        Median.ofRatios(again, better));
  }
}

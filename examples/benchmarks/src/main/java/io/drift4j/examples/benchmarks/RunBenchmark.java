package io.drift4j.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * What a whole run costs on PostgreSQL: lock, read, judge, keep the events, commit. It is set
 * against two limits measured in turn with it: the cheapest statement that yields the same tables,
 * and {@code count(*)} over the same rows, both through plain JDBC with every row fetched.
 *
 * <p>{@code java -jar drift-benchmarks.jar [claims] [segments] [rounds]}; by default 1,000,000
 * claims over 1,200 segments, 9 rounds after 2 that do not count.
 */
public final class RunBenchmark {

  /**
   * The same tables and nothing else: no check of the customer by its bytes, no newest day, and the
   * windows, which touch, told apart by one comparison.
   */
  private static final String CHEAPEST =
      """
      select payer, cpt_group, submitted_date >= date '2026-01-01', outcome,
        decided_date - submitted_date, count(*)
      from claim
      where customer = 'acme'
        and submitted_date >= date '2025-10-03' and submitted_date < date '2026-01-15'
      group by 1, 2, 3, 4, 5
      """;

  private static final String COUNT =
      """
      select count(*)
      from claim
      where customer = 'acme'
        and submitted_date >= date '2025-10-03' and submitted_date < date '2026-01-15'
      """;

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final Definition DEFINITION =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.thresholds());
  private static final int WARM_UP = 2;

  private final DataSource dataSource;
  private final DriftMonitor monitor;
  private int revision;

  private RunBenchmark(DataSource dataSource) {
    DriftDatabase database = DriftDatabase.on(dataSource);
    this.dataSource = dataSource;
    this.monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments number of claims, segments and rounds
   * @throws Exception if the database fails
   */
  public static void main(String[] arguments) throws Exception {
    int claims = argument(arguments, 0, 1_000_000);
    int segments = argument(arguments, 1, 1_200);
    int rounds = argument(arguments, 2, 9);
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        HikariDataSource pool = pool(server.getPostgresDatabase())) {
      DriftMigrations.on(pool).migrate();
      SyntheticClaims.load(pool, claims, segments, AS_OF);
      new RunBenchmark(pool).compare(rounds);
    }
  }

  /** As in a service, for the run and the statements it is set against alike. */
  private static HikariDataSource pool(DataSource dataSource) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  private static int argument(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private void compare(int rounds) throws SQLException, IOException {
    List<Double> runs = new ArrayList<>();
    List<Double> statements = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    for (int round = 0; round < WARM_UP + rounds; round++) {
      double run = run();
      double statement = read(CHEAPEST);
      double count = read(COUNT);
      if (round >= WARM_UP) {
        runs.add(run);
        statements.add(statement);
        counts.add(count);
      }
    }
    print(runs, statements, counts);
  }

  /** Each run is a revision of its own, so that none finds itself recorded already. */
  private double run() {
    revision++;
    long start = System.nanoTime();
    RunReport report = monitor.run(DEFINITION, "acme", AS_OF, revision);
    double millis = (System.nanoTime() - start) / 1e6;
    if (revision == 1) {
      System.out.printf(
          Locale.ROOT,
          "%,d claims read, %,d segments, %,d events%n",
          report.summary().rowsRead(),
          report.summary().groupsConsidered(),
          report.eventsCreated());
    }
    return millis;
  }

  /** Reads every row, on a connection and in a transaction of its own, as a run does. */
  private double read(String sql) throws SQLException {
    long start = System.nanoTime();
    long rows = 0;
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(5000);
        try (ResultSet result = statement.executeQuery(sql)) {
          while (result.next()) {
            rows += result.getLong(result.getMetaData().getColumnCount());
          }
        }
      }
      connection.commit();
    }
    if (rows == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void print(List<Double> runs, List<Double> statements, List<Double> counts) {
    System.out.printf(Locale.ROOT, "run                 %8.1f ms (median)%n", Median.of(runs));
    System.out.printf(Locale.ROOT, "cheapest statement  %8.1f ms%n", Median.of(statements));
    System.out.printf(Locale.ROOT, "count(*)            %8.1f ms%n", Median.of(counts));
    System.out.printf(
        Locale.ROOT, "run / cheapest statement  %.2f%n", Median.ofRatios(runs, statements));
    System.out.printf(
        Locale.ROOT, "run / count(*)            %.2f%n", Median.ofRatios(runs, counts));
  }
}

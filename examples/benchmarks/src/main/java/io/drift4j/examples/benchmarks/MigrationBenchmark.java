package io.drift4j.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.MigrationReport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * What a service notices while its table of events gets the unique index and the constraint (V2 and
 * V3) on PostgreSQL: 2,000,000 events are there, four writers insert more without a pause, a reader
 * reads. Beside it, in the same run and under the same load, a plain {@code create unique index},
 * which must stop the writers for a second or more: otherwise the load is too small to show
 * anything, and the measurement void.
 *
 * <p>{@code java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.MigrationBenchmark
 * [events]}; ends with exit code 1 if a write failed or was stalled for more than 500 ms by the
 * migration, or the measurement is void.
 */
public final class MigrationBenchmark {

  private static final int EVENTS_OF_A_RUN = 1_000;
  private static final Duration LONGEST_STALL = Duration.ofMillis(500);
  private static final Duration SHORTEST_PLAIN_STALL = Duration.ofSeconds(1);

  private static final String RUNS =
      """
      insert into drift_run (run_id, customer_key, customer, definition_id, definition_version,
          policy_id, policy_version, source_id, source_fingerprint, revision, as_of, settings,
          status, attempt, library_version, begun_at_micros)
      select 'run ' || r, 'c', 'acme', 'd', 1, 'p', 1, 'claims', 'f', 1, date '2026-01-15', '',
             'SUCCESS', 1, 'benchmark', 0
      from generate_series(1, %s) r
      """;

  /** Keys as long as real ones, in no order. */
  static final String EVENTS =
      """
      insert into drift_event (event_id, run_id, customer_key, metric_id, metric_version,
          drift_type, unit, view_name, segment, segment_key, recording_id, baseline_start,
          baseline_end, current_start, current_end, baseline_value, current_value, delta_value,
          trend, severity, volume_score, baseline_sample_size, current_sample_size,
          baseline_open, current_open, figures, notes, confirming_views, created_at_micros)
      select md5('e' || i) || md5('f' || i), 'run ' || 1 + i %% %s, 'c', 'denial-rate', 1,
             'DENIAL_RATE', 'share', 'total', '{"payer":"Payer","cpt_group":"GROUP"}',
             md5('s' || i) || md5('t' || i), 'benchmark', date '2025-10-03',
             date '2026-01-01', date '2026-01-01', date '2026-01-15', 0.1, 0.3, 0.2, 'DEGRADING',
             0.4, 0.5, 580, 62, 3, 21, '', '', '', 0
      from generate_series(cast(%s as bigint), cast(%s as bigint)) i
      """;

  private final HikariDataSource pool;
  private final int runs;

  private MigrationBenchmark(HikariDataSource pool, int events) {
    this.pool = pool;
    this.runs = Math.max(1, events / EVENTS_OF_A_RUN);
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments number of events, 2,000,000 by default
   * @throws Exception if the database fails
   */
  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    try (EmbeddedPostgres server = server();
        HikariDataSource pool = pool(server)) {
      System.exit(new MigrationBenchmark(pool, events).run(events) ? 0 : 1);
    }
  }

  /**
   * Commits are waited for, as in production; only the disk is not, which is not ours to measure.
   */
  private static EmbeddedPostgres server() throws Exception {
    return EmbeddedPostgres.builder()
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("fsync", "off")
        .setServerConfig("max_wal_size", "8GB")
        .start();
  }

  private static HikariDataSource pool(EmbeddedPostgres server) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    config.setMaximumPoolSize(10);
    return new HikariDataSource(config);
  }

  private boolean run(int events) throws Exception {
    DriftMigrations migrations = DriftMigrations.on(pool);
    migrations.migrate();
    execute(backToTables());
    fill(events);
    System.out.printf(
        Locale.ROOT, "%,d events, %s; 4 writers, 1 reader%n", events, sizeOfTheTable());
    load("nothing else", () -> Thread.sleep(5_000));
    Load.Figures migrated = load("V2 and V3", () -> print(migrations.migrate()));
    migrations.validate();
    execute(backToTables());
    Load.Figures plain = load("a plain unique index", () -> execute(plainIndex()));
    return judge(migrated, plain);
  }

  private static boolean judge(Load.Figures migrated, Load.Figures plain) {
    boolean isVoid = plain.writes().longest().compareTo(SHORTEST_PLAIN_STALL) < 0;
    boolean isFine =
        migrated.failures() == 0 && migrated.writes().longest().compareTo(LONGEST_STALL) <= 0;
    System.out.println(
        isVoid
            ? "void: the plain index did not stop the writers for a second"
            : isFine
                ? "no write failed, none was stalled for 500 ms"
                : "the migration was noticed");
    return isFine && !isVoid;
  }

  private Load.Figures load(String beside, Load.Work work) throws Exception {
    Load.Figures figures = new Load(pool, runs, 4).beside(work);
    System.out.println(beside + ": " + figures);
    return figures;
  }

  private static void print(MigrationReport report) {
    report
        .applied()
        .forEach(
            applied ->
                System.out.println(
                    "  V" + applied.version() + " took " + applied.duration().toMillis() + " ms"));
  }

  /** As the database is before V2. */
  private static String[] backToTables() {
    return new String[] {
      "alter table drift_event drop constraint if exists drift_event_once",
      "drop index if exists drift_event_once",
      "delete from drift_schema_history where version > '1'"
    };
  }

  private static String[] plainIndex() {
    return new String[] {
      """
      create unique index drift_event_once
      on drift_event (run_id, metric_id, segment_key)
      """
    };
  }

  private void fill(int events) throws SQLException {
    execute(
        String.format(Locale.ROOT, RUNS, runs),
        String.format(Locale.ROOT, EVENTS, runs, "1", String.valueOf(events)));
    execute("vacuum analyze drift_event", "checkpoint");
  }

  private String sizeOfTheTable() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select pg_size_pretty(pg_total_relation_size('drift_event'))")) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}

package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.backToTables;
import static io.drift4j.migrations.DriftMigrationsContract.history;
import static io.drift4j.migrations.DriftMigrationsContract.insertEvent;
import static io.drift4j.migrations.DriftMigrationsContract.insertRun;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What happens to building the index on a live PostgreSQL: each fault is seen to have met the build
 * by the database itself, and ends in success of the next call or in an error that says what to do.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 150, threadMode = SEPARATE_THREAD)
final class PostgresqlFaultsTest {

  /** What an open transaction of a writer has done. */
  private static final String WRITE = "update drift_event set severity = 0.5 where event_id = 'e1'";

  private static final String BUILDING =
      "select count(*) from pg_stat_progress_create_index where datname = current_database()"
          + " and phase like 'waiting%'";

  private static final String VALID =
      "select indisvalid from pg_index where indexrelid = to_regclass('drift_event_once')";

  @TempDir Path directory;

  @Test
  void goesOnAfterAProcessWasKilledInTheMiddleOfTheBuild() throws Exception {
    TestDatabase database = withAnEvent();
    CompletableFuture<MigrationReport> next;
    try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
      Process killed = MigratingProcess.start(database, directory.resolve("killed"));
      await(database, BUILDING, "1");
      assertThat(killed.destroyForcibly().waitFor()).isEqualTo(137);
      assertThat(Sql.rows(database, BUILDING)).as("the server goes on").containsExactly("1");
      next = migrating(DriftMigrations.on(database.dataSource()));
    }
    assertThat(versions(next.join())).containsExactly("2", "3");
    assertThatEventsAreSingle(database);
  }

  @Test
  void buildsAgainAfterItsServerProcessWasTerminated() throws Exception {
    TestDatabase database = withAnEvent();
    try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
      CompletableFuture<MigrationReport> terminated =
          migrating(DriftMigrations.on(database.dataSource()));
      await(database, BUILDING, "1");
      Sql.rows(
          database,
          "select pg_terminate_backend(pid) from pg_stat_progress_create_index"
              + " where datname = current_database()");
      assertThatIsRefused(terminated)
          .withMessageStartingWith("DRIFT-MIG-011 the connection to the database was lost: ")
          .withMessageEndingWith(
              "; what is unfinished is done again when you call migrate() again");
      assertThat(Sql.rows(database, VALID)).containsExactly("f");
    }
    assertThatTheNextCallFinishes(database);
  }

  @Test
  void waitsForAWriterWhileOthersWrite() throws Exception {
    TestDatabase database = withAnEvent();
    CompletableFuture<MigrationReport> migration;
    try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
      migration = migrating(DriftMigrations.on(database.dataSource()));
      await(database, BUILDING, "1");
      long begin = System.nanoTime();
      insertEvent(database, "e2", "t");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
      assertThat(migration).isNotDone();
    }
    assertThat(versions(migration.join())).containsExactly("2", "3");
    assertThatEventsAreSingle(database);
  }

  /** A report or a backup that reads something else altogether. */
  @Test
  void waitsForASnapshotOfAnotherTable() throws Exception {
    TestDatabase database = withAnEvent();
    Sql.execute(database, "create table report (id integer)");
    CompletableFuture<MigrationReport> migration;
    try (OpenTransaction snapshot =
        OpenTransaction.of(
            database,
            "set transaction isolation level repeatable read",
            "select count(*) from report")) {
      migration = migrating(DriftMigrations.on(database.dataSource()));
      await(database, BUILDING, "1");
      assertThat(migration).isNotDone();
    }
    assertThat(versions(migration.join())).containsExactly("2", "3");
    assertThatEventsAreSingle(database);
  }

  @Test
  void namesTheTransactionForWhichItWaitedLongEnough() throws Exception {
    TestDatabase database = withAnEvent();
    try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
      assertThatIsRefused(
              migrating(DriftMigrations.on(database.dataSource()).maxWait(Duration.ofMillis(500))))
          .withMessageMatching(
              "DRIFT-MIG-005 a lock was not obtained: ERROR: canceling statement due to lock"
                  + " timeout \\(SQLState 55P03, code 0\\); open transactions: process \\d+ of"
                  + " \"PostgreSQL JDBC Driver\" \\(idle in transaction since .* UTC\\); nothing is"
                  + " broken, call migrate\\(\\) again");
      assertThat(Sql.rows(database, VALID)).containsExactly("f");
    }
    assertThatTheNextCallFinishes(database);
  }

  /** Also the timeouts that a session brings along, which a pool would hand to somebody else. */
  @Test
  void leavesTheSessionAsItWas() throws Exception {
    TestDatabase database = withAnEvent();
    try (Connection session = with(database, "lock_timeout=7s").dataSource().getConnection()) {
      DriftMigrations migrations = DriftMigrations.on(PoolOfOne.of(session));
      try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
        assertThatIsRefused(migrating(migrations.maxWait(Duration.ofMillis(200))))
            .withMessageStartingWith("DRIFT-MIG-005 ");
        assertThat(setting(session, "lock_timeout")).isEqualTo("7s");
      }
      assertThat(versions(migrations.migrate())).containsExactly("2", "3");
      assertThat(setting(session, "lock_timeout")).isEqualTo("7s");
      assertThat(session.getAutoCommit()).isTrue();
    }
  }

  @Test
  void isNotCutShortByTheLockTimeoutOfTheSession() throws Exception {
    TestDatabase database = withAnEvent();
    TestDatabase impatient = with(database, "lock_timeout=50ms");
    CompletableFuture<MigrationReport> migration;
    try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
      migration = migrating(DriftMigrations.on(impatient.dataSource()));
      await(database, BUILDING, "1");
      Thread.sleep(300); // several times what the session would wait
      assertThat(migration).isNotDone();
    }
    assertThat(versions(migration.join())).containsExactly("2", "3");
  }

  @Test
  void saysThatAStatementTimeoutCancelledTheBuild() throws Exception {
    TestDatabase database = withAnEvent();
    TestDatabase impatient = with(database, "statement_timeout=1500ms");
    try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
      CompletableFuture<MigrationReport> cancelled =
          migrating(DriftMigrations.on(impatient.dataSource()));
      await(database, BUILDING, "1");
      assertThatIsRefused(cancelled)
          .withMessage(
              "DRIFT-MIG-015 the database cancelled a migration: ERROR: canceling statement due to"
                  + " statement timeout (SQLState 57014, code 0); what is unfinished is done again;"
                  + " raise the statement timeout of the user, or ask who cancelled it, then call"
                  + " migrate() again");
    }
    assertThatTheNextCallFinishes(database);
  }

  /** Every attempt makes writers queue for the lock timeout, hence no longer. */
  @Test
  void givesUpInFrontOfALongReaderWithoutAFailedWrite() throws Exception {
    TestDatabase database = withAnEvent();
    try (OpenTransaction reader =
        OpenTransaction.of(database, "lock table drift_event in access share mode")) {
      try (Writer writer = new Writer(database)) {
        assertThatIsRefused(
                migrating(
                    DriftMigrations.on(database.dataSource()).lockTimeout(Duration.ofMillis(200))))
            .withMessageStartingWith("DRIFT-MIG-005 a lock was not obtained: ")
            .withMessageContaining("; open transactions: process ");
        assertThat(writer.stop()).isLessThan(Duration.ofMillis(1_500));
      }
      assertThat(Sql.rows(database, VALID)).containsExactly("t");
    }
    assertThat(versions(DriftMigrations.on(database.dataSource()).migrate())).containsExactly("3");
    assertThatEventsAreSingle(database);
  }

  /** Flyway gives up after 50 tries, a second apart; whoever sets a shorter wait is told then. */
  @Tag("slow")
  @Test
  void waitsLongerForAnotherNodeThanFlywayDoes() throws Exception {
    TestDatabase database = withAnEvent();
    CompletableFuture<MigrationReport> one;
    CompletableFuture<MigrationReport> other;
    long begin = System.nanoTime();
    try (OpenTransaction writer = OpenTransaction.of(database, WRITE)) {
      one = migrating(DriftMigrations.on(database.dataSource()));
      await(database, BUILDING, "1");
      other = migrating(DriftMigrations.on(database.dataSource()));
      assertThatIsRefused(
              migrating(DriftMigrations.on(database.dataSource()).maxWait(Duration.ofSeconds(1))))
          .withMessageStartingWith("DRIFT-MIG-006 another process is still migrating; open")
          .withMessageContaining("waiting for")
          .withMessageEndingWith("; wait for it, then call migrate() again");
      Thread.sleep(5_000);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(54));
      assertThat(other).isNotDone();
    }
    assertThat(versions(one.join())).containsExactly("2", "3");
    assertThat(other.join().applied()).isEmpty();
    assertThatEventsAreSingle(database);
  }

  @Test
  void letsOneOfFourProcessesRepairWhatAnInterruptedBuildLeft() throws Exception {
    TestDatabase database = withAnEvent();
    insertEvent(database, "e2", "s");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                Sql.execute(
                    database,
                    "create unique index concurrently drift_event_once"
                        + " on drift_event (run_id, metric_id, segment_key)"));
    assertThat(Sql.rows(database, VALID)).containsExactly("f");
    assertThatIsRefused(migrating(DriftMigrations.on(database.dataSource())))
        .withMessageStartingWith("DRIFT-MIG-002 events stored more than once: 1, ")
        .withMessageContaining("run/x/s (e1, e2)");
    Sql.execute(database, "delete from drift_event where event_id = 'e2'");
    assertThat(inProcesses(database, 4)).containsExactlyInAnyOrder("2", "3");
    assertThatEventsAreSingle(database);
  }

  private List<String> inProcesses(TestDatabase database, int count) throws Exception {
    List<Process> processes = new ArrayList<>();
    List<Path> files =
        IntStream.range(0, count).mapToObj(i -> directory.resolve("process" + i)).toList();
    for (Path file : files) {
      processes.add(MigratingProcess.start(database, file));
    }
    List<String> applied = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assertThat(processes.get(i).waitFor()).isZero();
      applied.addAll(Files.readAllLines(files.get(i)));
    }
    return applied;
  }

  /** The benchmark of the examples does this with 2,000,000 events and measures. */
  @Test
  void isNotNoticedByWritersOfAFilledTable() throws Exception {
    TestDatabase database = withAnEvent();
    Sql.execute(
        database,
        """
        insert into drift_event
        select (jsonb_populate_record(e, jsonb_build_object('event_id', 'n' || i, 'segment_key', 'n' || i))).*
        from drift_event e, generate_series(1, 100000) i where e.event_id = 'e1'
        """);
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(new Writer(database));
    }
    assertThat(versions(DriftMigrations.on(database.dataSource()).migrate()))
        .containsExactly("2", "3");
    for (Writer writer : writers) {
      assertThat(writer.stop()).isLessThan(Duration.ofSeconds(1));
    }
    assertThatEventsAreSingle(database);
  }

  // ---- the stage

  /** As after V1, with one event. */
  private static TestDatabase withAnEvent() throws SQLException {
    TestDatabase database = TestDatabases.postgresql();
    DriftMigrations.on(database.dataSource()).migrate();
    backToTables(database);
    insertRun(database);
    insertEvent(database, "e1", "s");
    return database;
  }

  private static CompletableFuture<MigrationReport> migrating(DriftMigrations migrations) {
    return CompletableFuture.supplyAsync(migrations::migrate, task -> new Thread(task).start());
  }

  private static ThrowableAssertAlternative<DriftMigrationException> assertThatIsRefused(
      CompletableFuture<MigrationReport> migration) {
    return assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(
            () -> {
              try {
                migration.join();
              } catch (CompletionException e) {
                throw e.getCause();
              }
            });
  }

  private static void assertThatTheNextCallFinishes(TestDatabase database) throws SQLException {
    assertThat(versions(DriftMigrations.on(database.dataSource()).migrate()))
        .containsExactly("2", "3");
    assertThatEventsAreSingle(database);
  }

  private static void assertThatEventsAreSingle(TestDatabase database) throws SQLException {
    DriftMigrations.on(database.dataSource()).validate();
    assertThat(history(database)).hasSize(3);
    assertThat(Sql.rows(database, VALID)).containsExactly("t");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> insertEvent(database, "another", "s"))
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("23505"));
  }

  /** Sessions that begin with a setting, as a role or a URL gives it. */
  private static TestDatabase with(TestDatabase database, String setting) {
    String separator = database.url().contains("?") ? "&" : "?";
    String url = database.url() + separator + "options=-c%20" + setting;
    return TestDatabases.at(url, database.user(), database.password());
  }

  private static String setting(Connection session, String name) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void await(TestDatabase database, String query, String expected) throws Exception {
    while (!Sql.rows(database, query).equals(List.of(expected))) {
      Thread.sleep(20);
    }
  }

  /** Inserts events without a pause, each once; a failed one fails {@link #stop}. */
  private static final class Writer implements AutoCloseable {

    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CompletableFuture<Duration> longest;

    Writer(TestDatabase database) {
      String name = "w" + System.identityHashCode(this) + "-";
      longest =
          CompletableFuture.supplyAsync(
              () -> write(database, name), task -> new Thread(task).start());
    }

    private Duration write(TestDatabase database, String name) {
      String sql =
          """
          insert into drift_event
          select (jsonb_populate_record(e, jsonb_build_object('event_id', ?, 'segment_key', ?))).*
          from drift_event e where e.event_id = 'e1'
          """;
      long longest = 0;
      try (Connection connection = database.dataSource().getConnection();
          var statement = connection.prepareStatement(sql)) {
        for (int i = 0; !isOver.get(); i++) {
          long begin = System.nanoTime();
          statement.setString(1, name + i);
          statement.setString(2, name + i);
          assertThat(statement.executeUpdate()).isOne();
          longest = Math.max(longest, System.nanoTime() - begin);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return Duration.ofNanos(longest);
    }

    /** How long the longest write took. */
    Duration stop() {
      isOver.set(true);
      return longest.join();
    }

    @Override
    public void close() {
      stop();
    }
  }
}

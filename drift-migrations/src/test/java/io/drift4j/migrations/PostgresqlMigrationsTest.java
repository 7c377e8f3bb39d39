package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract, and what only PostgreSQL has: concurrent index builds, lock queues and roles. */
final class PostgresqlMigrationsTest extends DriftMigrationsContract {

  private static final String CREATE_INDEX =
      """
      create unique index concurrently drift_event_once
      on drift_event (run_id, metric_id, segment_key)
      """;

  /** What a reader holds after its query; the query itself would leave a snapshot too. */
  private static final String LOCK_OF_A_READER = "lock table drift_event in access share mode";

  @Override
  TestDatabase empty() {
    return TestDatabases.postgresql();
  }

  @Test
  void replacesTheInvalidIndexThatAnInterruptedBuildLeft() throws SQLException {
    TestDatabase database = withDuplicate();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Sql.execute(database, CREATE_INDEX));
    assertThat(isValid(database)).isEqualTo("f");
    Sql.execute(database, "delete from drift_event where event_id = 'e2'");
    assertThat(versions(migrate(database))).containsExactly("2", "3");
    assertThat(isValid(database)).isEqualTo("t");
  }

  @Test
  void acceptsAnIndexThatWasBuiltButNotRecorded() throws SQLException {
    TestDatabase database = withTablesOnly();
    Sql.execute(database, CREATE_INDEX);
    assertThat(versions(migrate(database))).containsExactly("2", "3");
  }

  @Test
  void refusesAnotherIndexOfTheSameName() throws SQLException {
    TestDatabase database = withTablesOnly();
    Sql.execute(database, "create index drift_event_once on drift_event (run_id)");
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(database))
        .withMessage(
            "DRIFT-MIG-003 index drift_event_once is not a valid unique index on drift_event"
                + " (run_id, metric_id, segment_key); drop it and call migrate() again");
    Sql.execute(database, "drop index drift_event_once");
    assertThat(versions(migrate(database))).containsExactly("2", "3");
  }

  @Test
  @Timeout(value = 120, threadMode = SEPARATE_THREAD)
  void triesAgainWhenAReaderIsInTheWay() throws Exception {
    TestDatabase database = withTablesOnly();
    try (Connection reader = database.dataSource().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute(LOCK_OF_A_READER);
      CompletableFuture<MigrationReport> migration =
          CompletableFuture.supplyAsync(() -> migrate(database));
      awaitWaiting(database, "1");
      awaitWaiting(database, "0");
      reader.commit();
      assertThat(versions(migration.get(60, TimeUnit.SECONDS))).containsExactly("3");
    }
    assertThat(history(database)).hasSize(3);
  }

  @Test
  void saysThatNothingIsBrokenWhenALockWasNotObtained() throws SQLException {
    TestDatabase database = withTablesOnly();
    try (Connection reader = database.dataSource().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute(LOCK_OF_A_READER);
      FlywayException thrown = new FlywayException("said by Flyway", lockTimeout(database));
      assertThat(Obstacle.of(thrown)).isEqualTo(Obstacle.PASSING);
      assertThat(Explanation.of(thrown, target(database)))
          .hasMessageMatching(
              "DRIFT-MIG-005 a lock was not obtained: ERROR: canceling statement due to lock"
                  + " timeout \\(SQLState 55P03, code 0\\); open transactions: process \\d+ of"
                  + " \"PostgreSQL JDBC Driver\" \\(idle in transaction since [-0-9]+ [:0-9]+ UTC\\);"
                  + " nothing is broken, call migrate\\(\\) again");
    }
  }

  private static SQLException lockTimeout(TestDatabase database) {
    return catchThrowableOfType(
        SQLException.class,
        () -> Sql.execute(database, "set lock_timeout = '20ms'", "drop table drift_event cascade"));
  }

  @Test
  @Timeout(value = 20, threadMode = SEPARATE_THREAD)
  void saysAtOnceThatTheUserMayNotCreateTables() throws SQLException {
    TestDatabase database = empty();
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(asApplication(database)))
        .withMessage(
            "DRIFT-MIG-004 the user may not create tables in the current schema; nothing was done;"
                + " grant it, or migrate as a user who may, or have the script of"
                + " DriftMigrations.sql(…) run and call adopt()");
  }

  @Test
  void letsAnApplicationThatMayOnlyReadTheHistoryCheckIt() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    TestDatabase application = asApplication(database);
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(application.dataSource()).validate())
        .withMessageStartingWith(
            "DRIFT-MIG-004 the user lacks a right on the tables: ERROR: permission denied for table"
                + " drift_schema_history (SQLState 42501, code 0);");
    Sql.execute(database, "grant select on drift_schema_history to " + application.user());
    assertThatNoException()
        .isThrownBy(() -> DriftMigrations.on(application.dataSource()).validate());
    assertThat(migrate(application).applied()).isEmpty();
  }

  @Test
  void saysThatItCannotConnect() {
    String nobodyListens = "jdbc:postgresql://localhost:1/nothing";
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(TestDatabases.at(nobodyListens, "nobody", "")))
        .withMessageStartingWith("DRIFT-MIG-011 cannot connect to the database: ")
        .withMessageEndingWith(" (SQLState 08001, code 0); check address, user and password");
  }

  /**
   * The text is Flyway's: no setting and no type tells that somebody else is migrating. He is at it
   * until we let him go on. How often Flyway tries is one number for the whole JVM, whoever set it
   * last: should that be the other's, we say so only after his 50 seconds.
   */
  @Test
  @Timeout(value = 120, threadMode = SEPARATE_THREAD)
  void knowsHowFlywaySaysThatSomebodyElseIsMigrating() throws Exception {
    TestDatabase database = empty();
    Files.writeString(directory.resolve("V1__slow.sql"), "select pg_advisory_xact_lock(4711);");
    CompletableFuture<MigrateResult> slow;
    try (Connection ours = database.dataSource().getConnection();
        Statement lock = ours.createStatement()) {
      lock.execute("select pg_advisory_lock(4711)");
      slow = CompletableFuture.supplyAsync(() -> host(database, 50).migrate());
      await(database, WAITING, "1");
      assertThatExceptionOfType(FlywayException.class)
          .isThrownBy(() -> host(database, 0).migrate())
          .satisfies(e -> assertThat(Obstacle.of(e)).isEqualTo(Obstacle.ANOTHER_MIGRATION));
    }
    assertThat(slow.get(60, TimeUnit.SECONDS).migrationsExecuted).isOne();
  }

  private static final String WAITING =
      """
      select count(*) from pg_locks
      where locktype = 'advisory' and objid = 4711 and not granted
      """;

  private Flyway host(TestDatabase database, int retries) {
    return Flyway.configure()
        .dataSource(database.dataSource())
        .locations("filesystem:" + directory)
        .lockRetryCount(retries)
        .load();
  }

  /** A user who may do nothing but connect. */
  private static TestDatabase asApplication(TestDatabase database) throws SQLException {
    String role = "app_of_" + Sql.rows(database, "select current_database()").get(0);
    Sql.execute(database, "create role " + role + " login password 'app'");
    return TestDatabases.at(database.url(), role, "app");
  }

  private static String isValid(TestDatabase database) throws SQLException {
    String query =
        "select indisvalid from pg_index where indexrelid = 'drift_event_once'::regclass";
    return Sql.rows(database, query).get(0);
  }

  private static void awaitWaiting(TestDatabase database, String count) throws Exception {
    await(
        database,
        "select count(*) from pg_locks where not granted and relation = 'drift_event'::regclass",
        count);
  }

  private static void await(TestDatabase database, String query, String expected) throws Exception {
    while (!Sql.rows(database, query).equals(List.of(expected))) {
      Thread.sleep(20);
    }
  }
}

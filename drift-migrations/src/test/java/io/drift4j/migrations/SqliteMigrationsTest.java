package io.drift4j.migrations;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The contract, and what only SQLite has: one schema, one writer, files that may only be read. */
final class SqliteMigrationsTest extends DriftMigrationsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.sqlite();
  }

  /** The harder case: without a write-ahead log those who read are in the way of one who writes. */
  @Override
  TestDatabase emptyForProcesses() {
    return TestDatabases.at("jdbc:sqlite:" + directory.resolve("drift.db"), "", "");
  }

  @Override
  @Test
  void usesTheSchemaItIsGiven() throws SQLException {
    TestDatabase database = empty();
    DriftMigrations main = DriftMigrations.on(database.dataSource()).schema("main");
    assertThat(versions(main.migrate())).containsExactly("1", "2", "3");
    main.validate();
    assertThat(migrate(database).applied()).isEmpty();
    assertThat(tables(database, "drift_")).hasSize(15);
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(database.dataSource()).schema("apart").migrate())
        .withMessage(
            "DRIFT-MIG-009 schema \"apart\" does not exist; create it first, or call"
                + " createSchema(true)");
  }

  @Override
  @Test
  void listsDuplicatesInTheSchemaItIsGiven() throws SQLException {
    TestDatabase database = withDuplicate();
    assertThatDuplicateIsReported(
        database, "main", () -> DriftMigrations.on(database.dataSource()).schema("main").migrate());
  }

  /** The driver tells columns by one statement, of which SQLite takes no more than 500 parts. */
  @Test
  void migratesAFileWithManyColumnsOfAHost() throws SQLException {
    TestDatabase database = empty();
    for (int table = 0; table < 3; table++) {
      String columns =
          IntStream.range(0, 200).mapToObj(i -> "c" + i + " integer").collect(joining(", "));
      Sql.execute(database, "create table host_" + table + " (" + columns + ")");
    }
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
    DriftMigrations.on(database.dataSource()).validate();
  }

  @Test
  void leavesNothingOfAMigrationThatFails() throws SQLException {
    TestDatabase database = empty();
    Sql.execute(database, "create table drift_event_view (id integer)");
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(database))
        .withMessageStartingWith("DRIFT-MIG-009 the database refused a migration: [SQLITE_ERROR]")
        .withMessageContaining(
            "(table drift_event_view already exists) (code 1); remove the cause");
    assertThat(tables(database, "drift_"))
        .containsExactly("drift_event_view", "drift_schema_history");
    Sql.execute(database, "drop table drift_event_view");
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
  }

  @Test
  @Timeout(value = 120, threadMode = SEPARATE_THREAD)
  void triesAgainWhileSomebodyElseWrites() throws Exception {
    TestDatabase database = withTablesOnly();
    TestDatabase impatient = impatient(database);
    try (Connection writer = database.dataSource().getConnection();
        Statement statement = writer.createStatement()) {
      statement.execute("begin immediate");
      CompletableFuture<MigrationReport> migration =
          CompletableFuture.supplyAsync(() -> migrate(impatient));
      Thread.sleep(300);
      assertThat(migration).isNotDone();
      statement.execute("commit");
      assertThat(versions(migration.get(60, TimeUnit.SECONDS))).containsExactly("2", "3");
    }
  }

  @Test
  void saysThatNothingIsBrokenWhenSomebodyElseWrites() throws SQLException {
    TestDatabase database = withTablesOnly();
    try (Connection writer = database.dataSource().getConnection();
        Statement statement = writer.createStatement()) {
      statement.execute("begin immediate");
      FlywayException thrown = new FlywayException("said by Flyway", busy(database));
      assertThat(Obstacle.of(thrown)).isEqualTo(Obstacle.PASSING);
      assertThat(Explanation.of(thrown, target(database)))
          .hasMessage(
              "DRIFT-MIG-005 a lock was not obtained: [SQLITE_BUSY] The database file is locked"
                  + " (database is locked) (code 5); nothing is broken, call migrate() again");
    }
  }

  private static SQLException busy(TestDatabase database) {
    return catchThrowableOfType(
        SQLException.class, () -> Sql.execute(impatient(database), "drop table drift_event"));
  }

  /** Waits a millisecond for those who write, instead of seconds. */
  private static TestDatabase impatient(TestDatabase database) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(1);
    return configured(database, config);
  }

  @Test
  @Timeout(value = 20, threadMode = SEPARATE_THREAD)
  void saysAtOnceThatTheUserMayNotCreateTables() throws SQLException {
    TestDatabase database = withTablesOnly();
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(readOnly(database)))
        .withMessage(
            "DRIFT-MIG-004 the user may not create tables in the current schema; nothing was done;"
                + " grant it, or migrate as a user who may, or have the script of"
                + " DriftMigrations.sql(…) run and call adopt()");
  }

  @Test
  void saysThatTheFileMayOnlyBeRead() throws SQLException {
    TestDatabase database = withTablesOnly();
    SQLException refused =
        catchThrowableOfType(
            SQLException.class, () -> Sql.execute(readOnly(database), "drop table drift_event"));
    assertThat(Explanation.of(new FlywayException("said by Flyway", refused), target(database)))
        .hasMessageStartingWith("DRIFT-MIG-004 the user lacks a right on the tables: [SQLITE_READ")
        .hasMessageEndingWith(" (code 8); grant it or migrate as another");
  }

  @Test
  void letsAnApplicationThatMayOnlyReadCheckTheTables() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    TestDatabase application = readOnly(database);
    assertThatNoException()
        .isThrownBy(() -> DriftMigrations.on(application.dataSource()).validate());
    assertThat(migrate(application).applied()).isEmpty();
  }

  private static TestDatabase readOnly(TestDatabase database) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return configured(database, config);
  }

  private static TestDatabase configured(TestDatabase database, SQLiteConfig config) {
    SQLiteDataSource dataSource = new SQLiteDataSource(config);
    dataSource.setUrl(database.url());
    return new TestDatabase(database.name(), database.url(), "", "", dataSource);
  }
}

package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract, and what MariaDB and MySQL have in common: statements that commit, their locks. */
abstract class MysqlFamilyContract extends DriftMigrationsContract {

  @Test
  void finishesTablesThatAFailureLeftHalfDone() throws SQLException {
    TestDatabase database = empty();
    Sql.execute(database, "create table drift_event_view (id integer)");
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(database))
        .withMessageStartingWith("DRIFT-MIG-009 the database refused a migration: ")
        .withMessageEndingWith(
            "(SQLState HY000, code 1347); remove the cause and call migrate() again")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    assertThat(tables(database, "drift_")).hasSize(14);
    Sql.execute(database, "drop table drift_event_view");
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
  }

  @Test
  void acceptsAnIndexThatWasBuiltButNotRecorded() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.execute(database, "delete from drift_schema_history where version > '1'");
    assertThat(versions(migrate(database))).containsExactly("2", "3");
  }

  @Test
  void showsTimestampsInUtcWhateverTheSessionsTimeZone() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertEventCreatedAt(database, CREATED);
    TestDatabase elsewhere = database.with("sessionVariables=time_zone='-05:00'");
    assertThat(Sql.rows(elsewhere, "select @@time_zone")).containsExactly("-05:00");
    assertThat(createdAt(elsewhere)).isEqualTo(CREATED);
  }

  /** Whoever waits for the lock makes all others queue: by default for a day. */
  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void givesUpInFrontOfALongReaderAndLeavesTheSessionAsItWas() throws Exception {
    TestDatabase database = withTablesOnly();
    TestDatabase patient = database.with("sessionVariables=lock_wait_timeout=777");
    try (Connection session = patient.dataSource().getConnection()) {
      DriftMigrations migrations = DriftMigrations.on(PoolOfOne.of(session));
      try (OpenTransaction reader = OpenTransaction.of(database, "select * from drift_event")) {
        assertThatExceptionOfType(DriftMigrationException.class)
            .isThrownBy(migrations::migrate)
            .withMessageStartingWith("DRIFT-MIG-005 a lock was not obtained: ");
      }
      assertThat(lockWaitTimeout(session)).isEqualTo(777);
      assertThat(versions(migrations.migrate())).containsExactly("2", "3");
      assertThat(lockWaitTimeout(session)).isEqualTo(777);
    }
  }

  private static int lockWaitTimeout(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("select @@session.lock_wait_timeout")) {
      row.next();
      return row.getInt(1);
    }
  }
}

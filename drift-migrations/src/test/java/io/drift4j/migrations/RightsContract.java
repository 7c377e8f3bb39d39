package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A service whose user may read and write rows, and somebody else who runs the script: what its
 * heading says that the service needs is enough.
 */
abstract class RightsContract {

  private static final List<String> TABLES =
      List.of(
          "customer",
          "run",
          "run_count",
          "event",
          "verdict",
          "segment",
          "watch",
          "episode",
          "look",
          "notice",
          "notice_cursor",
          "judgement");

  TestDatabase database;
  String schema;
  DriftMigrations service;

  /** A new empty database, for a user who may do everything. */
  abstract TestDatabase empty();

  /** Lets a user find what is in the schema, but not use it. */
  abstract void grantUsage(String user) throws SQLException;

  @BeforeEach
  void createUserAndSchema() throws SQLException {
    database = empty();
    schema = EmptyDatabase.newSchemaName(database);
    Sql.execute(
        database,
        "create schema \"%s\"".formatted(schema),
        "create user %s %s 'app'".formatted(user(), withPassword()));
    grantUsage(user());
    service =
        DriftMigrations.on(TestDatabases.at(url(), user(), "app").dataSource()).schema(schema);
  }

  /** Where the service connects to. */
  String url() {
    return database.url();
  }

  String user() {
    return schema.replace("Drift-", "app_of_");
  }

  String withPassword() {
    return "password";
  }

  @Test
  void recordsAndChecksWhatSomebodyElseMade() throws SQLException {
    runScript();
    assertThat(service.status().isUpToDate()).isFalse();
    assertThat(versions(service.adopt())).containsExactly("1", "2", "3");
    service.validate();
    assertThat(service.status().isUpToDate()).isTrue();
    assertThat(service.adopt().applied()).isEmpty();
    assertThat(service.migrate().applied()).isEmpty();
  }

  /** Some databases hide what a user may not read: better refused than passed over. */
  @Test
  void passesOverNothingThatIsHidden() throws SQLException {
    runScript();
    Sql.execute(
        database, "revoke select on \"%s\".drift_event_view from %s".formatted(schema, user()));
    if (isHiddenWithoutRights()) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(service::adopt)
          .withMessageStartingWith(
              "DRIFT-MIG-012 the catalogue lacks what the migrations bring: view event_view; ");
      assertThat(history()).isEmpty();
    } else {
      assertThat(versions(service.adopt())).containsExactly("1", "2", "3");
    }
  }

  boolean isHiddenWithoutRights() {
    return false;
  }

  @Test
  void saysWhoMayApplyWhatIsPending() throws SQLException {
    runScript();
    assertThatItMayNotCreate(service::migrate);
    assertThat(history()).isEmpty();
    assertThat(versions(service.adopt())).containsExactly("1", "2", "3");
  }

  @Test
  void saysWhoMayApplyWhatALaterVersionBrings() throws SQLException {
    DriftMigrations.on(database.dataSource()).schema(schema).migrate();
    grantRows();
    Sql.execute(
        database,
        "delete from \"%s\".\"drift_schema_history\" where \"version\" = '3'".formatted(schema));
    List<String> before = history();
    assertThatItMayNotCreate(service::migrate);
    assertThat(history()).isEqualTo(before);
  }

  @Test
  @Timeout(value = 20, threadMode = SEPARATE_THREAD)
  void saysSoAtOnceWhereTheSchemaIsEmpty() throws SQLException {
    assertThatItMayNotCreate(service::migrate);
    assertThat(Dialect.of(database).tablesIn(database, schema)).isEmpty();
  }

  @Test
  void createsNoSchema() {
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> service.schema("nobody-may").createSchema(true).migrate())
        .withMessageStartingWith("DRIFT-MIG-004 the user may not create schema \"nobody-may\": ")
        .withMessageEndingWith("; grant it, or create the schema as a user who may");
  }

  private void assertThatItMayNotCreate(ThrowingCallable migration) {
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(migration)
        .withMessage(
            "DRIFT-MIG-004 the user may not create tables in schema \"%s\"; nothing was done; grant"
                + " it, or migrate as a user who may, or have the script of DriftMigrations.sql(…)"
                + " run and call adopt()",
            schema);
  }

  private void runScript() throws SQLException {
    Statements.run(database, DriftMigrations.sql(vendor(), schema, "drift_"));
    grantRows();
  }

  private Vendor vendor() {
    return DriftMigrationsContract.target(database).vendor();
  }

  private void grantRows() throws SQLException {
    for (String table : TABLES) {
      grant("select, insert, update", "drift_" + table);
    }
    grant("select", "drift_event_view");
    grant("select", "drift_episode_view");
    grant(vendor().historyRights().replace(" and", ","), "\"drift_schema_history\"");
  }

  private void grant(String rights, String table) throws SQLException {
    Sql.execute(database, "grant %s on \"%s\".%s to %s".formatted(rights, schema, table, user()));
  }

  private List<String> history() throws SQLException {
    return Sql.rows(
        database, "select * from \"%s\".\"drift_schema_history\" order by 1".formatted(schema));
  }
}

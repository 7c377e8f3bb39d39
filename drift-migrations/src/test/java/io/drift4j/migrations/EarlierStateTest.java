package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.migrate;
import static io.drift4j.migrations.DriftMigrationsContract.tables;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables as they were before keys changed for the last time, made by the scripts of that state,
 * which stand among the resources of the tests.
 */
final class EarlierStateTest {

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isRefusedByNameAndLeftAlone(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    migrateAsThen(database, vendor);
    Set<String> before = catalogue(database);
    List<String> history = history(database);
    assertThatAllAreRefused(
        database, "other scripts than its own made them: [" + differing(vendor) + "]");
    assertThat(catalogue(database)).isEqualTo(before).contains("has event_dimension.event_id");
    assertThat(history(database)).isEqualTo(history).isNotEmpty();
  }

  /** What V3 does to most databases does not name the columns of the index. */
  private static String differing(Vendor vendor) {
    String always = "V1 tables, V2 event once index";
    return vendor == Vendor.H2 ? always + ", V3 event once constraint" : always;
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isToldByTheStatus(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    migrateAsThen(database, vendor);
    SchemaStatus status = DriftMigrations.on(database.dataSource()).status();
    assertThat(status.isUpToDate()).isFalse();
    assertThat(status.migrations())
        .filteredOn(migration -> migration.state() == SchemaStatus.State.EDITED)
        .map(SchemaStatus.Migration::toString)
        .containsExactly(differing(vendor).split(", "));
  }

  /** Somebody ran the statements by hand: there is no history that would tell. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isRefusedByNameWithoutAHistory(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    migrateAsThen(database, vendor);
    Sql.execute(database, "drop table \"drift_schema_history\"");
    Set<String> before = catalogue(database);
    assertThatAllAreRefused(database, "drift_run has a column subject_key");
    assertThat(catalogue(database)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isGoneWhenItsTablesAreDropped(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    migrateAsThen(database, vendor);
    Sql.execute(
        database,
        "drop view drift_event_view",
        "drop table drift_event_dimension",
        "drop table drift_event",
        "drop table drift_run",
        "drop table drift_customer",
        "drop table \"drift_schema_history\"");
    assertThat(tables(database, "drift_")).isEmpty();
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
    DriftMigrations.on(database.dataSource()).validate();
  }

  private static void migrateAsThen(TestDatabase database, Vendor vendor) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(database.dataSource())
            .table("drift_schema_history")
            .placeholders(Settings.defaults().placeholders())
            .locations("classpath:io/drift4j/migrations/earlier/" + vendor.folder());
    vendor.configure(configuration);
    configuration.load().migrate();
  }

  private static void assertThatAllAreRefused(TestDatabase database, String evidence) {
    DriftMigrations migrations = DriftMigrations.on(database.dataSource());
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(migrations::migrate, migrations::validate, migrations::adopt)) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(call)
          .withMessage(
              "DRIFT-MIG-008 the tables are of an earlier, unreleased state of this library (%s);"
                  + " nothing was done; nothing of that state was ever released: drop its tables"
                  + " and its view, whose names begin with drift_, with them drift_schema_history,"
                  + " and call migrate() again",
              evidence);
    }
  }

  private static Set<String> catalogue(TestDatabase database) {
    return Catalogue.of(DriftMigrationsContract.target(database));
  }

  private static List<String> history(TestDatabase database) throws SQLException {
    return Sql.rows(database, "select * from \"drift_schema_history\" order by 1");
  }
}

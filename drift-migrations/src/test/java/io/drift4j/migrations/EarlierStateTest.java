package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.migrate;
import static io.drift4j.migrations.DriftMigrationsContract.tables;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of states of this library that were never released, made by the scripts of then. */
final class EarlierStateTest {

  static Stream<Arguments> states() {
    return Arrays.stream(EarlierTables.values())
        .flatMap(state -> Arrays.stream(Vendor.values()).map(vendor -> arguments(state, vendor)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void isRefusedByNameAndLeftAlone(EarlierTables state, Vendor vendor) throws SQLException {
    TestDatabase database = state.on(vendor);
    Set<String> before = catalogue(database);
    List<String> history = history(database);
    assertThatAllAreRefused(
        database, "other scripts than its own made them: [" + state.differingScripts(vendor) + "]");
    assertThat(catalogue(database)).isEqualTo(before);
    assertThat(history(database)).isEqualTo(history).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("states")
  void isToldByTheStatus(EarlierTables state, Vendor vendor) {
    SchemaStatus status = DriftMigrations.on(state.on(vendor).dataSource()).status();
    assertThat(status.isUpToDate()).isFalse();
    assertThat(status.migrations())
        .filteredOn(migration -> migration.state() == SchemaStatus.State.EDITED)
        .map(SchemaStatus.Migration::toString)
        .containsExactly(state.differingScripts(vendor).split(", "));
  }

  /** Somebody ran the statements by hand: there is no history that would tell. */
  @ParameterizedTest
  @MethodSource("states")
  void isRefusedByNameWithoutAHistory(EarlierTables state, Vendor vendor) throws SQLException {
    TestDatabase database = state.on(vendor);
    Sql.execute(database, "drop table \"drift_schema_history\"");
    Set<String> before = catalogue(database);
    assertThatAllAreRefused(database, "drift_" + state.sign());
    assertThat(catalogue(database)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("states")
  void isGoneWhenItsTablesAreDropped(EarlierTables state, Vendor vendor) throws SQLException {
    TestDatabase database = state.on(vendor);
    state.drop(database);
    assertThat(tables(database, "drift_")).isEmpty();
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
    DriftMigrations.on(database.dataSource()).validate();
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

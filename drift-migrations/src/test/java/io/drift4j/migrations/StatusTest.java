package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.tables;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static io.drift4j.migrations.SchemaStatus.State.APPLIED;
import static io.drift4j.migrations.SchemaStatus.State.FAILED;
import static io.drift4j.migrations.SchemaStatus.State.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far the tables are, is told without changing them. */
final class StatusTest {

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void ofAnEmptyDatabase(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    assertThatStatesAre(database, PENDING, PENDING, PENDING);
    assertThat(tables(database, "")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void ofOneThatIsHalfMigrated(Vendor vendor) {
    assertThatStatesAre(EarlierVersion.of(vendor, "1"), APPLIED, PENDING, PENDING);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void ofAFailure(Vendor vendor) throws SQLException {
    TestDatabase database = EarlierVersion.of(vendor, "1");
    Sql.execute(
        database,
        """
        insert into "drift_schema_history" ("installed_rank", "version", "description", "type",
          "script", "checksum", "installed_by", "execution_time", "success")
        values (2, '2', 'event once index', 'SQL', 'V2__event_once_index.sql', 1, 'x', 1, false)
        """);
    assertThatStatesAre(database, APPLIED, FAILED, PENDING);
    DriftMigrations migrations = DriftMigrations.on(database.dataSource());
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(migrations::validate)
        .withMessageStartingWith(
            "DRIFT-MIG-001 the tables are not up to date: V2 failed, V3 is not applied; ");
    assertThat(versions(migrations.migrate())).containsExactly("2", "3");
    assertThat(migrations.status().isUpToDate()).isTrue();
  }

  /** Somebody went on by hand where an earlier migration had ended. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void ofWhatIsAdoptedAfterAStepByHand(Vendor vendor) throws SQLException {
    TestDatabase database = EarlierVersion.of(vendor, "1");
    String script = DriftMigrations.sql(vendor, null, "drift_");
    Statements.run(database, script.substring(script.indexOf("-- V2 ")));
    assertThatStatesAre(database, APPLIED, PENDING, PENDING);
    DriftMigrations migrations = DriftMigrations.on(database.dataSource());
    assertThat(versions(migrations.adopt())).containsExactly("2", "3");
    assertThat(migrations.adopt().applied()).isEmpty();
    assertThat(migrations.status().isUpToDate()).isTrue();
  }

  private static void assertThatStatesAre(TestDatabase database, SchemaStatus.State... states) {
    SchemaStatus status = DriftMigrations.on(database.dataSource()).status();
    assertThat(status.migrations())
        .extracting(SchemaStatus.Migration::state)
        .containsExactly(states);
    assertThat(status.lacking()).isEmpty();
    assertThat(status.isUpToDate()).isFalse();
  }
}

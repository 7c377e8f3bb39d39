package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The script for people brings what the migrations bring, and is recorded afterwards. */
final class ScriptTest {

  @ParameterizedTest
  @CsvSource({
    "H2, drift_", "H2, watch_2_",
    "POSTGRESQL, drift_", "POSTGRESQL, watch_2_",
    "SQLITE, drift_", "SQLITE, watch_2_",
    "MARIADB, drift_", "MARIADB, watch_2_",
    "MYSQL, drift_", "MYSQL, watch_2_"
  })
  void isRunAndRecorded(Vendor vendor, String prefix) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    Statements.run(database, DriftMigrations.sql(vendor, null, prefix));
    assertThatItIsRecorded(DriftMigrations.on(database.dataSource()).tablePrefix(prefix));
    Settings settings = Settings.defaults().withTablePrefix(prefix);
    assertThat(catalogue(database, settings)).isEqualTo(migrated(vendor, settings));
  }

  @ParameterizedTest
  @CsvSource({
    "H2, drift_", "H2, watch_2_",
    "POSTGRESQL, drift_", "POSTGRESQL, watch_2_",
    "MARIADB, drift_", "MARIADB, watch_2_",
    "MYSQL, drift_", "MYSQL, watch_2_"
  })
  void isRunAndRecordedInASchemaThatItCreates(Vendor vendor, String prefix) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    String schema = EmptyDatabase.newSchemaName(database);
    Statements.run(database, DriftMigrations.sql(vendor, schema, prefix));
    assertThatItIsRecorded(
        DriftMigrations.on(database.dataSource()).schema(schema).tablePrefix(prefix));
    Settings settings = Settings.defaults().withTablePrefix(prefix);
    assertThat(catalogue(database, settings)).isEmpty();
    assertThat(catalogue(database, settings.withSchema(schema)))
        .isEqualTo(migrated(vendor, settings));
  }

  private static void assertThatItIsRecorded(DriftMigrations migrations) {
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(migrations::validate)
        .withMessageStartingWith("DRIFT-MIG-001 the tables are not up to date: V1 is not applied");
    MigrationReport adopted = migrations.adopt();
    assertThat(versions(adopted)).containsExactly("1", "2", "3");
    assertThat(adopted.applied())
        .allSatisfy(applied -> assertThat(applied.duration()).isEqualTo(Duration.ZERO));
    assertThatNothingIsLeftToDo(migrations);
  }

  private static void assertThatNothingIsLeftToDo(DriftMigrations migrations) {
    migrations.validate();
    assertThat(migrations.migrate().applied()).isEmpty();
    assertThat(migrations.adopt().applied()).isEmpty();
    assertThat(migrations.status().isUpToDate()).isTrue();
  }

  /** The history table, which Flyway makes there, is compared as well. */
  private static Set<String> migrated(Vendor vendor, Settings settings) {
    TestDatabase database = EmptyDatabase.of(vendor);
    DriftMigrations.on(database.dataSource()).tablePrefix(settings.tablePrefix()).migrate();
    return catalogue(database, settings);
  }

  private static Set<String> catalogue(TestDatabase database, Settings settings) {
    return Catalogue.of(Target.of(database.dataSource(), settings));
  }

  /** Whoever runs it need not know what is a comment: none ends like a statement. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void hasNoCommentThatLooksLikeTheEndOfAStatement(Vendor vendor) {
    assertThat(DriftMigrations.sql(vendor, null, "drift_").lines())
        .filteredOn(line -> line.startsWith("--"))
        .isNotEmpty()
        .noneMatch(line -> line.endsWith(";"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
  void namesTheSchemaInTheHeading(Vendor vendor) {
    assertThat(DriftMigrations.sql(vendor, "Drift-2", "drift_").lines().findFirst())
        .contains(
            "-- The tables of Drift4j for %s, names beginning with drift_, in schema %s."
                .formatted(vendor.product(), vendor.quoted("Drift-2")));
  }

  @Test
  void knowsNoSchemaOnSqlite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DriftMigrations.sql(Vendor.SQLITE, "apart", "drift_"))
        .withMessage("SQLite has no schema but main, not \"apart\"; leave it out");
  }
}

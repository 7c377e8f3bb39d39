package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.inThreads;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A schema that is missing is created by those who ask for it. */
final class CreateSchemaTest {

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
  void createsItInManyThreads(Vendor vendor) throws Exception {
    TestDatabase database = EmptyDatabase.of(vendor);
    String schema = EmptyDatabase.newSchemaName(database);
    DriftMigrations migrations = on(database, schema).createSchema(true);
    assertThat(inThreads(8, () -> versions(migrations.migrate())))
        .flatMap(applied -> applied)
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(Dialect.of(database).tablesIn(database, schema)).hasSize(15);
    assertThat(Dialect.of(database).tables(database)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
  void leavesAloneOneThatIsThere(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    String schema = EmptyDatabase.newSchemaName(database);
    Sql.execute(
        database,
        "create schema \"%s\"".formatted(schema),
        "create table \"%s\".host (id integer)".formatted(schema));
    assertThat(versions(on(database, schema).createSchema(true).migrate()))
        .containsExactly("1", "2", "3");
    assertThat(on(database, schema).createSchema(true).migrate().applied()).isEmpty();
    assertThat(Dialect.of(database).tablesIn(database, schema)).hasSize(16).contains("host");
  }

  /** Whoever only looks creates none, even if asked to. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void namesOneThatIsMissing(Vendor vendor) {
    DriftMigrations migrations = on(EmptyDatabase.of(vendor), "nowhere");
    for (Runnable look :
        List.<Runnable>of(
            migrations::migrate,
            migrations.createSchema(true)::status,
            migrations.createSchema(true)::validate,
            migrations.createSchema(true)::adopt)) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(look::run)
          .withMessage(
              "DRIFT-MIG-009 schema \"nowhere\" does not exist; create it first, or call"
                  + " createSchema(true)");
    }
  }

  @Test
  void cannotCreateOneOnSqlite() {
    DriftMigrations migrations = on(TestDatabases.sqlite(), "apart").createSchema(true);
    assertThatIllegalArgumentException()
        .isThrownBy(migrations::migrate)
        .withMessage("SQLite has no schema but main, not \"apart\"; leave it out");
  }

  private static DriftMigrations on(TestDatabase database, String schema) {
    return DriftMigrations.on(database.dataSource()).schema(schema);
  }
}

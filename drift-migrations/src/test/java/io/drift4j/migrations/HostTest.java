package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.migrate;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A host that begins to use Flyway when the tables of Drift4j are there already. */
final class HostTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
  void doesNotNoticeTablesInASchemaOfTheirOwn(Vendor vendor) throws IOException {
    TestDatabase database = EmptyDatabase.of(vendor);
    DriftMigrations apart =
        DriftMigrations.on(database.dataSource())
            .schema(EmptyDatabase.newSchemaName(database))
            .createSchema(true);
    assertThat(versions(apart.migrate())).containsExactly("1", "2", "3");
    assertThat(host(database).migrate().migrationsExecuted).isOne();
    assertThat(apart.migrate().applied()).isEmpty();
    apart.validate();
    assertThat(host(database).migrate().migrationsExecuted).isZero();
  }

  /** The reason why a host's own migrations are to come first; the text is Flyway's. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void refusesASchemaThatHasTablesButNoHistoryOfItsOwn(Vendor vendor) throws IOException {
    TestDatabase database = EmptyDatabase.of(vendor);
    migrate(database);
    Flyway host = host(database);
    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(host::migrate)
        .withMessageStartingWith("Found non-empty schema(s) ")
        .withMessageContaining(" but no schema history table. Use baseline()");
    DriftMigrations.on(database.dataSource()).validate();
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void comesFirst(Vendor vendor) throws IOException {
    TestDatabase database = EmptyDatabase.of(vendor);
    DriftMigrations migrations = DriftMigrations.on(database.dataSource());
    try (HostClassPath host = HostClassPath.withMigrations(directory)) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(migrations::migrate)
          .withMessage(
              "DRIFT-MIG-017 the schema is empty, although the class path has migrations of the"
                  + " host (db/migration), which could not begin beside our tables; nothing was"
                  + " done; call migrate() after them, in Spring Boot with"
                  + " @DependsOnDatabaseInitialization on the bean, or name the schema with"
                  + " schema(…) where they are for another one");
      assertThat(host.flyway(database).migrate().migrationsExecuted).isOne();
      assertThat(versions(migrations.migrate())).containsExactly("1", "2", "3");
      assertThat(host.flyway(database).migrate().migrationsExecuted).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isNotWaitedForWhereTheSchemaHasTablesWithoutIt(Vendor vendor)
      throws IOException, SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    Sql.execute(database, "create table earlier (id integer)");
    try (HostClassPath ignored = HostClassPath.withMigrations(directory)) {
      assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
  void isNotWaitedForInASchemaThatIsNamed(Vendor vendor) throws IOException {
    TestDatabase database = EmptyDatabase.of(vendor);
    try (HostClassPath host = HostClassPath.withMigrations(directory)) {
      DriftMigrations apart =
          DriftMigrations.on(database.dataSource())
              .schema(EmptyDatabase.newSchemaName(database))
              .createSchema(true);
      assertThat(versions(apart.migrate())).containsExactly("1", "2", "3");
      assertThat(host.flyway(database).migrate().migrationsExecuted).isOne();
    }
  }

  private Flyway host(TestDatabase database) throws IOException {
    Files.writeString(directory.resolve("V1__host.sql"), "create table host (id integer);");
    return Flyway.configure()
        .dataSource(database.dataSource())
        .locations("filesystem:" + directory)
        .load();
  }
}

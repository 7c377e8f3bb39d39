package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How each version of Flyway fails that does not find its own parts, and what we say then. */
@Tag("flyway")
final class FlywayModuleTest {

  @TempDir Path directory;

  /** Otherwise the tests below would find fault with whatever they are given. */
  @Test
  void migratesIfEveryPartIsFound() throws Exception {
    assertThat(SpoiledFlyway.said(TestDatabases.h2(), directory, part -> true))
        .isEqualTo(List.of("1", "2", "3", "valid"));
  }

  @Test
  void saysThatNoPartIsFound() throws Exception {
    assertThatModuleIsMissing(TestDatabases.h2(), "H2", "flyway-core", part -> false);
    assertThatModuleIsMissing(
        TestDatabases.postgresql(), "PostgreSQL", "flyway-database-postgresql", part -> false);
  }

  @Test
  void saysThatThePartForTheProductIsNotFound() throws Exception {
    assertThatModuleIsMissing(
        TestDatabases.h2(), "H2", "flyway-core", part -> !part.endsWith(".H2DatabaseType"));
    assertThatModuleIsMissing(
        TestDatabases.sqlite(),
        "SQLite",
        "flyway-core",
        part -> !part.endsWith(".SQLiteDatabaseType"));
    assertThatModuleIsMissing(
        TestDatabases.postgresql(),
        "PostgreSQL",
        "flyway-database-postgresql",
        part -> !part.endsWith(".PostgreSQLDatabaseType"));
  }

  @Test
  void saysThatOnlyThePartsOfCoreAreFound() throws Exception {
    assertThatModuleIsMissing(
        TestDatabases.postgresql(),
        "PostgreSQL",
        "flyway-database-postgresql",
        part -> part.startsWith("org.flywaydb.core."));
    assertThatModuleIsMissing(
        TestDatabases.mariadb(),
        "MariaDB",
        "flyway-mysql",
        part -> part.startsWith("org.flywaydb.core."));
  }

  private void assertThatModuleIsMissing(
      TestDatabase database, String product, String artifact, Predicate<String> kept)
      throws Exception {
    assertThat(SpoiledFlyway.said(database, directory, kept))
        .isEqualTo(List.of(message(product, artifact)));
  }

  static String message(String product, String artifact) {
    return "DRIFT-MIG-007 Flyway finds no module for "
        + product
        + "; no table was touched; put org.flywaydb:"
        + artifact
        + " on the class path, of the version of flyway-core, and merge META-INF/services where jars"
        + " are made into one";
  }
}

package io.drift4j.migrations;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no particular vendor, and what compares them. */
final class DriftMigrationsTest {

  /** Nothing is lacking, and nothing is there that only one vendor has. */
  @Test
  void bringsTheSameColumnsKeysAndReferencesToEveryVendor() {
    for (TestDatabase database : vendors()) {
      DriftMigrations.on(database.dataSource()).migrate();
      Target target = Target.of(database.dataSource(), Settings.defaults());
      assertThat(Catalogue.lacking(target)).as(database.name()).isEmpty();
      assertThat(compared(Catalogue.of(target).stream()))
          .as(database.name())
          .containsExactlyInAnyOrderElementsOf(
              compared(Catalogue.expected(target.vendor(), List.of("1", "2", "3"))));
    }
  }

  /** But for the history, which is Flyway's, the views, and indexes under keys. */
  private static List<String> compared(Stream<String> lines) {
    return lines
        .filter(line -> line.matches("(column|key|reference) .*"))
        .filter(line -> !line.contains(" schema_history") && !line.matches("\\w+ \\w+_view.*"))
        .toList();
  }

  private static List<TestDatabase> vendors() {
    return List.of(
        TestDatabases.h2(),
        TestDatabases.postgresql(),
        TestDatabases.sqlite(),
        TestDatabases.mariadb());
  }

  /** What holds on MariaDB holds on MySQL, of which no server can be started here. */
  @Test
  void bringsTheTablesOfMariadbToMysqlButForTheCollation() {
    assertThat(statements("mysql/V1__tables.sql"))
        .contains("collate utf8mb4_0900_bin")
        .isEqualTo(
            statements("mariadb/V1__tables.sql")
                .replace("collate utf8mb4_nopad_bin", "collate utf8mb4_0900_bin"));
    assertThat(statements("mysql/V3__event_once_constraint.sql"))
        .isEqualTo(statements("mariadb/V3__event_once_constraint.sql"));
  }

  /** A script without its comments. */
  private static String statements(String path) {
    return new Script(path).lines().filter(line -> !line.startsWith("--")).collect(joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "_a", "1a", "Drift_", "drift-", "a b", "ä", "a\n", "a23456789012345678901x"})
  void refusesATablePrefixThatNeedsQuotesOrIsTooLong(String prefix) {
    DriftMigrations migrations = DriftMigrations.on(TestDatabases.h2().dataSource());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> migrations.tablePrefix(prefix))
        .withMessage("table prefix must match [a-z][a-z0-9_]{0,20}, not \"" + prefix + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.000999S", "PT-1S", "P20DT0.001S", "PT2562047788015215H"})
  void refusesToWaitForNoTimeOrForEver(Duration wait) {
    DriftMigrations migrations = DriftMigrations.on(TestDatabases.h2().dataSource());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> migrations.lockTimeout(wait))
        .withMessage("lock timeout must be from 1 ms to 20 days, not " + wait);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> migrations.maxWait(wait))
        .withMessage("longest wait must be from 1 ms to 20 days, not " + wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.001S", "P20D"})
  void waitsForTheShortestAndTheLongestTime(Duration wait) {
    for (TestDatabase database : vendors()) {
      DriftMigrations.on(database.dataSource()).lockTimeout(wait).maxWait(wait).migrate();
    }
  }

  @Test
  void migratesWithTheLongestPrefix() {
    for (TestDatabase database : vendors()) {
      DriftMigrations migrations =
          DriftMigrations.on(database.dataSource()).tablePrefix("a2345678901234567890x");
      assertThat(migrations.migrate().applied()).hasSize(3);
      migrations.validate();
    }
  }

  @Test
  void refusesAnUnknownProductByItsName() {
    DataSource informix =
        Disguise.product("Informix Dynamic Server", TestDatabases.h2().dataSource());
    DriftMigrations migrations = DriftMigrations.on(informix);
    for (Runnable call : List.<Runnable>of(migrations::migrate, migrations::validate)) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(call::run)
          .withMessage(
              "DRIFT-MIG-010 Informix Dynamic Server is not supported;"
                  + " supported: H2, PostgreSQL, SQLite, MariaDB, MySQL");
    }
  }

  /** Hosts bring a Flyway of their own, perhaps repackaged. */
  @Test
  void showsNoTypeOfFlyway() throws Exception {
    List<Class<?>> classes = publicClasses();
    assertThat(classes)
        .contains(DriftMigrations.class, Vendor.class)
        .contains(
            FlywayLog.Creator.class); // for Flyway alone, in a class that nobody else can name
    classes.remove(FlywayLog.Creator.class);
    assertThat(classes)
        .flatMap(type -> List.of(type.getMethods()))
        .filteredOn(method -> method.getDeclaringClass().getPackage() == Vendor.class.getPackage())
        .allSatisfy(method -> assertThat(method.toGenericString()).doesNotContain("flyway"));
  }

  /** Hosts scan this folder, down to the leaves. */
  @Test
  void keepsNothingWhereHostsLookForTheirOwnMigrations() {
    assertThat(classes().resolve("db")).doesNotExist();
    assertThat(classes().resolve("io/drift4j/migrations/h2/V1__tables.sql")).exists();
  }

  private static List<Class<?>> publicClasses() throws Exception {
    List<Class<?>> classes = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(classes().resolve("io/drift4j/migrations"), "*.class")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".class", "");
        classes.add(Class.forName("io.drift4j.migrations." + name));
      }
    }
    classes.removeIf(type -> !Modifier.isPublic(type.getModifiers()));
    return classes;
  }

  private static Path classes() {
    return Path.of(
        URI.create(
            DriftMigrations.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}

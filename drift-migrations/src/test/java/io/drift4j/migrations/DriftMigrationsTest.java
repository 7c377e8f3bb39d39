package io.drift4j.migrations;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no particular vendor, and what compares them. */
final class DriftMigrationsTest {

  @Test
  void bringsTheSameTablesAndColumnsToEveryVendor() throws SQLException {
    List<String> h2 = columns(TestDatabases.h2());
    assertThat(h2).hasSizeGreaterThan(80).contains("drift_event|segment_key|NO");
    assertThat(columns(TestDatabases.postgresql())).isEqualTo(h2);
    assertThat(columns(TestDatabases.sqlite())).isEqualTo(h2);
    assertThat(columns(TestDatabases.mariadb())).isEqualTo(h2);
  }

  private static List<String> columns(TestDatabase database) throws SQLException {
    DriftMigrations.on(database.dataSource()).migrate();
    return Dialect.of(database).columns(database).stream()
        .filter(column -> !column.startsWith("drift_schema_history|"))
        .toList();
  }

  /** What holds on MariaDB holds on MySQL, of which no server can be started here. */
  @Test
  void bringsTheTablesOfMariadbToMysqlButForTheCollation() throws IOException {
    assertThat(statements("mysql/V1__tables.sql"))
        .contains("collate utf8mb4_0900_bin")
        .isEqualTo(
            statements("mariadb/V1__tables.sql")
                .replace("collate utf8mb4_nopad_bin", "collate utf8mb4_0900_bin"));
    assertThat(statements("mysql/V3__event_once_constraint.sql"))
        .isEqualTo(statements("mariadb/V3__event_once_constraint.sql"));
  }

  /** A script without its comments. */
  private static String statements(String path) throws IOException {
    try (BufferedReader script = new BufferedReader(new Script(path).read())) {
      return script.lines().filter(line -> !line.startsWith("--")).collect(joining("\n"));
    }
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

  @Test
  void migratesWithTheLongestPrefix() {
    for (TestDatabase database :
        List.of(
            TestDatabases.h2(),
            TestDatabases.postgresql(),
            TestDatabases.sqlite(),
            TestDatabases.mariadb())) {
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
}

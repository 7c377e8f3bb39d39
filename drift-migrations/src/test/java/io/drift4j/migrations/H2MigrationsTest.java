package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, and what only H2 has: its functions are those of the process that serves it. */
final class H2MigrationsTest extends DriftMigrationsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.h2();
  }

  /** Not in the directory of the test: this process keeps the file open until it ends. */
  @Override
  TestDatabase emptyForProcesses() {
    return TestDatabases.h2File();
  }

  /** The first thing that is said, and nothing is made: what cannot be used is no ruin. */
  @ParameterizedTest
  @CsvSource({
    "MODE=Oracle, H2 in the mode of Oracle",
    "MODE=Oracle;DATABASE_TO_UPPER=false, H2 in the mode of Oracle",
    "MODE=Oracle;DATABASE_TO_LOWER=true, H2 in the mode of Oracle",
    "INIT=set allow_literals numbers, H2 that forbids literals",
    "OLD_INFORMATION_SCHEMA=TRUE, H2 with the catalogue of its version 1",
    "IGNORECASE=TRUE, H2 that ignores the case of texts in new tables",
    "IGNORECASE=TRUE;MODE=PostgreSQL, H2 that ignores the case of texts in new tables"
  })
  void refusesByNameWhatNoRunCouldUse(String options, String name) throws Exception {
    TestDatabase database = TestDatabases.at(TestDatabases.h2().url() + ";" + options, "sa", "");
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(database.dataSource()).migrate())
        .withMessageStartingWith("DRIFT-MIG-010 " + name + " is not supported, since ")
        .withMessageContaining("nothing was done; ");
    try (Connection connection = database.dataSource().getConnection();
        ResultSet table =
            connection.getMetaData().getTables(null, null, null, new String[] {"BASE TABLE"})) {
      assertThat(names(table)).noneMatch(found -> found.toLowerCase().contains("drift"));
    }
  }

  private static List<String> names(ResultSet tables) throws SQLException {
    List<String> names = new ArrayList<>();
    while (tables.next()) {
      names.add(tables.getString("TABLE_NAME"));
    }
    return names;
  }

  /** There a capital I has no small i, and its catalogue is in capitals. */
  @Test
  void findsWhatItBroughtWhateverTheLocaleOfTheServer() throws Exception {
    Path versions = directory.resolve("versions");
    Process process = MigratingProcess.start(TestDatabases.h2File(directory), versions);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(versions)).containsExactly("1", "2", "3");
  }
}

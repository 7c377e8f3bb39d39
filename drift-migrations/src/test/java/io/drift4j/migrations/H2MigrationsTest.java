package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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

  /** There a capital I has no small i, and its catalogue is in capitals. */
  @Test
  void findsWhatItBroughtWhateverTheLocaleOfTheServer() throws Exception {
    Path versions = directory.resolve("versions");
    Process process = MigratingProcess.start(TestDatabases.h2File(directory), versions);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(versions)).containsExactly("1", "2", "3");
  }
}

package io.drift4j.migrations;

final class H2MigrationsTest extends DriftMigrationsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.h2();
  }

  @Override
  TestDatabase emptyForProcesses() {
    return TestDatabases.h2File(directory);
  }
}

package io.drift4j.migrations;

final class SqliteMigrationsTest extends DriftMigrationsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.sqlite();
  }
}

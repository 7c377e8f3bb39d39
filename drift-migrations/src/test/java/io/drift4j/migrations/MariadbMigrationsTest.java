package io.drift4j.migrations;

final class MariadbMigrationsTest extends DriftMigrationsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.mariadb();
  }
}

package io.drift4j.migrations;

final class H2RightsTest extends RightsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.h2();
  }

  /** When a database is closed is for those who may do everything. */
  @Override
  String url() {
    return database.url().replace(";DB_CLOSE_DELAY=-1", "");
  }

  /** Everybody sees a schema. */
  @Override
  void grantUsage(String user) {}
}

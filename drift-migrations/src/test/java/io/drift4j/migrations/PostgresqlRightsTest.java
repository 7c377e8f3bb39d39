package io.drift4j.migrations;

import java.sql.SQLException;

final class PostgresqlRightsTest extends RightsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.postgresql();
  }

  @Override
  void grantUsage(String user) throws SQLException {
    Sql.execute(database, "grant usage on schema \"%s\" to %s".formatted(schema, user));
  }
}

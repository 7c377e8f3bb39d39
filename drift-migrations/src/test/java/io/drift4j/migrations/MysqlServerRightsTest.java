package io.drift4j.migrations;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** With the grant tables of the MySQL that was named. */
@EnabledIfSystemProperty(named = "drift.mysql.url", matches = ".+")
final class MysqlServerRightsTest extends RightsContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.mysqlServer();
  }

  @Override
  String withPassword() {
    return "identified by";
  }

  /** A database is seen by those who have some right there. */
  @Override
  void grantUsage(String user) throws SQLException {
    for (String name : List.of(schema, Sql.rows(database, "select database()").get(0))) {
      Sql.execute(database, "grant show view on \"%s\".* to %s".formatted(name, user));
    }
  }

  @Override
  boolean isHiddenWithoutRights() {
    return true;
  }
}

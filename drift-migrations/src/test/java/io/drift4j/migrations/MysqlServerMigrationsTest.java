package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract on the MySQL that was named. */
@EnabledIfSystemProperty(named = "drift.mysql.url", matches = ".+")
final class MysqlServerMigrationsTest extends MysqlFamilyContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.mysqlServer();
  }

  /** What one driver brought is up to date through the other. */
  @Test
  void isRecognisedThroughTheDriverOfMariadb() throws SQLException {
    TestDatabase through = TestDatabases.mysqlServerThroughMariadb();
    try (Connection connection = through.dataSource().getConnection()) {
      assertThat(Vendor.of(connection.getMetaData())).isEqualTo(Vendor.MYSQL);
    }
    assertThat(versions(migrate(through))).containsExactly("1", "2", "3");
    TestDatabase itself =
        TestDatabases.at(
            through.url().replace("jdbc:mariadb:", "jdbc:mysql:"),
            through.user(),
            through.password());
    DriftMigrations.on(itself.dataSource()).validate();
    assertThat(migrate(itself).applied()).isEmpty();
  }
}

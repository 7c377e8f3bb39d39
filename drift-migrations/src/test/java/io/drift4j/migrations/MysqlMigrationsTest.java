package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * The contract with the scripts and the driver of MySQL, of which no server can be started here: a
 * MariaDB passes for it, as it knows MySQL's statements and the names of its collations.
 */
final class MysqlMigrationsTest extends DriftMigrationsContract {

  @Override
  TestDatabase empty() {
    TestDatabase real = TestDatabases.mariadbThroughMysql();
    return new TestDatabase(
        real.name(),
        real.url(),
        real.user(),
        real.password(),
        Disguise.version("8.4.0", real.dataSource()));
  }

  /** The disguise does not reach other processes: they see a MariaDB, and so does this one. */
  @Override
  TestDatabase emptyForProcesses() {
    return TestDatabases.mariadbThroughMysql();
  }

  @Test
  void passesForMysql() throws SQLException {
    try (Connection connection = empty().dataSource().getConnection()) {
      assertThat(Vendor.of(connection.getMetaData())).isEqualTo(Vendor.MYSQL);
    }
  }

  @Test
  void acceptsAnIndexThatWasBuiltButNotRecorded() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.execute(database, "delete from drift_schema_history where version > '1'");
    assertThat(versions(migrate(database))).containsExactly("2", "3");
  }
}

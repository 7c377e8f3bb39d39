package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

/** The contract, and what only MariaDB has: two drivers, a statement that does not wait. */
final class MariadbMigrationsTest extends MysqlFamilyContract {

  @Override
  TestDatabase empty() {
    return TestDatabases.mariadb();
  }

  /** The checksums are those of MariaDB's scripts if its own driver finds nothing to complain. */
  @Test
  void isRecognisedThroughTheDriverOfMysql() throws SQLException {
    TestDatabase throughMysql = TestDatabases.mariadbThroughMysql();
    assertThat(versions(migrate(throughMysql))).containsExactly("1", "2", "3");
    assertThat(collations(throughMysql)).containsExactly("utf8mb4_nopad_bin");
    TestDatabase itself =
        TestDatabases.at(throughMysql.url().replace("jdbc:mysql:", "jdbc:mariadb:"), "root", "");
    DriftMigrations.on(itself.dataSource()).validate();
    assertThat(migrate(itself).applied()).isEmpty();
  }

  private static List<String> collations(TestDatabase database) throws SQLException {
    return Sql.rows(
        database,
        """
        select distinct table_collation from information_schema.tables
        where table_schema = database() and table_type = 'BASE TABLE'
          and table_name <> 'drift_schema_history'
        """);
  }

  @Test
  void saysThatNothingIsBrokenWhenALockWasNotObtained() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    try (Connection reader = database.dataSource().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select * from drift_event");
      FlywayException thrown = new FlywayException("said by Flyway", lockTimeout(database));
      assertThat(Obstacle.of(thrown)).isEqualTo(Obstacle.PASSING);
      assertThat(Explanation.of(thrown, target(database)).getMessage())
          .startsWith("DRIFT-MIG-005 a lock was not obtained: (conn=")
          .contains(
              "Lock wait timeout exceeded; try restarting transaction (SQLState HY000, code 1205);"
                  + " open transactions: connection ")
          .endsWith("; nothing is broken, call migrate() again");
    }
  }

  private static SQLException lockTimeout(TestDatabase database) {
    return catchThrowableOfType(
        SQLException.class, () -> Sql.execute(database, "alter table drift_event nowait force"));
  }

  /** Made up: the server of the tests runs without rights. */
  @Test
  void saysThatTheUserLacksARight() {
    SQLException denied = new SQLException("CREATE command denied to user 'app'", "42000", 1142);
    FlywayException thrown = new FlywayException("said by Flyway", denied);
    assertThat(Obstacle.of(thrown)).isEqualTo(Obstacle.LASTING);
    assertThat(Explanation.of(thrown, target(empty())))
        .hasMessage(
            "DRIFT-MIG-004 the user lacks a right on the tables: CREATE command denied to user"
                + " 'app' (SQLState 42000, code 1142); grant it or migrate as another");
  }

  @Test
  void saysThatItCannotConnect() {
    String nobodyListens = "jdbc:mariadb://localhost:1/nothing";
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(TestDatabases.at(nobodyListens, "nobody", "")))
        .withMessageStartingWith("DRIFT-MIG-011 cannot connect to the database: ")
        .withMessageEndingWith("; check address, user and password");
  }
}

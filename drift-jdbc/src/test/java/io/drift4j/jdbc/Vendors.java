package io.drift4j.jdbc;

import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * Every vendor, for tests that are the same on each; each call of a supplier is a fresh database.
 */
final class Vendors {

  private Vendors() {}

  static Stream<Named<Supplier<TestDatabase>>> all() {
    return TestDatabases.hasMysqlServer()
        ? Stream.concat(withoutDocker(), onMysqlServer())
        : withoutDocker();
  }

  private static Stream<Named<Supplier<TestDatabase>>> onMysqlServer() {
    return Stream.of(
        Named.of("MySQL server", TestDatabases::mysqlServer),
        Named.of("MySQL server, MariaDB's driver", TestDatabases::mysqlServerThroughMariadb));
  }

  private static Stream<Named<Supplier<TestDatabase>>> withoutDocker() {
    return Stream.of(
        Named.of("H2 embedded", TestDatabases::h2),
        Named.of("PostgreSQL embedded", TestDatabases::postgresql),
        Named.of("SQLite embedded", TestDatabases::sqlite),
        Named.of("MariaDB embedded", TestDatabases::mariadb),
        Named.of("MariaDB embedded, MySQL's driver", TestDatabases::mariadbThroughMysql));
  }

  /** Each vendor once, where the driver makes no difference. */
  static Stream<Named<Supplier<TestDatabase>>> throughOneDriver() {
    return all().filter(vendor -> !vendor.getName().contains(","));
  }

  /** Those that lock rows. */
  static Stream<Named<Supplier<TestDatabase>>> lockingRows() {
    return all().filter(vendor -> !vendor.getName().startsWith("SQLite"));
  }
}

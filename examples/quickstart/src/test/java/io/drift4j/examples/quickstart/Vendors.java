package io.drift4j.examples.quickstart;

import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Every database that the command takes, by the URLs that users give. */
final class Vendors {

  private Vendors() {}

  static Stream<Named<Supplier<TestDatabase>>> all() {
    return TestDatabases.hasMysqlServer()
        ? Stream.concat(
            withoutDocker(), Stream.of(Named.of("MySQL server", TestDatabases::mysqlServer)))
        : withoutDocker();
  }

  private static Stream<Named<Supplier<TestDatabase>>> withoutDocker() {
    return Stream.of(
        Named.of("H2", TestDatabases::h2),
        Named.of("PostgreSQL", TestDatabases::postgresql),
        Named.of("SQLite", Vendors::sqlite),
        Named.of("MariaDB", TestDatabases::mariadb),
        Named.of("MariaDB by a URL of MySQL", TestDatabases::mariadbThroughMysql));
  }

  /** Those that several processes can open by the same URL. */
  static Stream<Named<Supplier<TestDatabase>>> shared() {
    return all().filter(vendor -> !vendor.getName().equals("H2"));
  }

  /** Whatever it needs, the command has to see to it itself. */
  private static TestDatabase sqlite() {
    String url = TestDatabases.sqlite().url();
    return TestDatabases.at(url.substring(0, url.indexOf('?')), "", "");
  }
}

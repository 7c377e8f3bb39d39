package io.drift4j.migrations;

/** A new empty database of each vendor: what a test that holds for all of them asks for. */
final class EmptyDatabase {

  private EmptyDatabase() {}

  static TestDatabase of(Vendor vendor) {
    return switch (vendor) {
      case H2 -> TestDatabases.h2();
      case POSTGRESQL -> TestDatabases.postgresql();
      case SQLITE -> TestDatabases.sqlite();
      case MARIADB -> TestDatabases.mariadb();
      case MYSQL -> mysql();
    };
  }

  /** A MariaDB in disguise where nobody named a MySQL, since none can be started here. */
  private static TestDatabase mysql() {
    if (TestDatabases.hasMysqlServer()) {
      return TestDatabases.mysqlServer();
    }
    TestDatabase real = TestDatabases.mariadbThroughMysql();
    return new TestDatabase(
        "MySQL",
        real.url(),
        real.user(),
        real.password(),
        Disguise.version("8.4.0", real.dataSource()));
  }

  /** The name of a schema that needs quotes, on MariaDB of a database that nobody else has. */
  static String newSchemaName(TestDatabase database) {
    return "Drift-" + database.url().replaceAll(".*[/:]([\\w]+).*", "$1");
  }
}

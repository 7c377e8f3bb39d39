package io.drift4j.jdbc;

import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** A database of each dialect that several processes can open. */
enum SharedDatabase {
  POSTGRESQL("PostgreSQL embedded", folder -> TestDatabases.postgresql(), ""),
  H2("H2 embedded", SharedDatabase::h2, ""),
  SQLITE("SQLite embedded", folder -> TestDatabases.sqlite(folder.resolve("drift.db")), ""),
  MARIADB("MariaDB embedded", folder -> TestDatabases.mariadb(), ""),
  /** MySQL's dialect and driver, on a MariaDB. */
  MYSQL("MySQL statements on MariaDB", folder -> TestDatabases.mariadbThroughMysql(), "MYSQL"),
  MYSQL_SERVER("MySQL server", folder -> TestDatabases.mysqlServer(), "");

  private final String database; // as the census counts it
  private final Function<Path, TestDatabase> place;
  private final String vendor;

  SharedDatabase(String database, Function<Path, TestDatabase> place, String vendor) {
    this.database = database;
    this.place = place;
    this.vendor = vendor;
  }

  /** Those that are there: a server of MySQL only where one was named. */
  static Stream<SharedDatabase> all() {
    return Arrays.stream(values())
        .filter(database -> database != MYSQL_SERVER || TestDatabases.hasMysqlServer());
  }

  /** Those with the statements of MariaDB and MySQL. */
  static Stream<SharedDatabase> mysqlFamily() {
    return all().filter(EnumSet.of(MARIADB, MYSQL, MYSQL_SERVER)::contains);
  }

  /** In a file that whoever opens it first serves to the others, until nobody has it open. */
  private static TestDatabase h2(Path folder) {
    return TestDatabases.at(
        "jdbc:h2:file:" + folder.resolve("drift") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0", "sa", "");
  }

  /** A new one with our tables; its file, if it has one, is in the folder. */
  Setup create(Path folder) {
    TestDatabase database = place.apply(folder);
    Setup setup =
        new Setup(
            database.url(), database.user(), database.password(), vendor, "none", "drift_", "");
    setup.migrate();
    return setup;
  }

  Sight sight() {
    return Sight.valueOf(name());
  }

  @Override
  public String toString() {
    return database;
  }
}

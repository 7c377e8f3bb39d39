package io.drift4j.jdbc;

import io.drift4j.DriftException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;

/** A database product that runs and events can be kept in. */
public enum Vendor {
  /** PostgreSQL, 14 or later. */
  POSTGRESQL("PostgreSQL", new PostgresqlDialect()),
  /** H2 in any mode but Oracle's, 2.2 or later. */
  H2("H2", new H2Dialect()),
  /** SQLite, 3.38 or later, in a file with a write-ahead log. */
  SQLITE("SQLite", new SqliteDialect()),
  /** MariaDB, 10.6 or later, through its own driver or MySQL's. */
  MARIADB("MariaDB", new MariadbDialect()),
  /** MySQL, 8.0.17 or later, through its own driver or MariaDB's. */
  MYSQL("MySQL", new MysqlDialect());

  private final String product;

  @SuppressWarnings("ImmutableEnumChecker") // no dialect has a state
  private final Dialect dialect;

  Vendor(String product, Dialect dialect) {
    this.product = product;
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Recognises the product behind a connection.
   *
   * @throws DriftException if it is not supported
   */
  static Vendor of(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    String product = server.getDatabaseProductName();
    // MySQL's driver takes a MariaDB for a MySQL with a telling version.
    if (server.getDatabaseProductVersion().contains(MARIADB.product)) {
      return MARIADB;
    }
    return Arrays.stream(values())
        .filter(vendor -> vendor.product.equals(product))
        .findFirst()
        .orElseThrow(() -> unsupported(product));
  }

  private static DriftException unsupported(String product) {
    return new DriftException(
        "database product "
            + product
            + " is not supported; supported are "
            + String.join(", ", Arrays.stream(values()).map(Vendor::toString).toList())
            + "; if it behaves as one of them, name that one when you create the DriftDatabase");
  }

  /** The name of the product, as it calls itself. */
  @Override
  public String toString() {
    return product;
  }
}

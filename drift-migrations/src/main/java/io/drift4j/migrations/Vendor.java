package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/** A database product that there are scripts for, in a folder of its name. */
enum Vendor {
  H2("H2") {
    // H2 commits every statement, and Flyway's lock with it: threads are kept apart here.
    @Override
    synchronized <T> T inTurn(Supplier<T> migration) {
      return migration.get();
    }
  },
  POSTGRESQL("PostgreSQL") {
    @Override
    void configure(FluentConfiguration configuration) {
      SessionLock.set(configuration);
    }

    // Flyway would ask for its table again and again for ten seconds.
    @Override
    boolean mayCreateTables(Connection connection, @Nullable String schema) throws SQLException {
      String sql = "select has_schema_privilege(coalesce(?, current_schema()), 'create')";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, schema);
        try (ResultSet row = statement.executeQuery()) {
          return row.next() && row.getBoolean(1);
        }
      }
    }

    // Its script says which, in the same breath as it builds the index.
    @Override
    void check(String nextVersion, Target target) {}
  },
  SQLITE("SQLite") {
    // Flyway has no lock here: threads are kept apart, processes try again when the file is busy.
    @Override
    synchronized <T> T inTurn(Supplier<T> migration) {
      return migration.get();
    }

    // A file has no schemas beside its own.
    @Override
    List<String> schemas(DatabaseMetaData catalogue) {
      return List.of("main");
    }

    // Flyway would ask for its table again and again for ten seconds.
    @Override
    boolean mayCreateTables(Connection connection, @Nullable String schema) throws SQLException {
      return !connection.isReadOnly();
    }
  },
  MARIADB("MariaDB") {
    // Its own driver names it; MySQL's takes it for a MySQL with a telling version.
    @Override
    boolean is(String product, String version) {
      return super.is(product, version) || (MYSQL.product.equals(product) && isMariadb(version));
    }

    @Override
    List<String> schemas(DatabaseMetaData catalogue) throws SQLException {
      return names(catalogue.getCatalogs());
    }
  },
  MYSQL("MySQL") {
    @Override
    boolean is(String product, String version) {
      return super.is(product, version) && !isMariadb(version);
    }

    @Override
    List<String> schemas(DatabaseMetaData catalogue) throws SQLException {
      return names(catalogue.getCatalogs());
    }
  };

  private final String product;

  Vendor(String product) {
    this.product = product;
  }

  static Vendor of(DatabaseMetaData catalogue) throws SQLException {
    String product = catalogue.getDatabaseProductName();
    String version = catalogue.getDatabaseProductVersion();
    return Arrays.stream(values())
        .filter(vendor -> vendor.is(product, version))
        .findFirst()
        .orElseThrow(
            () -> Trouble.UNSUPPORTED.exception("%s is not supported; %s", product, supported()));
  }

  private static String supported() {
    return Arrays.stream(values())
        .map(vendor -> vendor.product)
        .collect(Collectors.joining(", ", "supported: ", ""));
  }

  private static boolean isMariadb(String version) {
    return version.contains("MariaDB");
  }

  /** Whether a driver that names this product and version is connected to this vendor's server. */
  boolean is(String product, String version) {
    return this.product.equals(product);
  }

  /** The names of all schemas, as the catalogue spells them. */
  List<String> schemas(DatabaseMetaData catalogue) throws SQLException {
    return names(catalogue.getSchemas());
  }

  /** What stands in the first column; the rows are closed. */
  private static List<String> names(ResultSet rows) throws SQLException {
    try (rows) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  /** What Flyway needs to be told for this product. */
  void configure(FluentConfiguration configuration) {}

  /** False where it is certain that a migration would fail for want of a right. */
  boolean mayCreateTables(Connection connection, @Nullable String schema) throws SQLException {
    return true;
  }

  /** Runs a migration when no other thread does, where Flyway cannot see to it. */
  <T> T inTurn(Supplier<T> migration) {
    return migration.get();
  }

  /** Refuses what the next migration cannot do: the database's own message would not say which. */
  void check(String nextVersion, Target target) {
    if (nextVersion.equals("2")) {
      Duplicates.refuse(target);
    }
  }

  /** Where the scripts are, beside this class. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Flyway's lock held by the session instead of by an open transaction: building an index
   * concurrently waits for all transactions, so Flyway would wait for itself for ever.
   *
   * <p>A class of its own, so that Flyway's PostgreSQL module is loaded for PostgreSQL only.
   */
  private static final class SessionLock {

    private SessionLock() {}

    static void set(FluentConfiguration configuration) {
      PostgreSQLConfigurationExtension extension =
          configuration.getConfigurationExtension(PostgreSQLConfigurationExtension.class);
      if (extension == null) {
        throw Trouble.MODULE_MISSING.exception(
            "Flyway does not know its PostgreSQL module; merge META-INF/services when shading");
      }
      extension.setTransactionalLock(false);
    }
  }
}

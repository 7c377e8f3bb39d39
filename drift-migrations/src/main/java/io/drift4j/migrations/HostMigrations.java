package io.drift4j.migrations;

import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of the host, which come before ours: its Flyway refuses to begin in a schema that
 * has tables and no history of its own, and told to begin all the same it leaves out its V1.
 */
final class HostMigrations {

  /** Where Flyway looks for them unless told otherwise. */
  private static final String LOCATION = "db/migration";

  private static final String[] TABLES = {"TABLE", "BASE TABLE"};

  private HostMigrations() {}

  /**
   * Whoever names the schema has said where the tables are to be, and is not asked.
   *
   * @throws DriftMigrationException if the schema has no table at all, although the host has
   *     migrations
   */
  static void requireDone(Target target) {
    if (target.schema() == null
        && location() != null
        && !target.ask(connection -> hasTables(connection, target))) {
      throw Trouble.HOST_FIRST.exception(
          "the schema is empty, although the class path has migrations of the host (%s), which could"
              + " not begin beside our tables; nothing was done; call migrate() after them, in"
              + " Spring Boot with @DependsOnDatabaseInitialization on the bean, or name the schema"
              + " with schema(…) where they are for another one",
          LOCATION);
    }
  }

  private static @Nullable URL location() {
    ClassLoader hosts = Thread.currentThread().getContextClassLoader();
    return hosts == null ? null : hosts.getResource(LOCATION);
  }

  private static boolean hasTables(Connection connection, Target target) throws SQLException {
    Target.Place place = target.place(connection);
    try (ResultSet tables =
        connection.getMetaData().getTables(place.catalog(), place.schema(), "%", TABLES)) {
      return tables.next();
    }
  }
}

package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the tables are to be, looked at before anything is changed.
 *
 * @param schema the schema as the catalogue spells it, or null for that of the connections
 */
record Target(DataSource dataSource, @Nullable String schema, String tablePrefix, Vendor vendor) {

  static Target of(DataSource dataSource, @Nullable String schema, String tablePrefix) {
    return ask(
        dataSource,
        connection -> {
          Vendor vendor = Vendor.of(connection.getMetaData());
          requireSchema(connection, vendor, schema);
          return new Target(dataSource, schema, tablePrefix, vendor);
        });
  }

  private static void requireSchema(Connection connection, Vendor vendor, @Nullable String schema)
      throws SQLException {
    if (schema != null && !vendor.schemas(connection.getMetaData()).contains(schema)) {
      throw Trouble.OTHER.exception("schema \"%s\" does not exist; create it first", schema);
    }
  }

  void requireRightToCreate() {
    if (!ask(connection -> vendor.mayCreateTables(connection, schema))) {
      throw Trouble.NO_RIGHT.exception(
          "the user may not create tables in %s; grant it, or migrate as a user who may",
          schema == null ? "the current schema" : "schema \"" + schema + "\"");
    }
  }

  <T> T ask(Question<T> question) {
    return ask(dataSource, question);
  }

  private static <T> T ask(DataSource dataSource, Question<T> question) {
    try (Connection connection = dataSource.getConnection()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw Trouble.NO_CONNECTION.because(
          e,
          "cannot connect to the database: %s; check address, user and password",
          SqlError.of(e));
    }
  }

  /** Something that a connection answers, without changing anything. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }
}

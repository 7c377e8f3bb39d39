package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the tables are to be, looked at before anything is changed.
 *
 * @param dataSource connections to the database
 * @param vendor its product
 * @param settings what the caller chose
 */
record Target(DataSource dataSource, Vendor vendor, Settings settings) {

  static Target of(DataSource dataSource, Settings settings) {
    return ask(dataSource, connection -> of(dataSource, settings, connection.getMetaData()));
  }

  /** With the name of the schema as the catalogue spells it. */
  private static Target of(DataSource dataSource, Settings settings, DatabaseMetaData catalogue)
      throws SQLException {
    Vendor vendor = Vendor.of(catalogue);
    vendor.refuseSettings(catalogue.getConnection());
    @Nullable String said = settings.schema();
    return said == null
        ? new Target(dataSource, vendor, settings)
        : new Target(
            dataSource,
            vendor,
            settings.withSchema(SchemaName.of(said).among(vendor.schemas(catalogue), catalogue)));
  }

  @Nullable String schema() {
    return settings.schema();
  }

  void requireSchema() {
    if (schema() != null && !ask(this::hasSchema)) {
      throw Trouble.OTHER.exception(
          "schema \"%s\" does not exist; create it first, or call createSchema(true)", schema());
    }
  }

  void requireOrCreateSchema() {
    if (settings.createSchema() && schema() != null && !ask(this::hasSchema)) {
      refuseIfStillMissing(ask(this::createSchema));
    }
    requireSchema();
  }

  /** Of two who create it at once, one may fail although it says "if not exists". */
  private void refuseIfStillMissing(Optional<SQLException> failed) {
    if (failed.isPresent() && !ask(this::hasSchema)) {
      throw notCreated(failed.get());
    }
  }

  private boolean hasSchema(Connection connection) throws SQLException {
    return vendor.schemas(connection.getMetaData()).contains(schema());
  }

  private Optional<SQLException> createSchema(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : vendor.createSchema(String.valueOf(schema()))) {
        statement.execute(sql);
      }
      commit(connection);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  /** Pools may hand out connections that do not commit by themselves. */
  private static void commit(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  private DriftMigrationException notCreated(SQLException thrown) {
    SqlError error = SqlError.of(thrown);
    if (error.isRightMissing()) {
      return Trouble.NO_RIGHT.because(
          thrown,
          "the user may not create schema \"%s\": %s; grant it, or create the schema as a user who"
              + " may",
          schema(),
          error);
    }
    return Explanation.of(error, thrown, this);
  }

  void requireRightToCreate() {
    if (!ask(connection -> vendor.mayCreateTables(connection, this))) {
      throw Trouble.NO_RIGHT.exception(
          "the user may not create tables in %s; nothing was done; grant it, or migrate as a user"
              + " who may, or have the script of DriftMigrations.sql(…) run and call adopt()",
          schema() == null ? "the current schema" : "schema \"" + schema() + "\"");
    }
  }

  /** The catalog and the schema in which JDBC finds the tables: some products have only one. */
  Place place(Connection connection) throws SQLException {
    return vendor.place(connection, schema());
  }

  <T> T ask(Question<T> question) {
    return ask(dataSource, question);
  }

  private static <T> T ask(DataSource dataSource, Question<T> question) {
    try (Connection connection = connect(dataSource)) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw Explanation.ofQuestion(SqlError.of(e), e);
    }
  }

  private static Connection connect(DataSource dataSource) {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw Trouble.NO_CONNECTION.because(
          e,
          "cannot connect to the database: %s; check address, user and password",
          SqlError.of(e));
    }
  }

  /** Something that a connection answers. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /** Where tables are, in the words of {@link DatabaseMetaData}. */
  record Place(@Nullable String catalog, @Nullable String schema) {}
}

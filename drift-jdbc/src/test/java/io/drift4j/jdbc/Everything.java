package io.drift4j.jdbc;

import io.drift4j.migrations.TestDatabase;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** All tables of a host's database: their columns, indexes and rows, in an order of their own. */
final class Everything {

  private static final List<String> SYSTEM = List.of("information_schema", "pg_catalog");

  private final Connection connection;
  private final DatabaseMetaData catalogue;
  private final String place;
  private final List<String> found = new ArrayList<>();

  private Everything(Connection connection) throws SQLException {
    this.connection = connection;
    this.catalogue = connection.getMetaData();
    this.place = connection.getCatalog();
  }

  static List<String> in(TestDatabase host) {
    try (Connection connection = host.dataSource().getConnection()) {
      return new Everything(connection).read();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> read() throws SQLException {
    for (String table : tables()) {
      add(table + " column ", catalogue.getColumns(place, null, table, null), "COLUMN_NAME");
      add(table + " index ", catalogue.getIndexInfo(place, null, table, false, true), "INDEX_NAME");
      rows(table);
    }
    return found;
  }

  private TreeSet<String> tables() throws SQLException {
    TreeSet<String> names = new TreeSet<>();
    try (ResultSet row =
        catalogue.getTables(place, null, null, new String[] {"TABLE", "BASE TABLE"})) {
      while (row.next()) {
        String schema = String.valueOf(row.getString("TABLE_SCHEM")).toLowerCase(Locale.ROOT);
        if (!SYSTEM.contains(schema)) {
          names.add(row.getString("TABLE_NAME"));
        }
      }
    }
    return names;
  }

  private void add(String what, ResultSet rows, String column) throws SQLException {
    List<String> names = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        names.add(what + rows.getString(column));
      }
    }
    names.stream().sorted().forEach(found::add);
  }

  private void rows(String table) throws SQLException {
    String quote = catalogue.getIdentifierQuoteString();
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from " + quote + table + quote)) {
      while (row.next()) {
        lines.add(table + " row " + values(row));
      }
    }
    lines.stream().sorted().forEach(found::add);
  }

  private static List<String> values(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.add(row.getString(i));
    }
    return values;
  }
}

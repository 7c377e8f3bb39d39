package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plain statements on a test database. Names that need quotes are written in double ones, as the
 * standard says, and reach the database in its own.
 */
final class Sql {

  private Sql() {}

  static void execute(TestDatabase database, String... statements) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(quoted(connection, sql));
      }
    }
  }

  private static String quoted(Connection connection, String sql) throws SQLException {
    return sql.replace("\"", connection.getMetaData().getIdentifierQuoteString());
  }

  /** The rows of a query, the columns of each joined by a bar; NULL reads "null". */
  static List<String> rows(TestDatabase database, String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(quoted(connection, query))) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(text(row, i));
        }
        rows.add(String.join("|", columns));
      }
      return rows;
    }
  }

  /** MySQL's driver writes a date with the digits of the JVM's locale. */
  private static String text(ResultSet row, int column) throws SQLException {
    return row.getMetaData().getColumnType(column) == Types.DATE
        ? String.valueOf(row.getObject(column, LocalDate.class))
        : String.valueOf(row.getString(column));
  }

  /**
   * Inserts a row with the given values, and something valid in every other column that must not be
   * null: so a test names only what it is about.
   */
  static void insert(TestDatabase database, String table, Map<String, ? extends Object> values)
      throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      Map<String, Object> row = required(connection, table);
      row.putAll(values);
      String sql =
          "insert into %s (%s) values (%s)"
              .formatted(
                  table,
                  String.join(", ", row.keySet()),
                  row.keySet().stream().map(column -> "?").collect(Collectors.joining(", ")));
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int i = 0;
        for (Object value : row.values()) {
          statement.setObject(++i, value);
        }
        statement.executeUpdate();
      }
    }
  }

  private static Map<String, Object> required(Connection connection, String table)
      throws SQLException {
    DatabaseMetaData catalogue = connection.getMetaData();
    String stored = catalogue.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    Map<String, Object> row = new LinkedHashMap<>();
    try (ResultSet column = columns(connection, stored)) {
      while (column.next()) {
        if (column.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls) {
          String name = column.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
          row.put(name, something(name, column.getInt("DATA_TYPE")));
        }
      }
    }
    return row;
  }

  /** A schema is a catalog on some databases; others have neither. */
  private static ResultSet columns(Connection connection, String table) throws SQLException {
    return connection
        .getMetaData()
        .getColumns(connection.getCatalog(), connection.getSchema(), table, null);
  }

  private static Object something(String column, int type) {
    if (column.equals("status")) {
      return "SUCCESS";
    }
    return switch (type) {
      case Types.VARCHAR, Types.LONGVARCHAR -> "x";
      case Types.DATE -> LocalDate.of(2026, 1, 1);
      default -> 1;
    };
  }
}

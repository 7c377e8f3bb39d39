package io.drift4j.examples.benchmarks;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What anybody would write who does not care for what is there already: the rows of a table,
 * inserted with JDBC in batches of 1,000.
 *
 * @param table without its prefix
 * @param columns their names
 * @param rows as drivers give them
 */
record PlainBatch(String table, List<String> columns, List<Object[]> rows) {

  private static final int ROWS_OF_A_BATCH = 1000;

  /** The rows of a table that has them, in an order. */
  static PlainBatch of(Connection connection, String prefix, String table, String order)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select * from " + prefix + table + " order by " + order)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        columns.add(row.getMetaData().getColumnName(i));
      }
      List<Object[]> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(values(row, columns.size()));
      }
      return new PlainBatch(table, columns, rows);
    }
  }

  private static Object[] values(ResultSet row, int columns) throws SQLException {
    Object[] values = new Object[columns];
    for (int i = 0; i < columns; i++) {
      Object value = row.getObject(i + 1);
      values[i] = isKept(value) ? value : row.getString(i + 1);
    }
    return values;
  }

  private static boolean isKept(Object value) {
    return value instanceof Number || value instanceof String || value instanceof Date;
  }

  void insert(Connection connection, String prefix) throws SQLException {
    String sql =
        String.format(
            Locale.ROOT,
            "insert into %s%s (%s) values (%s)",
            prefix,
            table,
            String.join(", ", columns),
            String.join(", ", Collections.nCopies(columns.size(), "?")));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < rows.size(); i++) {
        add(statement, rows.get(i));
        if ((i + 1) % ROWS_OF_A_BATCH == 0 || i + 1 == rows.size()) {
          statement.executeBatch();
        }
      }
    }
  }

  private static void add(PreparedStatement statement, Object[] row) throws SQLException {
    for (int i = 0; i < row.length; i++) {
      set(statement, i + 1, row[i]);
    }
    statement.addBatch();
  }

  /** As somebody does who knows the types: it is faster. */
  private static void set(PreparedStatement statement, int position, Object value)
      throws SQLException {
    if (value instanceof String text) {
      statement.setString(position, text);
    } else if (value instanceof Double number) {
      statement.setDouble(position, number);
    } else if (value instanceof Date day) {
      statement.setDate(position, day);
    } else {
      statement.setLong(position, ((Number) value).longValue());
    }
  }
}

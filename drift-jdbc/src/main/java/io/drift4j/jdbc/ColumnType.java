package io.drift4j.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a driver says of a column. */
record ColumnType(int code, String name) {

  private static final Set<Integer> TIMESTAMPS =
      Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

  private static final Set<Integer> NUMBERS =
      Set.of(
          Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL);

  private static final Set<Integer> BINARY_FRACTIONS =
      Set.of(Types.REAL, Types.FLOAT, Types.DOUBLE);

  private static final Set<Integer> TEXTS =
      Set.of(
          Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB);

  static ColumnType of(ResultSetMetaData columns, int position) throws SQLException {
    return new ColumnType(columns.getColumnType(position), columns.getColumnTypeName(position));
  }

  static List<ColumnType> all(ResultSetMetaData columns) throws SQLException {
    List<ColumnType> all = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      all.add(of(columns, i));
    }
    return all;
  }

  /** The names of all columns. */
  static List<String> labels(ResultSetMetaData columns) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      labels.add(columns.getColumnLabel(i));
    }
    return labels;
  }

  /** Whether its values have an offset of their own. */
  boolean isZoned() {
    return code == Types.TIMESTAMP_WITH_TIMEZONE || code == Types.TIME_WITH_TIMEZONE;
  }

  boolean isDate() {
    return code == Types.DATE && !isNamed("year"); // which drivers take for one
  }

  boolean isTimestamp() {
    return TIMESTAMPS.contains(code);
  }

  /** Whether it holds numbers of any kind: seconds, milliseconds, 20260115. */
  boolean isNumber() {
    return isExactNumber() || BINARY_FRACTIONS.contains(code);
  }

  /** Whether it holds decimals or integers, and no binary fractions. */
  boolean isExactNumber() {
    return NUMBERS.contains(code);
  }

  /** MySQL's driver calls JSON a text, which cannot become anything else. */
  boolean isText() {
    return TEXTS.contains(code) && !isNamed("json");
  }

  /** Whether it may hold keys of a type, in the words of most drivers. */
  boolean holds(KeyType key) {
    return switch (key) {
      case INTEGER -> NUMBERS.contains(code);
      case TEXT -> TEXTS.contains(code) && !isNamed("uuid");
      case UUID -> isNamed("uuid");
    };
  }

  boolean isNamed(String type) {
    return name.equalsIgnoreCase(type);
  }

  @Override
  public String toString() {
    return name;
  }
}

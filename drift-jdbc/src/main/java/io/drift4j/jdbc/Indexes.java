package io.drift4j.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The indexes of a table, each the list of its columns in lower case. */
final class Indexes {

  private final Dialect dialect;
  private final boolean unique;

  private Indexes(Dialect dialect, boolean unique) {
    this.dialect = dialect;
    this.unique = unique;
  }

  /** Those of a table, in a schema or, if its name is empty, where the connection is. */
  static List<List<String>> of(Handle handle, Dialect dialect, String schema, String table) {
    return new Indexes(dialect, false).read(handle, schema, table);
  }

  /** Those that refuse a second row of the same values. */
  static List<List<String>> unique(Handle handle, Dialect dialect, String schema, String table) {
    return new Indexes(dialect, true).read(handle, schema, table);
  }

  /** The name for an index of a table, if one can be made: there is none of a view. */
  static Optional<String> free(
      Handle handle, Dialect dialect, String schema, String table, String wanted) {
    try {
      DatabaseMetaData catalogue = handle.getConnection().getMetaData();
      @Nullable String place = schema.isEmpty() ? null : spelled(catalogue, schema);
      return new TablesOfHost(dialect)
          .freeIndexName(catalogue, place, spelled(catalogue, table), wanted);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private List<List<String>> read(Handle handle, String schema, String table) {
    try {
      DatabaseMetaData catalogue = handle.getConnection().getMetaData();
      @Nullable String place = schema.isEmpty() ? null : spelled(catalogue, schema);
      try (ResultSet row =
          dialect.usableIndexes(catalogue, place, spelled(catalogue, table), unique)) {
        return columns(row);
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static List<List<String>> columns(ResultSet row) throws SQLException {
    Map<String, TreeMap<Integer, String>> indexes = new HashMap<>();
    while (row.next()) {
      String index = row.getString("INDEX_NAME");
      if (index != null) {
        String column = row.getString("COLUMN_NAME");
        indexes
            .computeIfAbsent(index, name -> new TreeMap<>())
            .put(
                row.getInt("ORDINAL_POSITION"),
                column == null ? "" : column.toLowerCase(Locale.ROOT));
      }
    }
    List<List<String>> columns = new ArrayList<>();
    indexes.values().forEach(index -> columns.add(List.copyOf(index.values())));
    return columns;
  }

  /** As the catalogue spells it. */
  private static String spelled(DatabaseMetaData catalogue, String name) throws SQLException {
    if (name.startsWith("\"")) {
      return name.substring(1, name.length() - 1);
    }
    if (catalogue.storesUpperCaseIdentifiers()) {
      return name.toUpperCase(Locale.ROOT);
    }
    return catalogue.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
  }
}

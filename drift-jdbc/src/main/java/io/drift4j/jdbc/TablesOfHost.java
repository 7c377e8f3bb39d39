package io.drift4j.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What may be altered of the host's tables, so that only remedies that work are proposed. */
final class TablesOfHost {

  private final Dialect dialect;

  TablesOfHost(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The types of the tables of which a column can become one of another type. */
  private static final Set<String> ALTERED = Set.of("TABLE", "BASE TABLE", "PARTITIONED TABLE");

  /** Whether a table is one whose columns can become others. */
  boolean isAltered(Handle handle, Spelling table) {
    List<String> names = table.table();
    int last = names.size() - 1;
    try {
      DatabaseMetaData catalogue = handle.getConnection().getMetaData();
      return isAmong(ALTERED, catalogue, last == 0 ? null : names.get(last - 1), names.get(last));
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** The types of the tables of which an index can be made; not of a view, not of a foreign one. */
  private static final Set<String> INDEXED =
      Set.of("TABLE", "BASE TABLE", "PARTITIONED TABLE", "MATERIALIZED VIEW", "SYSTEM VERSIONED");

  /**
   * The name of an index that could be made of a table, if one could.
   *
   * @param wanted the name, which may be taken by one of another kind
   */
  Optional<String> freeIndexName(
      DatabaseMetaData catalogue, @Nullable String schema, String table, String wanted)
      throws SQLException {
    return isAmong(INDEXED, catalogue, schema, table)
        ? Optional.of(unlessTaken(catalogue, schema, table, wanted))
        : Optional.empty();
  }

  private boolean isAmong(
      Set<String> wanted, DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    SortedMap<String, String> types = new TreeMap<>();
    try (ResultSet row = dialect.tables(catalogue, schema, table)) {
      while (row.next()) {
        types.put(row.getString("TABLE_NAME"), row.getString("TABLE_TYPE"));
      }
    }
    types.keySet().removeIf(name -> !name.equalsIgnoreCase(table)); // _ stands for any letter
    return types.containsKey(table)
        ? wanted.contains(types.get(table))
        : types.values().stream().anyMatch(wanted::contains); // where its case does not matter
  }

  private String unlessTaken(
      DatabaseMetaData catalogue, @Nullable String schema, String table, String wanted)
      throws SQLException {
    Set<String> taken = new HashSet<>();
    try (ResultSet row = dialect.takenNames(catalogue, schema, table)) {
      while (row.next()) {
        taken.add(String.valueOf(row.getString("INDEX_NAME")).toLowerCase(Locale.ROOT));
      }
    }
    String name = wanted;
    for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
      name = wanted + i;
    }
    return name;
  }
}

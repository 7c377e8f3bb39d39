package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a database really has of what the migrations bring, as lines such as {@code column
 * event.run_id varchar(64) not null}. The lines that are expected, the same for every vendor, stand
 * in {@code catalogue.txt}; what a later version of the library or the host adds is nobody's
 * business.
 */
final class Catalogue {

  private static final Script EXPECTED = new Script("catalogue.txt");

  /** Longer ones are texts without a length, for which drivers name numbers of many kinds. */
  private static final int LONGEST_VARCHAR = 10_000;

  private final Connection connection;
  private final Target target;
  private final Target.Place place;
  private final String prefix;
  private final List<String> unusableIndexes;
  private final Set<String> found = new TreeSet<>();

  private Catalogue(Connection connection, Target target) throws SQLException {
    this.connection = connection;
    this.target = target;
    this.place = target.place(connection);
    this.prefix = target.settings().tablePrefix();
    this.unusableIndexes = list(target.vendor().unusableIndexes());
  }

  /** What all migrations bring and the database lacks. */
  static List<String> lacking(Target target) {
    return lacking(
        target, Script.migrations(target.vendor()).stream().map(Script::version).toList());
  }

  /** What some migrations brought and the database lacks. */
  static List<String> lacking(Target target, List<String> versions) {
    if (versions.isEmpty()) {
      return List.of();
    }
    Set<String> found = of(target);
    return expected(target.vendor(), versions)
        .filter(line -> !found.contains(line))
        .map(line -> isThere(table(line), found) ? line : whole(line))
        .distinct()
        .toList();
  }

  private static boolean isThere(String table, Set<String> found) {
    return found.stream().anyMatch(line -> line.startsWith("has " + table + "."));
  }

  /** Said once, instead of the line of every column. */
  private static String whole(String line) {
    return (line.startsWith("has ") ? "view " : "table ") + table(line);
  }

  /** The second word, up to a column's name. */
  private static String table(String line) {
    return line.split("[ .]", 3)[1];
  }

  /** What some migrations bring to a vendor. */
  static Stream<String> expected(Vendor vendor, List<String> versions) {
    return EXPECTED
        .lines()
        .filter(line -> !line.startsWith("#"))
        .filter(line -> versions.contains(line.substring(0, line.indexOf(' '))))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .map(line -> stored(line, vendor));
  }

  /** A column's line as this vendor would keep it: {@code column table.name kind [not null]}. */
  private static String stored(String line, Vendor vendor) {
    String[] words = line.split(" ", 4);
    if (!words[0].equals("column")) {
      return line;
    }
    words[2] = vendor.stored(words[2]);
    return String.join(" ", words);
  }

  /** All that is there, without the prefix of the tables. */
  static Set<String> of(Target target) {
    return target.ask(connection -> new Catalogue(connection, target).read());
  }

  private Set<String> read() throws SQLException {
    DatabaseMetaData catalogue = connection.getMetaData();
    Set<String> tables = columns(catalogue);
    for (String table : tables) {
      keys(catalogue, table);
      indexes(catalogue, table);
    }
    references(catalogue, tables);
    constraints();
    return found;
  }

  /** The tables and views, as the catalogue spells them. */
  private Set<String> columns(DatabaseMetaData catalogue) throws SQLException {
    Set<String> tables = new TreeSet<>();
    for (@Nullable String pattern : patterns(catalogue)) {
      try (ResultSet row = catalogue.getColumns(place.catalog(), place.schema(), pattern, null)) {
        columns(row, tables);
      }
    }
    return tables;
  }

  /** Of all tables, unless the driver is asked for each of ours. */
  private List<@Nullable String> patterns(DatabaseMetaData catalogue) throws SQLException {
    List<@Nullable String> patterns = new ArrayList<>();
    if (!target.vendor().tellsColumnsByTable()) {
      patterns.add(null);
      return patterns;
    }
    try (ResultSet row = catalogue.getTables(place.catalog(), place.schema(), null, null)) {
      while (row.next()) {
        if (isOurs(row.getString("TABLE_NAME"))) {
          patterns.add(row.getString("TABLE_NAME"));
        }
      }
    }
    return patterns;
  }

  private void columns(ResultSet row, Set<String> tables) throws SQLException {
    while (row.next()) {
      String table = row.getString("TABLE_NAME");
      if (isOurs(table) && isInPlace(row)) {
        tables.add(table);
        column(row, name(table) + "." + lower(row.getString("COLUMN_NAME")));
      }
    }
  }

  private boolean isOurs(String table) {
    return lower(table).startsWith(prefix);
  }

  /** JDBC takes the schema for a pattern, in which an underscore is any letter. */
  private boolean isInPlace(ResultSet row) throws SQLException {
    return place.schema() == null || place.schema().equals(row.getString("TABLE_SCHEM"));
  }

  /** Of a view only the names matter, since vendors derive different types. */
  private void column(ResultSet row, String name) throws SQLException {
    boolean nullable = row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
    found.add("has " + name);
    found.add("column " + name + " " + kind(row) + (nullable ? "" : " not null"));
  }

  private static String kind(ResultSet row) throws SQLException {
    int size = row.getInt("COLUMN_SIZE");
    return switch (row.getInt("DATA_TYPE")) {
      case Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB ->
          size > 0 && size <= LONGEST_VARCHAR ? "varchar(" + size + ")" : "text";
      case Types.INTEGER -> "integer";
      case Types.BIGINT -> "bigint";
      case Types.DATE -> "date";
      case Types.DOUBLE, Types.FLOAT, Types.REAL -> "double";
      default -> row.getString("TYPE_NAME").toLowerCase(Locale.ROOT);
    };
  }

  private void keys(DatabaseMetaData catalogue, String table) throws SQLException {
    Map<Integer, String> columns = new TreeMap<>();
    try (ResultSet row = catalogue.getPrimaryKeys(place.catalog(), place.schema(), table)) {
      while (row.next()) {
        columns.put(row.getInt("KEY_SEQ"), lower(row.getString("COLUMN_NAME")));
      }
    }
    add("key", table, columns.values());
  }

  private void references(DatabaseMetaData catalogue, Set<String> tables) throws SQLException {
    String query = target.vendor().references();
    for (String reference : list(query)) {
      String[] names = reference.split("\\.", 4);
      if (tables.contains(names[0])) {
        reference(names[0], names[1], names[2], names[3]);
      }
    }
    for (String table : query.isEmpty() ? tables : Set.<String>of()) {
      references(catalogue, table);
    }
  }

  private void references(DatabaseMetaData catalogue, String table) throws SQLException {
    try (ResultSet row = catalogue.getImportedKeys(place.catalog(), place.schema(), table)) {
      while (row.next()) {
        reference(
            table,
            row.getString("FKCOLUMN_NAME"),
            row.getString("PKTABLE_NAME"),
            row.getString("PKCOLUMN_NAME"));
      }
    }
  }

  private void reference(String table, String column, String other, String itsColumn) {
    found.add(
        String.format(
            Locale.ROOT,
            "reference %s (%s) to %s (%s)",
            name(table),
            lower(column),
            name(other),
            lower(itsColumn)));
  }

  private void indexes(DatabaseMetaData catalogue, String table) throws SQLException {
    Map<String, List<String>> columns = new TreeMap<>();
    Set<String> unique = new HashSet<>();
    try (ResultSet row =
        catalogue.getIndexInfo(place.catalog(), place.schema(), table, false, true)) {
      while (row.next()) {
        String index = row.getString("INDEX_NAME");
        if (index != null) {
          columns.computeIfAbsent(index, i -> new ArrayList<>()).add(indexed(row));
          addIf(!row.getBoolean("NON_UNIQUE"), unique, index);
        }
      }
    }
    columns.keySet().removeAll(unusableIndexes);
    columns.forEach((index, names) -> add("index", table, names));
    columns.keySet().retainAll(unique);
    columns.forEach((index, names) -> unique(table, index, names));
  }

  private static void addIf(boolean condition, Set<String> names, String name) {
    if (condition) {
      names.add(name);
    }
  }

  /** An index may be on an expression, which has no name. */
  private String indexed(ResultSet row) throws SQLException {
    String column = row.getString("COLUMN_NAME");
    return column == null ? "?" : lower(column);
  }

  private void unique(String table, String index, List<String> columns) {
    add("unique", table, columns);
    if (target.vendor().constraints().isEmpty()) {
      found.add("constraint " + name(table) + "." + name(index));
    }
  }

  private void constraints() throws SQLException {
    for (String constraint : list(target.vendor().constraints())) {
      String[] names = constraint.split("\\.", 2);
      found.add("constraint " + name(names[0]) + "." + name(names[1]));
    }
  }

  private List<String> list(String query) throws SQLException {
    return query.isEmpty() ? List.of() : Vendor.rows(connection, query, target.schema());
  }

  private void add(String kind, String table, Iterable<String> columns) {
    found.add(kind + " " + name(table) + " (" + String.join(", ", columns) + ")");
  }

  private static String lower(String stored) {
    return stored.toLowerCase(Locale.ROOT);
  }

  /** Of a table, an index or a constraint: in lower case and without the prefix. */
  private String name(String stored) {
    String name = lower(stored);
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}

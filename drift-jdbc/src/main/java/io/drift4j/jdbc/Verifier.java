package io.drift4j.jdbc;

import io.drift4j.Definition;
import io.drift4j.Measure;
import io.drift4j.jdbc.Verification.Finding;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Looks at tables by statements that touch no row, each in a transaction that comes to nothing:
 * that tells of missing tables, columns and rights in the words of whatever database it is.
 */
final class Verifier {

  private static final List<String> ONCE =
      List.of("run_id", "metric_id", "view_name", "segment_key");
  private static final Set<Integer> TIMESTAMPS =
      Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

  private final Transactions transactions;
  private final Dialect dialect;
  private final Settings settings;

  Verifier(Transactions transactions, Dialect dialect, Settings settings) {
    this.transactions = transactions;
    this.dialect = dialect;
    this.settings = settings;
  }

  // ---- our tables

  Verification ofOurTables() {
    List<Finding> findings = new ArrayList<>();
    Table.ALL.forEach(table -> reading(table).or(() -> writing(table)).ifPresent(findings::add));
    if (findings.isEmpty()) {
      constraint().ifPresent(findings::add);
    }
    findings.addAll(transactions.read(dialect::serverFindings));
    return new Verification(findings);
  }

  private Optional<Finding> reading(Table table) {
    return trying(
        "reading table " + name(table),
        handle -> look(handle, "select " + table.columnList() + " from <prefix>" + table.name()));
  }

  private Optional<Finding> writing(Table table) {
    return trying(
        "writing table " + name(table),
        handle -> {
          handle.execute(
              "insert into <prefix>%1$s (%2$s) select %2$s from <prefix>%1$s where 1 = 0"
                  .formatted(table.name(), table.columnList()));
          String key = table.key().get(0);
          handle.execute(
              "update <prefix>%1$s set %2$s = %2$s where 1 = 0".formatted(table.name(), key));
        });
  }

  private String name(Table table) {
    return settings.qualifiedPrefix(dialect) + table.name();
  }

  private Optional<Finding> constraint() {
    Map<String, Set<String>> indexes =
        indexes(settings.schema(), settings.prefix() + "event", true);
    return indexes.containsValue(new TreeSet<>(ONCE))
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                "table " + name(Table.EVENT) + " has no unique index on " + String.join(", ", ONCE),
                "the one that keeps an event single",
                "call DriftMigrations.on(dataSource).migrate()"));
  }

  // ---- the host's table

  Verification of(RecordTable table, Definition definition) {
    List<Finding> findings = new ArrayList<>();
    column(table, table.customerColumn()).finding.ifPresent(findings::add);
    definition.dimensions().forEach(d -> text(table, d).ifPresent(findings::add));
    definition.metrics().stream()
        .map(metric -> metric.measure())
        .distinct()
        .forEach(measure -> verify(table, measure, findings));
    if (findings.isEmpty()) {
      index(table, definition).ifPresent(findings::add);
    }
    return new Verification(findings.stream().distinct().toList());
  }

  private void verify(RecordTable table, Measure measure, List<Finding> findings) {
    Stream.of(measure.windowedBy(), measure.from(), measure.until())
        .distinct()
        .forEach(field -> day(table, field).ifPresent(findings::add));
    if (measure.outcome() != null) {
      text(table, measure.outcome()).ifPresent(findings::add);
    }
  }

  private Optional<Finding> text(RecordTable table, String field) {
    return column(table, table.column(field)).finding;
  }

  private Optional<Finding> day(RecordTable table, String field) {
    Looked looked = column(table, table.column(field));
    return looked.finding.or(() -> typeOf(table, field, looked.type));
  }

  /** What a driver says of SQLite's columns is no more than a guess. */
  private Optional<Finding> typeOf(RecordTable table, String field, int type) {
    String column = "column " + table.column(field) + " of " + table.name();
    if (!dialect.hasTypes() || type == Types.DATE && !table.isTimestamp(field)) {
      return Optional.empty();
    }
    if (TIMESTAMPS.contains(type)) {
      return table.isTimestamp(field)
          ? Optional.empty()
          : Optional.of(
              Finding.error(
                  column + " is a timestamp",
                  "a date, or a zone whose days count",
                  "say withTimestamp(\"" + field + "\", zone)"));
    }
    return Optional.of(
        Finding.error(
            column + " is of JDBC type " + type,
            table.isTimestamp(field) ? "a timestamp" : "a date",
            type == Types.DATE ? "do without withTimestamp" : "give a view with a column that is"));
  }

  /** What a look at a column gave: its type, or what is wrong. */
  private record Looked(int type, Optional<Finding> finding) {}

  private Looked column(RecordTable table, String column) {
    int[] type = {Types.OTHER};
    Optional<Finding> finding =
        trying(
            "reading column " + column + " of table " + table.name(),
            handle ->
                type[0] =
                    look(
                        handle,
                        "select " + dialect.quoted(column) + " from " + table.name(dialect)));
    return new Looked(type[0], finding);
  }

  private Optional<Finding> index(RecordTable table, Definition definition) {
    String customer = Identifiers.folded(table.customerColumn());
    String[] names = table.name().split("\\.", 2);
    boolean indexed =
        firstColumns(names.length == 2 ? names[0] : "", names[names.length - 1]).contains(customer);
    String day = table.column(definition.metrics().get(0).measure().windowedBy());
    return indexed
        ? Optional.empty()
        : Optional.of(
            Finding.advice(
                "table "
                    + table.name()
                    + " has no index that begins with "
                    + table.customerColumn(),
                "one, so that a run reads only what it needs",
                "create index on %s (%s, %s)"
                    .formatted(table.name(), table.customerColumn(), day)));
  }

  // ---- how to look

  /** The type of the first column of a select that finds nothing. */
  private static int look(Handle handle, String select) {
    return handle
        .createQuery(select + " where 1 = 0")
        .scanResultSet((rows, context) -> rows.get().getMetaData().getColumnType(1));
  }

  /** The kinds of trouble that are findings; what else happens is thrown. */
  private Optional<Finding> trying(String doing, Consumer<Handle> work) {
    try {
      transactions.write(
          Duration.ofSeconds(10),
          (failures, pause, failure) -> {},
          handle -> {
            work.accept(handle);
            return true;
          });
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(finding(doing, e));
    }
  }

  private Finding finding(String doing, RuntimeException e) {
    Failure kind = DatabaseErrors.kind(dialect, e);
    RuntimeException ours = DatabaseErrors.translate(dialect, doing, e);
    if (kind != Failure.NOT_MIGRATED && kind != Failure.NO_RIGHT) {
      throw ours;
    }
    return Finding.error(
        String.valueOf(ours.getMessage()).replace(kind.advice(), kind.found()),
        kind == Failure.NO_RIGHT ? "a user who may" : "it to be there",
        kind.remedy());
  }

  private Set<String> firstColumns(String schema, String table) {
    Set<String> first = new TreeSet<>();
    eachIndexColumn(
        schema,
        table,
        false,
        (index, position, column) -> {
          if (position == 1) {
            first.add(column);
          }
        });
    return first;
  }

  /** The columns of each index, by its name. */
  private Map<String, Set<String>> indexes(String schema, String table, boolean unique) {
    Map<String, Set<String>> indexes = new HashMap<>();
    eachIndexColumn(
        schema,
        table,
        unique,
        (index, position, column) ->
            indexes.computeIfAbsent(index, name -> new TreeSet<>()).add(column));
    return indexes;
  }

  private interface IndexColumn {
    void visit(String index, int position, String column);
  }

  private void eachIndexColumn(String schema, String table, boolean unique, IndexColumn visitor) {
    transactions.read(
        handle -> {
          try {
            return visit(handle.getConnection().getMetaData(), schema, table, unique, visitor);
          } catch (SQLException e) {
            throw new UncheckedSqlException(e);
          }
        });
  }

  private boolean visit(
      DatabaseMetaData catalogue, String schema, String table, boolean unique, IndexColumn visitor)
      throws SQLException {
    String schemaName = schema.isEmpty() ? null : spelled(catalogue, schema);
    String tableName = spelled(catalogue, table);
    try (ResultSet row = dialect.indexes(catalogue, schemaName, tableName, unique)) {
      while (row.next()) {
        if (row.getString("COLUMN_NAME") != null) {
          visitor.visit(
              row.getString("INDEX_NAME"),
              row.getInt("ORDINAL_POSITION"),
              row.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
        }
      }
      return true;
    }
  }

  private static String spelled(DatabaseMetaData catalogue, String name) throws SQLException {
    if (name.startsWith("\"")) {
      return name.substring(1, name.length() - 1);
    }
    return catalogue.storesUpperCaseIdentifiers()
        ? name.toUpperCase(Locale.ROOT)
        : name.toLowerCase(Locale.ROOT);
  }
}

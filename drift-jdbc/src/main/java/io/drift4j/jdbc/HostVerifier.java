package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.jdbc.Probe.Trial;
import io.drift4j.jdbc.Verification.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Looks at the host's table of records, as a definition would read it. */
final class HostVerifier {

  private static final String NAME_ONE =
      "name one that is there: RecordTable.named(\"schema.table\")";

  private static final String MEND_FILTER = "mend the condition of withFilter";

  private final Transactions transactions;
  private final Dialect dialect;
  private final Probe probe;
  private final FieldTypes fieldTypes;
  private final RecordTable table;
  private final LocalDate asOf;

  HostVerifier(Transactions transactions, Dialect dialect, RecordTable table, LocalDate asOf) {
    this.transactions = transactions;
    this.asOf = asOf;
    this.dialect = dialect;
    this.probe = new Probe(transactions, dialect);
    this.table = table;
    this.fieldTypes = new FieldTypes(dialect, table);
  }

  Verification of(Definition definition) {
    return hiddenRows()
        .or(this::tableItself)
        .map(finding -> new Verification(List.of(finding)))
        .orElseGet(() -> new Verification(columns(definition)));
  }

  private Optional<Finding> hiddenRows() {
    if (table.allowsRowSecurity()) {
      return Optional.empty();
    }
    List<Finding> hidden = new ArrayList<>();
    return probe
        .trying(
            trial("reading table " + table.name(), NAME_ONE),
            handle -> dialect.hiddenRows(handle, table.name(dialect)).ifPresent(hidden::add))
        .or(() -> hidden.stream().findFirst());
  }

  private Optional<Finding> tableItself() {
    Trial trial = trial("reading table " + table.name(), NAME_ONE);
    return probe.trying(trial, handle -> type(handle, "select 1 from " + table.name(dialect)));
  }

  private List<Finding> columns(Definition definition) {
    List<Finding> findings = new ArrayList<>();
    customer().ifPresent(findings::add);
    texts(definition)
        .forEach(field -> field(field, type -> Optional.empty()).ifPresent(findings::add));
    measures(definition)
        .flatMap(measure -> typed(measure).stream())
        .distinct()
        .forEach(findings::add);
    unread(definition).ifPresent(findings::add);
    filter().ifPresent(findings::add);
    if (findings.stream().noneMatch(Finding::isError)) {
      statement(definition).ifPresent(findings::add);
    }
    if (findings.stream().noneMatch(Finding::isError)) {
      index(definition).ifPresent(findings::add);
      findings.addAll(contents(definition));
    }
    return findings;
  }

  // ---- the statement of a run

  private Optional<Finding> filter() {
    if (!table.hasFilter()) {
      return Optional.empty();
    }
    String sql =
        Sql.of("select 1 from %s where %s limit 0", table.name(dialect), table.filter(dialect));
    return probe.trying(
        trial("reading table " + table.name() + " under its filter", MEND_FILTER),
        handle -> {
          table.prepareToRead(dialect, handle);
          handle
              .createQuery(sql)
              .setTemplateEngine((text, context) -> text)
              .mapTo(String.class)
              .list();
        });
  }

  /** All that a run asks for, and no row of it. */
  private Optional<Finding> statement(Definition definition) {
    JdbcCountSource source = new JdbcCountSource(transactions, dialect, table);
    Run run = Run.of(definition, table.customerType().nobody(), asOf, source, 1);
    CountRequest request = CountRequest.of(definition, run);
    return probe.trying(
        trial(
            "reading table " + table.name() + " as a run does",
            (table.hasFilter() ? MEND_FILTER + ", or " : "")
                + "read a view whose columns have types that can be compared and grouped"),
        handle -> source.rehearse(handle, request));
  }

  /** Some records are read, so that what the server says may quote them. */
  private List<Finding> contents(Definition definition) {
    try {
      return new ContentVerifier(transactions, dialect, table).of(definition);
    } catch (RuntimeException e) {
      RuntimeException ours = DatabaseErrors.translateReading(dialect, table, e);
      if (DatabaseErrors.kind(dialect, e).isPassing() || !(ours instanceof DriftException)) {
        throw ours;
      }
      return List.of(
          Finding.error(
              String.valueOf(ours.getMessage()),
              "its records to be read",
              table.hasFilter() ? MEND_FILTER : "mend the values that the server fails on"));
    }
  }

  private Trial trial(String doing, String ifRefused) {
    return new Trial(doing, ifRefused, "select", table.name(dialect));
  }

  private List<Finding> typed(Measure measure) {
    return FieldTypes.fields(measure).stream()
        .flatMap(name -> field(name, type -> fieldTypes.finding(name, type, measure)).stream())
        .toList();
  }

  private static Set<String> texts(Definition definition) {
    Set<String> fields = new LinkedHashSet<>(definition.dimensions());
    fields.addAll(definition.strata());
    measures(definition).map(Measure::outcome).filter(f -> f != null).forEach(fields::add);
    return fields;
  }

  /** A mapping that means nothing to a definition: meant for another, or misspelt. */
  private Optional<Finding> unread(Definition definition) {
    Set<String> fields = texts(definition);
    measures(definition).forEach(measure -> fields.addAll(FieldTypes.fields(measure)));
    Set<String> unread = table.mapping().fields();
    unread.removeAll(fields);
    return unread.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.advice(
                "the mapping of table "
                    + table.name()
                    + " names fields that "
                    + definition
                    + " does not read: "
                    + String.join(", ", unread),
                "some of " + String.join(", ", new TreeSet<>(fields)),
                "call withColumn and withTimestamp with the name of the field first, unless these"
                    + " are for another definition"));
  }

  /** The fields of the days that a definition reads. */
  static Set<String> days(Definition definition) {
    Set<String> fields = new LinkedHashSet<>();
    measures(definition).forEach(measure -> fields.addAll(measure.days()));
    return fields;
  }

  private static Stream<Measure> measures(Definition definition) {
    return definition.metrics().stream().map(Metric::measure);
  }

  // ---- columns

  private Optional<Finding> customer() {
    String column = table.customerColumn();
    return column(column, "withCustomerColumn(\"…\")", this::customer);
  }

  private Optional<Finding> customer(ColumnType type) {
    KeyType said = table.customerType();
    return !dialect.hasTypes() || type.holds(said)
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                describe(table.customerColumn()) + " is of type " + type,
                "one of type " + said,
                "say what it holds with withCustomerColumn(\""
                    + table.customerColumn()
                    + "\", KeyType.…)"));
  }

  private Optional<Finding> field(String field, Function<ColumnType, Optional<Finding>> check) {
    return column(table.column(field), "withColumn(\"" + field + "\", \"…\")", check);
  }

  private Optional<Finding> column(
      String column, String naming, Function<ColumnType, Optional<Finding>> check) {
    Trial trial =
        trial(
            "reading column " + column + " of table " + table.name(),
            "name the column with " + naming);
    List<ColumnType> type = new ArrayList<>();
    return probe
        .trying(trial, handle -> type.add(type(handle, select(column))))
        .or(() -> check.apply(type.get(0)));
  }

  private ColumnType type(Handle handle, String select) {
    table.prepareToRead(dialect, handle);
    return Probe.type(handle, select);
  }

  private String select(String column) {
    return "select " + dialect.quoted(column) + " from " + table.name(dialect);
  }

  private String describe(String column) {
    return "column " + column + " of table " + table.name();
  }

  // ---- the index

  private Optional<Finding> index(Definition definition) {
    return isIndexed()
        ? Optional.empty()
        : transactions.read(
            handle ->
                Indexes.free(handle, dialect, schema(), lastOf(table.name()), indexName())
                    .map(name -> index(definition, handle, name)));
  }

  private Finding index(Definition definition, Handle handle, String name) {
    String day = definition.metrics().get(0).measure().windowedBy();
    String customer = dialect.quoted(table.customerColumn());
    int precision = Probe.precision(handle, select(table.customerColumn()));
    return Finding.advice(
        "table " + table.name() + " has no index that begins with " + table.customerColumn(),
        "one, so that a run reads only what it needs",
        dialect.createIndex(
            name,
            table.name(dialect),
            dialect.indexed(customer, precision) + ", " + table.column(dialect, day)));
  }

  /** No longer than any database takes. */
  private String indexName() {
    String name = unquoted(lastOf(table.name())).replace(' ', '_');
    return name.substring(0, Math.min(48, name.length())) + "_drift_idx";
  }

  private boolean isIndexed() {
    String customer = unquoted(table.customerColumn());
    return transactions
        .read(handle -> Indexes.of(handle, dialect, schema(), lastOf(table.name())))
        .stream()
        .anyMatch(columns -> columns.get(0).equalsIgnoreCase(customer));
  }

  private String schema() {
    int dot = table.name().indexOf('.');
    return dot < 0 ? "" : table.name().substring(0, dot);
  }

  private static String lastOf(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  private static String unquoted(String name) {
    return name.replace("\"", "");
  }
}

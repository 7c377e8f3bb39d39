package io.drift4j.jdbc;

import io.drift4j.Definition;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.jdbc.Probe.Trial;
import io.drift4j.jdbc.Verification.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Looks at the host's table of records, as a definition would read it. */
final class HostVerifier {

  private final Transactions transactions;
  private final Dialect dialect;
  private final Probe probe;
  private final FieldTypes fieldTypes;
  private final RecordTable table;

  HostVerifier(Transactions transactions, Dialect dialect, RecordTable table) {
    this.transactions = transactions;
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
    return table.allowsRowSecurity()
        ? Optional.empty()
        : transactions.read(handle -> dialect.hiddenRows(handle, table.name(dialect)));
  }

  private Optional<Finding> tableItself() {
    Trial trial =
        new Trial(
            "reading table " + table.name(),
            "name one that is there: RecordTable.named(\"schema.table\")",
            "select",
            table.name(dialect));
    return probe.trying(trial, handle -> type(handle, "select 1 from " + table.name(dialect)));
  }

  private List<Finding> columns(Definition definition) {
    List<Finding> findings = new ArrayList<>();
    customer().ifPresent(findings::add);
    texts(definition).forEach(field -> text(field).ifPresent(findings::add));
    measures(definition)
        .flatMap(measure -> typed(measure).stream())
        .distinct()
        .forEach(findings::add);
    findings.addAll(new Meaning(table, List.of(definition)).findings());
    if (findings.stream().noneMatch(Finding::isError)) {
      index(definition).ifPresent(findings::add);
      findings.addAll(new ContentVerifier(transactions, dialect, table).of(definition));
    }
    return findings;
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
    return column(column, "withCustomerColumn(\"…\")", fieldTypes::customer);
  }

  /** Of any type that can be read as a text. */
  private Optional<Finding> text(String field) {
    String naming = "withColumn(\"…\").as(\"" + field + "\")";
    String exact = dialect.exactText(table.column(dialect, field));
    return field(field, type -> fieldTypes.text(field, type))
        .or(
            () ->
                probe.trying(
                    reading(table.column(field), naming),
                    handle -> type(handle, "select " + exact + " from " + table.name(dialect))));
  }

  private Trial reading(String column, String naming) {
    return new Trial(
        "reading column " + column + " of table " + table.name(),
        "name the column with " + naming,
        "select",
        table.name(dialect));
  }

  private Optional<Finding> field(String field, Function<ColumnType, Optional<Finding>> check) {
    return column(table.column(field), "withColumn(\"…\").as(\"" + field + "\")", check);
  }

  private Optional<Finding> column(
      String column, String naming, Function<ColumnType, Optional<Finding>> check) {
    Optional<Finding> spelling = table.spelling().finding(column, table.name(), naming);
    return spelling.isPresent() ? spelling : looked(column, naming, check);
  }

  private Optional<Finding> looked(
      String column, String naming, Function<ColumnType, Optional<Finding>> check) {
    Trial trial = reading(column, naming);
    List<ColumnType> type = new ArrayList<>();
    return probe
        .trying(trial, handle -> type.add(type(handle, select(column))))
        .or(() -> check.apply(type.get(0)));
  }

  private ColumnType type(Handle handle, String select) {
    table.prepareToRead(dialect, handle);
    return Probe.typeOfHost(handle, select);
  }

  private String select(String column) {
    return "select " + table.quoted(dialect, column) + " from " + table.name(dialect);
  }

  // ---- the index

  private Optional<Finding> index(Definition definition) {
    String day = definition.metrics().get(0).measure().windowedBy();
    return isIndexed()
        ? Optional.empty()
        : Optional.of(
            Finding.advice(
                "table "
                    + table.name()
                    + " has no index that begins with "
                    + table.customerColumn(),
                "one, so that a run reads only what it needs",
                dialect.createIndex(
                    indexName(),
                    table.name(dialect),
                    table.quoted(dialect, table.customerColumn())
                        + ", "
                        + table.column(dialect, day))));
  }

  private boolean isIndexed() {
    List<String> names = table.spelling().table();
    String schema = names.size() == 1 ? "" : exactly(names.get(names.size() - 2));
    String customer = table.spelling().column(table.customerColumn());
    return transactions
        .read(handle -> Indexes.of(handle, dialect, schema, exactly(lastOf(table.spelling()))))
        .stream()
        .anyMatch(columns -> columns.get(0).equalsIgnoreCase(customer));
  }

  /** That needs no quotes. */
  private String indexName() {
    return lastOf(table.spelling()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_")
        + "_drift_idx";
  }

  private static String lastOf(Spelling spelling) {
    return spelling.table().get(spelling.table().size() - 1);
  }

  private static String exactly(String name) {
    return "\"" + name + "\"";
  }
}

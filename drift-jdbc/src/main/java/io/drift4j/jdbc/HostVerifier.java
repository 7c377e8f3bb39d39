package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.Measure;
import io.drift4j.Run;
import io.drift4j.jdbc.Probe.Trial;
import io.drift4j.jdbc.Verification.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
  private final Spellings spellings;
  private final LocalDate asOf;

  HostVerifier(
      Transactions transactions,
      Dialect dialect,
      RecordTable table,
      Spellings spellings,
      LocalDate asOf) {
    this.spellings = spellings;
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
    findings.addAll(customer());
    texts(definition).forEach(field -> findings.addAll(text(field)));
    measures(definition)
        .flatMap(measure -> typed(measure).stream())
        .distinct()
        .forEach(findings::add);
    findings.addAll(new Meaning(table, List.of(definition)).findings());
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
    try {
      return filter(table.filter(dialect));
    } catch (IllegalArgumentException e) { // the database would read it otherwise than others do
      return Optional.of(
          Finding.error(
              String.valueOf(e.getMessage()), "a condition that stays one here", MEND_FILTER));
    }
  }

  private Optional<Finding> filter(String condition) {
    String sql =
        Sql.of("select 1 from %s where %s %s", table.name(dialect), condition, dialect.limit(0));
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
    JdbcCountSource source = new JdbcCountSource(transactions, dialect, table, spellings);
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
      RecordTable read = transactions.read(handle -> withBits(handle, definition));
      return new ContentVerifier(transactions, dialect, read).of(definition);
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

  /** As a run reads it, to which some bits are a number. */
  private RecordTable withBits(Handle handle, Definition definition) {
    Set<String> columns = new LinkedHashSet<>();
    texts(definition).forEach(field -> columns.add(table.column(field)));
    return columns.isEmpty()
        ? table
        : table.spelledAs(table.spelling().withBits(dialect.bits(handle, table, columns)));
  }

  private Trial trial(String doing, String ifRefused) {
    return new Trial(doing, ifRefused, "select", table.name(dialect));
  }

  private List<Finding> typed(Measure measure) {
    return FieldTypes.fields(measure).stream()
        .flatMap(
            name ->
                field(name, (handle, type) -> fieldTypes.finding(handle, name, type, measure))
                    .stream())
        .toList();
  }

  private static Set<String> texts(Definition definition) {
    Set<String> fields = new LinkedHashSet<>(definition.segmentFields());
    measures(definition).map(Measure::outcome).filter(f -> f != null).forEach(fields::add);
    measures(definition)
        .flatMap(measure -> measure.details().stream())
        .forEach(detail -> fields.add(detail.field()));
    return fields;
  }

  /** The fields of the days that a definition reads. */
  static Set<String> days(Definition definition) {
    Set<String> fields = new LinkedHashSet<>();
    measures(definition).forEach(measure -> fields.addAll(measure.days()));
    return fields;
  }

  /** And the days by which dimensions are known, as if something were counted by them. */
  private static Stream<Measure> measures(Definition definition) {
    Stream<Measure> daysOfDimensions =
        definition.computed().stream()
            .flatMap(dimension -> Stream.ofNullable(dimension.knownBy()))
            .map(Measure::count);
    return Stream.concat(definition.measures().stream(), daysOfDimensions);
  }

  // ---- columns

  private List<Finding> customer() {
    String column = table.customerColumn();
    return column(column, "withCustomerColumn(\"…\")", (handle, type) -> fieldTypes.customer(type));
  }

  /** Of any type that can be read as a text. */
  private List<Finding> text(String field) {
    String naming = "withColumn(\"…\").as(\"" + field + "\")";
    String exact = dialect.exactText(table.column(dialect, field));
    return unlessError(
        field(field, (handle, type) -> fieldTypes.text(handle, field, type)),
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

  private List<Finding> field(String field, Check check) {
    return column(table.column(field), "withColumn(\"…\").as(\"" + field + "\")", check);
  }

  /** An advice on how it is spelled says nothing of its type. */
  private List<Finding> column(String column, String naming, Check check) {
    return unlessError(
        table.spelling().finding(column, table.name(), naming).stream().toList(),
        () -> looked(column, naming, check));
  }

  /** With what is found next, which after an error would be the same in other words. */
  private static List<Finding> unlessError(
      List<Finding> findings, Supplier<Optional<Finding>> next) {
    return findings.stream().anyMatch(Finding::isError)
        ? findings
        : Stream.concat(findings.stream(), next.get().stream()).toList();
  }

  private Optional<Finding> looked(String column, String naming, Check check) {
    List<Finding> found = new ArrayList<>();
    return probe
        .trying(
            reading(column, naming),
            handle -> check.of(handle, type(handle, select(column))).ifPresent(found::add))
        .or(() -> found.stream().findFirst());
  }

  /** What is wrong with the type of a column. */
  private interface Check {
    Optional<Finding> of(Handle handle, ColumnType type);
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
    return isIndexed()
        ? Optional.empty()
        : transactions.read(
            handle ->
                Indexes.free(
                        handle, dialect, schema(), exactly(lastOf(table.spelling())), indexName())
                    .map(name -> index(definition, handle, name)));
  }

  private Finding index(Definition definition, Handle handle, String name) {
    String day = definition.metrics().get(0).measure().windowedBy();
    String customer = table.quoted(dialect, table.customerColumn());
    int precision = Probe.precision(handle, select(table.customerColumn()));
    return Finding.advice(
        "table " + table.name() + " has no index that begins with " + table.customerColumn(),
        "one, so that a run reads only what it needs",
        dialect.createIndex(
            name,
            table.name(dialect),
            dialect.indexed(customer, precision) + ", " + table.column(dialect, day)));
  }

  private boolean isIndexed() {
    String customer = table.spelling().column(table.customerColumn());
    return transactions
        .read(handle -> Indexes.of(handle, dialect, schema(), exactly(lastOf(table.spelling()))))
        .stream()
        .anyMatch(columns -> columns.get(0).equalsIgnoreCase(customer));
  }

  /** That needs no quotes, and is no longer than any database takes. */
  private String indexName() {
    String name = lastOf(table.spelling()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return name.substring(0, Math.min(48, name.length())) + "_drift_idx";
  }

  private String schema() {
    List<String> names = table.spelling().table();
    return names.size() == 1 ? "" : exactly(names.get(names.size() - 2));
  }

  private static String lastOf(Spelling spelling) {
    return spelling.table().get(spelling.table().size() - 1);
  }

  private static String exactly(String name) {
    return "\"" + name + "\"";
  }
}

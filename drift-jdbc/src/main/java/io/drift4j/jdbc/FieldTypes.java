package io.drift4j.jdbc;

import io.drift4j.Measure;
import io.drift4j.Quantity;
import io.drift4j.jdbc.Verification.Finding;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Whether the columns of a table hold what was said of them: dates, timestamps, exact decimals. The
 * one taken for the other gives numbers that are nearly right.
 */
final class FieldTypes {

  private final Dialect dialect;
  private final RecordTable table;

  FieldTypes(Dialect dialect, RecordTable table) {
    this.dialect = dialect;
    this.table = table;
  }

  /** The fields of a measure that are not texts. */
  static Set<String> fields(Measure measure) {
    Set<String> fields = new LinkedHashSet<>(measure.days());
    if (measure.quantity() instanceof Quantity.Amount amount) {
      fields.add(amount.field());
      Optional.ofNullable(amount.other()).ifPresent(fields::add);
    }
    return fields;
  }

  /** All fields that are read for dimensions and measures. */
  static Set<String> fields(List<String> dimensions, List<Measure> measures) {
    Set<String> fields = new LinkedHashSet<>(dimensions);
    for (Measure measure : measures) {
      fields.addAll(fields(measure));
      String outcome = measure.outcome();
      if (outcome != null) {
        fields.add(outcome);
      }
      measure.details().forEach(detail -> fields.add(detail.field()));
    }
    return fields;
  }

  /**
   * Asks for the types of fields.
   *
   * @throws io.drift4j.DriftException if one is not what was said
   */
  void require(Handle handle, Measure measure) {
    List<String> fields = List.copyOf(fields(measure));
    List<String> names = new ArrayList<>(List.of(table.quoted(dialect, table.customerColumn())));
    fields.forEach(field -> names.add(table.quoted(dialect, table.column(field))));
    String columns = String.join(", ", names);
    String sql = Sql.of("select %s from %s where 1 = 0", columns, table.name(dialect));
    try (Query query = handle.createQuery(sql)) {
      query.setTemplateEngine((text, context) -> text);
      new Verification(
              query.scanResultSet(
                  (rows, context) -> findings(handle, rows.get().getMetaData(), fields, measure)))
          .requireSound();
    }
  }

  private List<Finding> findings(
      Handle handle, ResultSetMetaData columns, List<String> fields, Measure measure)
      throws SQLException {
    List<Finding> findings = new ArrayList<>();
    customer(ColumnType.of(columns, 1)).ifPresent(findings::add);
    for (int i = 0; i < fields.size(); i++) {
      finding(handle, fields.get(i), ColumnType.of(columns, i + 2), measure)
          .ifPresent(findings::add);
    }
    return findings;
  }

  /** What is wrong with the column of customers: it holds something else than was said. */
  Optional<Finding> customer(ColumnType type) {
    KeyType said = table.customerType();
    return !dialect.hasTypes() || dialect.holds(type, said)
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                "column "
                    + table.customerColumn()
                    + " of table "
                    + table.name()
                    + " is of type "
                    + type,
                "one of type " + said,
                "say what it holds with withCustomerColumn(\""
                    + table.customerColumn()
                    + "\", KeyType.…)"));
  }

  /** What is wrong with a field of a measure: its type, where columns have types, or its zone. */
  Optional<Finding> finding(Handle handle, String field, ColumnType type, Measure measure) {
    if (isMoment(field, measure) && !table.isTimestamp(field)) {
      return Optional.of(withoutZone(field));
    }
    if (!dialect.hasTypes()) {
      return Optional.empty();
    }
    return measure.days().contains(field)
        ? day(handle, field, type, measure)
        : decimal(handle, field, type);
  }

  /** Whether the moment counts, and not only its day. */
  private static boolean isMoment(String field, Measure measure) {
    return measure.quantity() instanceof Quantity.Elapsed elapsed
        && !elapsed.isInDays()
        && (field.equals(elapsed.from()) || field.equals(measure.until()));
  }

  private Finding withoutZone(String field) {
    return Finding.error(
        "column "
            + table.column(field)
            + " of table "
            + table.name()
            + " is measured in hours or minutes",
        "a timestamp and the zone of its days",
        "say withTimestamp(\"" + field + "\", zone)");
  }

  private Optional<Finding> day(Handle handle, String field, ColumnType type, Measure measure) {
    boolean fits = table.isTimestamp(field) ? type.isTimestamp() : type.isDate();
    return fits ? Optional.empty() : Optional.of(otherDay(handle, field, type, measure));
  }

  private Finding otherDay(Handle handle, String field, ColumnType type, Measure measure) {
    Wanted wanted = table.isTimestamp(field) ? Wanted.TIMESTAMP : Wanted.DATE;
    if (type.isTimestamp()) {
      return finding(field, type, wanted.expected, "say withTimestamp(\"" + field + "\", zone)");
    }
    if (type.isDate() && !isMoment(field, measure)) {
      String without = "do without withTimestamp(\"" + field + "\", zone)";
      return finding(field, type, wanted.expected, without);
    }
    if (type.isNumber()) {
      String unknown = ": what the number counts, and from when, is not known here";
      return finding(field, type, wanted.expected, wanted.view() + unknown);
    }
    return type.isText() || type.isDate()
        ? made(handle, field, type, wanted)
        : finding(field, type, wanted.expected, wanted.view());
  }

  /** What a column is to be, and one of its values as a text. */
  private enum Wanted {
    DATE("date", "date", "a date", "2026-01-15"),
    TIMESTAMP("timestamp", "timestamp", "a timestamp", "2026-01-15"),
    DECIMAL("decimal", "decimal(18, 2)", "an exact number", "12.34"),
    EXACT("decimal", "decimal(18, 2)", "an exact number: a binary fraction is none", "12.34"),
    TEXT("text", "varchar(100)", "a text", "a");

    private final String word;
    private final String type;
    private final String expected;
    private final String example;

    Wanted(String word, String type, String expected, String example) {
      this.word = word;
      this.type = type;
      this.expected = expected;
      this.example = example;
    }

    String expectedOf(ColumnType from) {
      return from.isText()
          ? expected
              + ", which the following makes of it, for whoever writes it as well, if each of its"
              + " texts, its default too, is one such as "
              + example
          : expected;
    }

    /** Where no statement is known that makes of a column what it is to be. */
    String view() {
      return "read a view that makes a " + word + " of it, or a column that holds one";
    }
  }

  /** Whose remedy is a statement, where there is one and the table can be changed. */
  private Finding made(Handle handle, String field, ColumnType type, Wanted wanted) {
    return statement(handle, field, type, wanted)
        .map(statement -> finding(field, type, wanted.expectedOf(type), statement))
        .orElseGet(() -> finding(field, type, wanted.expected, wanted.view()));
  }

  private Optional<String> statement(Handle handle, String field, ColumnType type, Wanted wanted) {
    return new TablesOfHost(dialect).isAltered(handle, table.spelling())
        ? dialect.changeType(handle, table, table.column(field), type, wanted.type)
        : Optional.empty();
  }

  /** What is wrong with a field that is read as a text. */
  Optional<Finding> text(Handle handle, String field, ColumnType type) {
    return dialect.readsAsText(type)
        ? Optional.empty()
        : Optional.of(made(handle, field, type, Wanted.TEXT));
  }

  private Optional<Finding> decimal(Handle handle, String field, ColumnType type) {
    return type.isExactNumber() ? Optional.empty() : Optional.of(noDecimal(handle, field, type));
  }

  private Finding noDecimal(Handle handle, String field, ColumnType type) {
    return type.isText() || type.isNumber()
        ? made(handle, field, type, type.isNumber() ? Wanted.EXACT : Wanted.DECIMAL)
        : finding(field, type, Wanted.DECIMAL.expected, Wanted.DECIMAL.view());
  }

  private Finding finding(String field, ColumnType type, String expected, String remedy) {
    return Finding.error(
        "column " + table.column(field) + " of table " + table.name() + " is of type " + type,
        expected,
        remedy);
  }
}

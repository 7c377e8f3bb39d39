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
      Optional.ofNullable(amount.minus()).ifPresent(fields::add);
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
    fields.forEach(field -> names.add(table.column(dialect, field)));
    String columns = String.join(", ", names);
    String sql = Sql.of("select %s from %s where 1 = 0", columns, table.name(dialect));
    try (Query query = handle.createQuery(sql)) {
      query.setTemplateEngine((text, context) -> text);
      new Verification(
              query.scanResultSet(
                  (rows, context) -> findings(rows.get().getMetaData(), fields, measure)))
          .requireSound();
    }
  }

  private List<Finding> findings(ResultSetMetaData columns, List<String> fields, Measure measure)
      throws SQLException {
    List<Finding> findings = new ArrayList<>();
    customer(ColumnType.of(columns, 1)).ifPresent(findings::add);
    for (int i = 0; i < fields.size(); i++) {
      finding(fields.get(i), ColumnType.of(columns, i + 2), measure).ifPresent(findings::add);
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
  Optional<Finding> finding(String field, ColumnType type, Measure measure) {
    if (isMoment(field, measure) && !table.isTimestamp(field)) {
      return Optional.of(withoutZone(field));
    }
    if (!dialect.hasTypes()) {
      return Optional.empty();
    }
    return measure.days().contains(field) ? day(field, type, measure) : decimal(field, type);
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

  private Optional<Finding> day(String field, ColumnType type, Measure measure) {
    boolean fits = table.isTimestamp(field) ? type.isTimestamp() : type.isDate();
    return fits
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                describe(field, type), expected(field, type), remedy(field, type, measure)));
  }

  private String expected(String field, ColumnType type) {
    String wanted = table.isTimestamp(field) ? "a timestamp" : "a date";
    return type.isText() ? wanted + madeOfTexts("2026-01-15") : wanted;
  }

  private static String madeOfTexts(String one) {
    return ", which the following makes of it, for whoever writes it as well, if each of its texts"
        + " is one such as "
        + one;
  }

  private String remedy(String field, ColumnType type, Measure measure) {
    if (type.isTimestamp()) {
      return "say withTimestamp(\"" + field + "\", zone)";
    }
    if (type.isDate() && !isMoment(field, measure)) {
      return "do without withTimestamp(\"" + field + "\", zone)";
    }
    String wanted = table.isTimestamp(field) ? "timestamp" : "date";
    return type.isText() || type.isDate()
        ? changeType(field, wanted)
        : view(wanted)
            + (type.isNumber() ? ": what the number counts, and from when, is not known here" : "");
  }

  /** Where no statement is known that makes of a column what it is to be. */
  private static String view(String wanted) {
    return "read a view that makes a " + wanted + " of it, or a column that holds one";
  }

  /** What is wrong with a field that is read as a text. */
  Optional<Finding> text(String field, ColumnType type) {
    return dialect.readsAsText(type)
        ? Optional.empty()
        : Optional.of(
            Finding.error(describe(field, type), "a text", changeType(field, "varchar(100)")));
  }

  private Optional<Finding> decimal(String field, ColumnType type) {
    return type.isExactNumber()
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                describe(field, type),
                "an exact number" + (type.isText() ? madeOfTexts("12.34") : insteadOf(type)),
                type.isText() || type.isNumber()
                    ? changeType(field, "decimal(18, 2)")
                    : view("decimal")));
  }

  private static String insteadOf(ColumnType type) {
    return type.isNumber() ? ": a binary fraction is none" : "";
  }

  private String describe(String field, ColumnType type) {
    return "column " + table.column(field) + " of table " + table.name() + " is of type " + type;
  }

  private String changeType(String field, String type) {
    return dialect.changeType(table.name(dialect), table.column(dialect, field), type);
  }
}

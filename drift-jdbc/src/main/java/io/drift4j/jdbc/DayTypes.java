package io.drift4j.jdbc;

import io.drift4j.jdbc.Verification.Finding;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Whether the columns of a table hold what was said of them, dates or timestamps: the one taken for
 * the other gives days that are nearly right.
 */
final class DayTypes {

  private final Dialect dialect;
  private final RecordTable table;

  DayTypes(Dialect dialect, RecordTable table) {
    this.dialect = dialect;
    this.table = table;
  }

  /**
   * Asks for the types of fields.
   *
   * @throws io.drift4j.DriftException if one is not what was said
   */
  void require(Handle handle, List<String> fields) {
    String columns =
        String.join(", ", fields.stream().map(field -> table.column(dialect, field)).toList());
    String sql = Sql.of("select %s from %s where 1 = 0", columns, table.name(dialect));
    try (Query query = handle.createQuery(sql)) {
      query.setTemplateEngine((text, context) -> text);
      new Verification(
              query.scanResultSet((rows, context) -> findings(rows.get().getMetaData(), fields)))
          .requireSound();
    }
  }

  private List<Finding> findings(ResultSetMetaData columns, List<String> fields)
      throws SQLException {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      ColumnType type =
          new ColumnType(columns.getColumnType(i + 1), columns.getColumnTypeName(i + 1));
      finding(fields.get(i), type).ifPresent(findings::add);
    }
    return findings;
  }

  /** What is wrong with the type of a field, where columns have types. */
  Optional<Finding> finding(String field, ColumnType type) {
    boolean fits = table.isTimestamp(field) ? type.isTimestamp() : type.isDate();
    return fits || !dialect.hasTypes()
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                "column "
                    + table.column(field)
                    + " of table "
                    + table.name()
                    + " is of type "
                    + type,
                table.isTimestamp(field) ? "a timestamp" : "a date",
                remedy(field, type)));
  }

  private String remedy(String field, ColumnType type) {
    if (type.isTimestamp()) {
      return "say withTimestamp(\"" + field + "\", zone)";
    }
    if (type.isDate()) {
      return "do without withTimestamp(\"" + field + "\", zone)";
    }
    return dialect.changeType(
        table.name(dialect),
        table.column(dialect, field),
        table.isTimestamp(field) ? "timestamp" : "date");
  }
}

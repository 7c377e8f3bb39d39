package io.drift4j.jdbc;

import io.drift4j.Detail;
import io.drift4j.OutcomeText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What a statement selects of each record for the details of an outcome: a text as it is, and of a
 * text that is only looked through no more than what was found. They are joined here, so that every
 * database tells the same.
 */
final class DetailColumns {

  private final Dialect dialect;
  private final RecordTable table;
  private final int measure;
  private final List<Detail> details;

  DetailColumns(Dialect dialect, RecordTable table, int measure, List<Detail> details) {
    this.dialect = dialect;
    this.table = table;
    this.measure = measure;
    this.details = details;
  }

  int size() {
    return details.size();
  }

  List<String> columns() {
    List<String> columns = new ArrayList<>(details.size());
    for (int i = 0; i < details.size(); i++) {
      columns.add(column(i, details.get(i)));
    }
    return columns;
  }

  private String column(int number, Detail detail) {
    String column = table.column(dialect, detail.field());
    return detail instanceof Detail.Contains contains
        ? dialect.contains(column, ":" + part(number), contains.part())
        : dialect.exactText(column);
  }

  /** As many nulls of the same types. */
  List<String> nulls() {
    return details.stream()
        .map(
            detail ->
                detail instanceof Detail.Contains
                    ? MeasureColumns.NO_NUMBER
                    : dialect.exactText("null"))
        .toList();
  }

  private String part(int number) {
    return "measure" + measure + "_part" + number;
  }

  void bind(SqlStatement<?> statement) {
    for (int i = 0; i < details.size(); i++) {
      if (details.get(i) instanceof Detail.Contains contains) {
        statement.bind(part(i), contains.part());
      }
    }
  }

  /** An outcome, if there is one, with its details, whose columns are the first of a measure. */
  @Nullable String joined(@Nullable String outcome, RowColumns row) throws SQLException {
    if (outcome == null || details.isEmpty()) {
      return outcome;
    }
    List<@Nullable String> parts = new ArrayList<>(details.size() + 1);
    parts.add(outcome);
    for (int i = 0; i < details.size(); i++) {
      parts.add(details.get(i) instanceof Detail.Contains ? row.written(i) : row.text(i));
    }
    return OutcomeText.join(parts);
  }
}

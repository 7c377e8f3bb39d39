package io.drift4j.jdbc;

import static io.drift4j.jdbc.DayColumn.each;

import io.drift4j.CountRequest;
import io.drift4j.Measure;
import java.util.function.IntFunction;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The one statement that counts everything a run wants: a scan for each measure, put together with
 * {@code UNION ALL}, because two statements of a READ COMMITTED transaction may see different rows.
 */
final class CountStatement {

  private final Dialect dialect;
  private final RecordTable table;
  private final CountRequest request;

  CountStatement(Dialect dialect, RecordTable table, CountRequest request) {
    this.dialect = dialect;
    this.table = table;
    this.request = request;
  }

  String sql() {
    return each(request.measures().size(), this::scan, "union all\n");
  }

  /**
   * The customer is compared twice where it is a text: once as the column compares, for its index,
   * and once by its bytes. The newest day of a group bounds how late its records may have come.
   */
  private String scan(int position) {
    Measure measure = request.measures().get(position);
    DayColumn day = day(measure.windowedBy());
    String parameters = parameters(position);
    return Sql.of(
        """
        select %d, period, days, outcome, %s, count(*), %s
        from (
          select %s, %s as period, %s as days, %s as outcome, %s as windowed_day
          from %s
          where %s
            and %s
            and %s
        ) as reading
        group by period, days, outcome, %s
        """,
        position,
        day.newestEpochDay("windowed_day"),
        segment(i -> "segment_" + i),
        segment(i -> dimension(i) + " as segment_" + i),
        day.period(parameters, request.windows()),
        day(measure.from()).daysUntil(day(measure.until())),
        outcome(measure),
        day.windowed(),
        table.name(dialect),
        table.customerCondition(dialect),
        day.inWindows(parameters, request.windows()),
        table.filter(),
        segment(i -> "segment_" + i));
  }

  private DayColumn day(String field) {
    return table.day(dialect, field, request.windows());
  }

  private static String parameters(int position) {
    return "measure" + position + "_";
  }

  private String segment(IntFunction<String> part) {
    return each(request.dimensions().size(), part, ", ");
  }

  private String dimension(int i) {
    return dialect.exactText(table.column(dialect, request.dimensions().get(i)));
  }

  private String outcome(Measure measure) {
    String field = measure.outcome();
    return dialect.exactText(field == null ? "null" : table.column(dialect, field));
  }

  void bind(SqlStatement<?> statement) {
    statement.bind("customer", table.customer(dialect, request.customer()));
    for (int i = 0; i < request.measures().size(); i++) {
      day(request.measures().get(i).windowedBy()).bind(statement, parameters(i), request.windows());
    }
  }
}

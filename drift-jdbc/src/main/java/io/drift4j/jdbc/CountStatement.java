package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.Measure;
import io.drift4j.Window;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The one statement that counts everything a run wants: a scan for each measure, put together with
 * {@code UNION ALL}, because two statements of a READ COMMITTED transaction may see different rows.
 */
final class CountStatement {

  private final Vendor vendor;
  private final RecordTable table;
  private final CountRequest request;

  CountStatement(Vendor vendor, RecordTable table, CountRequest request) {
    this.vendor = vendor;
    this.table = table;
    this.request = request;
  }

  String sql() {
    return each(request.measures().size(), this::scan, "union all\n");
  }

  /**
   * The customer is compared twice: once as the column compares, for its index, and once by its
   * bytes. The newest day of a group bounds how late its records may have come.
   */
  private String scan(int position) {
    Measure measure = request.measures().get(position);
    String day = table.column(measure.windowedBy());
    return """
        select %d, period, days, outcome, max(windowed_day), count(*), %s
        from (
          select %s, %s as period, %s as days, %s as outcome, %s as windowed_day
          from %s
          where %s = :customer and %s = %s
            and %s >= :earliest and %s < :latest
            and %s
        ) as reading
        where period is not null
        group by period, days, outcome, %s
        """
        .formatted(
            position,
            segment(i -> "segment_" + i),
            segment(i -> dimension(i) + " as segment_" + i),
            period(day),
            vendor.daysBetween(table.column(measure.from()), table.column(measure.until())),
            outcome(measure),
            day,
            table.name(),
            table.customerColumn(),
            vendor.exactText(table.customerColumn()),
            vendor.exactText(":customer"),
            day,
            day,
            table.filter(),
            segment(i -> "segment_" + i));
  }

  private String segment(IntFunction<String> part) {
    return each(request.dimensions().size(), part, ", ");
  }

  private String dimension(int i) {
    return vendor.exactText(table.column(request.dimensions().get(i)));
  }

  private String outcome(Measure measure) {
    String field = measure.outcome();
    return vendor.exactText(field == null ? "null" : table.column(field));
  }

  /** The position of the window that holds a day. */
  private String period(String day) {
    String cases =
        each(
            request.windows().size(),
            i -> "when %s >= :start%d and %s < :end%d then %d".formatted(day, i, day, i, i),
            " ");
    return "case " + cases + " end";
  }

  private static String each(int count, IntFunction<String> part, String separator) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(separator));
  }

  static void bindWindows(SqlStatement<?> statement, List<Window> windows) {
    for (int i = 0; i < windows.size(); i++) {
      statement.bind("start" + i, windows.get(i).startInclusive());
      statement.bind("end" + i, windows.get(i).endExclusive());
    }
    statement.bind(
        "earliest",
        windows.stream().map(Window::startInclusive).min(Comparator.naturalOrder()).orElseThrow());
    statement.bind(
        "latest",
        windows.stream().map(Window::endExclusive).max(Comparator.naturalOrder()).orElseThrow());
  }
}

package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.Measure;
import io.drift4j.Window;
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
        select %d, period, days, outcome, %s, count(*), %s
        from (
          select %s, %s as period, %s as days, %s as outcome, %s as windowed_day
          from %s
          where %s = :customer and %s
            and %s
            and %s
        ) as reading
        group by period, days, outcome, %s
        """
        .formatted(
            position,
            vendor.daysBetween("date '1970-01-01'", "max(windowed_day)"),
            segment(i -> "segment_" + i),
            segment(i -> dimension(i) + " as segment_" + i),
            period(day),
            vendor.daysBetween(table.column(measure.from()), table.column(measure.until())),
            outcome(measure),
            day,
            table.name(),
            table.customerColumn(),
            vendor.isExactly(table.name(), table.customerColumn(), ":customer"),
            inWindows(day),
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

  /** The position of the window that holds a day; they are in order, and the day is in one. */
  private String period(String day) {
    int last = request.windows().size() - 1;
    return "case "
        + each(last, i -> "when " + day + " < :end" + i + " then " + i, " ")
        + " else "
        + last
        + " end";
  }

  /** One range for the index, less what lies between windows that do not touch. */
  private String inWindows(String day) {
    int last = request.windows().size() - 1;
    return "%s >= :start0 and %s < :end%d".formatted(day, day, last)
        + each(last, i -> gap(day, i), "");
  }

  private String gap(String day, int i) {
    return touches(i)
        ? ""
        : " and not (%s >= :end%d and %s < :start%d)".formatted(day, i, day, i + 1);
  }

  private boolean touches(int i) {
    List<Window> windows = request.windows();
    return windows.get(i).endExclusive().equals(windows.get(i + 1).startInclusive());
  }

  private static String each(int count, IntFunction<String> part, String separator) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(separator));
  }

  static void bindWindows(SqlStatement<?> statement, List<Window> windows) {
    for (int i = 0; i < windows.size(); i++) {
      statement.bind("start" + i, windows.get(i).startInclusive());
      statement.bind("end" + i, windows.get(i).endExclusive());
    }
  }
}

package io.drift4j.jdbc;

import static io.drift4j.jdbc.DayColumn.each;

import io.drift4j.CountRequest;
import io.drift4j.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The one statement that counts everything a run wants: for each measure a scan of its windows and
 * one of the records that are in none because nobody can say where they belong, put together with
 * {@code UNION ALL}, because two statements of a READ COMMITTED transaction may see different rows.
 *
 * <p>Its columns are measure, period, days, outcome, newest day, count, a {@link Place}, and the
 * values of the dimensions.
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
    return each(
        request.measures().size(), i -> windows(i) + "union all\n" + strays(i), "union all\n");
  }

  /**
   * The customer is compared twice where it is a text: once as the column compares, for its index,
   * and once by its bytes. The newest day of a group bounds how late its records may have come.
   */
  private String windows(int position) {
    Measure measure = request.measures().get(position);
    DayColumn day = day(measure.windowedBy());
    String parameters = parameters(position);
    String place = place(measure);
    return Sql.of(
        """
        select %s
        from (
          select %s
          from %s
          where %s
            and %s
            and %s
        ) as reading
        group by %s
        """,
        list(
            List.of(
                Integer.toString(position),
                "period",
                "days",
                "outcome",
                day.newestEpochDay("windowed_day"),
                "count(*)",
                place.isEmpty() ? Place.CELL.code() : "place"),
            segments()),
        list(
            columns(),
            List.of(
                day.period(parameters, request.windows()) + " as period",
                days(measure) + " as days",
                outcome(measure) + " as outcome",
                day.windowed() + " as windowed_day"),
            place.isEmpty() ? List.of() : List.of(place + " as place")),
        table.name(dialect),
        table.customerCondition(dialect),
        day.inWindows(parameters, request.windows()),
        table.filter(),
        list(
            List.of("period", "days", "outcome"),
            place.isEmpty() ? List.of() : List.of("place"),
            segments()));
  }

  /** Whatever put a record into a window is a day; anything else may be none. */
  private String days(Measure measure) {
    DayColumn from = day(measure.from());
    String days = from.daysUntil(day(measure.until()));
    return measure.from().equals(measure.windowedBy())
        ? days
        : Sql.of("case when %s then %s end", from.isDay(), days);
  }

  /** Of what a record in a window lacks to be counted there; empty where it can lack nothing. */
  private String place(Measure measure) {
    StringBuilder cases = new StringBuilder();
    if (!dialect.rangesHoldDaysOnly()) {
      cases.append(unlessDay(day(measure.windowedBy()), Place.UNREADABLE));
    }
    if (!measure.from().equals(measure.windowedBy())) {
      DayColumn from = day(measure.from());
      cases.append(when(from.isAbsent(), Place.NO_START));
      cases.append(unlessDay(from, dialect.hasTypes() ? Place.NO_START : Place.UNREADABLE));
    }
    if (!dialect.hasTypes()) {
      DayColumn until = day(measure.until());
      cases.append(when("not " + until.isAbsent() + " and " + isNot(until), Place.NO_END));
    }
    return cases.isEmpty() ? "" : "case" + cases + " else " + Place.CELL.code() + " end";
  }

  private static String unlessDay(DayColumn column, Place place) {
    return when(isNot(column), place);
  }

  private static String isNot(DayColumn column) {
    return "(" + column.isDay() + ") is not true";
  }

  private static String when(String condition, Place place) {
    return " when " + condition + " then " + place.code();
  }

  /** Records without a start, or with one that cannot be read, wherever they may belong. */
  private String strays(int position) {
    DayColumn day = day(request.measures().get(position).windowedBy());
    Place stray = dialect.hasTypes() ? Place.NO_START : Place.UNREADABLE;
    return Sql.of(
        """
        select %s
        from (
          select case when %s then %s else %s end as place
          from %s
          where %s
            and %s
            and %s
        ) as stray
        group by place
        """,
        list(
            List.of(
                Integer.toString(position), "null", "null", "null", "null", "count(*)", "place"),
            request.dimensions().stream().map(dimension -> "null").toList()),
        day.isAbsent(),
        Place.NO_START.code(),
        stray.code(),
        table.name(dialect),
        table.customerCondition(dialect),
        day.isStray(parameters(position), request.windows()),
        table.filter());
  }

  @SafeVarargs
  private static String list(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return String.join(", ", all);
  }

  private DayColumn day(String field) {
    return table.day(dialect, field, request.windows());
  }

  private static String parameters(int position) {
    return "measure" + position + "_";
  }

  /** Names of its own for the dimensions, which may be called as anything of ours. */
  private List<String> segments() {
    return IntStream.range(0, request.dimensions().size()).mapToObj(i -> "segment_" + i).toList();
  }

  private List<String> columns() {
    return IntStream.range(0, request.dimensions().size())
        .mapToObj(i -> dimension(i) + " as segment_" + i)
        .toList();
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

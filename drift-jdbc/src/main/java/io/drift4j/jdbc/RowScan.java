package io.drift4j.jdbc;

import static io.drift4j.jdbc.DayColumn.each;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.Defect;
import io.drift4j.Measure;
import io.drift4j.Segment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as they are, or in groups of those that say the same: for each day by which
 * measures are windowed, a select of its windows and one of the records that are in none because
 * nobody can say where they belong, put together with {@code UNION ALL}, because two statements of
 * a READ COMMITTED transaction may see different rows.
 *
 * <p>Its columns are the number of the select, a {@link Place}, day and count, the {@link
 * MeasureColumns columns} of every measure, and the values of the dimensions.
 */
final class RowScan implements RecordScan {

  private static final int FIRST_MEASURE = 5; // columns count from 1

  private final Dialect dialect;
  private final RecordTable table;
  private final CountRequest request;
  private final List<String> dimensions;
  private final KnownDimensions known;
  private final boolean inGroups;
  private final int fetchSize;
  private final List<String> days; // by which measures are windowed
  private final List<MeasureColumns> measures;
  private final SharedColumns columns;
  private final DayTexts dayTexts = new DayTexts();

  RowScan(
      Dialect dialect, RecordTable table, CountRequest request, boolean inGroups, int fetchSize) {
    this(dialect, table, request, dialect.dimensions(table, request), inGroups, fetchSize);
  }

  /** With expressions for the dimensions. */
  RowScan(
      Dialect dialect,
      RecordTable table,
      CountRequest request,
      List<String> dimensions,
      boolean inGroups,
      int fetchSize) {
    this.dialect = dialect;
    this.table = table;
    this.request = request;
    this.known = new KnownDimensions(dialect, table, request);
    this.dimensions = known.of(dimensions);
    this.inGroups = inGroups;
    this.fetchSize = fetchSize;
    this.days = request.measures().stream().map(Measure::windowedBy).distinct().toList();
    this.measures =
        IntStream.range(0, request.measures().size())
            .mapToObj(i -> MeasureColumns.of(dialect, table, request, i))
            .toList();
    this.columns = SharedColumns.of(days, measures);
  }

  @Override
  public int fetchSize() {
    return fetchSize;
  }

  // ---- the statement

  @Override
  public String sql() {
    return each(days.size(), i -> windows(i) + "union all\n" + strays(i), "union all\n");
  }

  private String windows(int select) {
    return inGroups ? groups(select) : records(select);
  }

  /**
   * The customer is compared twice where it is a text: once as the column compares, for its index,
   * and once by its bytes.
   */
  private String records(int select) {
    return Sql.of(
        """
        select %d, %s, %s, 1, %s
        from %s
        where %s
          and %s
          and %s
        """,
        select,
        isText(select) ? Place.CELL.code() : place(select),
        readingDay(select),
        list(columns.of(select), dimensions),
        table.name(dialect),
        table.customerCondition(dialect),
        day(select).inWindows(parameters(select), request.windows()),
        table.filter(dialect));
  }

  private String groups(int select) {
    List<String> names = names(columns.size());
    String place = place(select);
    return Sql.of(
        """
        select %d, place, reading_day, count(*), %s
        from (
          select %s as place, %s as reading_day, %s
          from %s
          where %s
            and %s
            and %s
        ) as reading
        group by place, reading_day, %s
        """,
        select,
        list(names, segments()),
        isText(select) ? Place.CELL.code() : place,
        readingDay(select),
        list(named(columns.of(select), names), named(dimensions, segments())),
        table.name(dialect),
        table.customerCondition(dialect),
        day(select).inWindows(parameters(select), request.windows()),
        table.filter(dialect),
        list(names, segments()));
  }

  /** Whether its day comes as it is written. */
  private boolean isText(int select) {
    return !dialect.hasTypes() && !table.isTimestamp(days.get(select));
  }

  private String readingDay(int select) {
    return isText(select)
        ? dialect.dayText(table.column(dialect, days.get(select)))
        : day(select).epochDayInWindow();
  }

  /** Where ranges find more than days, that is told before anything else of a record. */
  private String place(int select) {
    return dialect.rangesHoldDaysOnly()
        ? Place.CELL.code()
        : Sql.of(
            "case when (%s) is not true then %s else %s end",
            day(select).isDay(), Place.UNREADABLE.code(), Place.CELL.code());
  }

  /** Records without a day, or with one that cannot be read, wherever they may belong. */
  private String strays(int select) {
    Place stray = dialect.hasTypes() ? Place.NO_START : Place.UNREADABLE;
    return Sql.of(
        """
        select %d, place, null, count(*), %s
        from (
          select case when %s then %s else %s end as place
          from %s
          where %s
            and %s
            and %s
        ) as stray
        group by place
        """,
        select,
        list(
            columns.nulls(),
            request.dimensions().stream().map(dimension -> dialect.exactText("null")).toList()),
        day(select).isAbsent(),
        Place.NO_START.code(),
        stray.code(),
        table.name(dialect),
        table.customerCondition(dialect),
        day(select).isStray(parameters(select), request.windows()),
        table.filter(dialect));
  }

  private boolean isIn(int select, MeasureColumns measure) {
    return measure.measure.windowedBy().equals(days.get(select));
  }

  private DayColumn day(int select) {
    return table.day(dialect, days.get(select), request.windows());
  }

  private static String parameters(int select) {
    return "day" + select + "_";
  }

  @SafeVarargs
  private static String list(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return String.join(", ", all);
  }

  private static List<String> named(List<String> expressions, List<String> names) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> expressions.get(i) + " as " + names.get(i))
        .toList();
  }

  private static List<String> names(int columns) {
    return IntStream.range(0, columns).mapToObj(i -> "column_" + i).toList();
  }

  /** Names of its own for the dimensions, which may be called as anything of ours. */
  private List<String> segments() {
    return IntStream.range(0, request.dimensions().size()).mapToObj(i -> "segment_" + i).toList();
  }

  @Override
  public void bind(SqlStatement<?> statement) {
    statement.bind("customer", table.customer(dialect, request.customer()));
    for (int i = 0; i < days.size(); i++) {
      day(i).bind(statement, parameters(i), request.windows());
    }
    measures.forEach(measure -> measure.bind(statement));
    known.bind(statement);
  }

  // ---- its rows

  @Override
  public void read(ResultSet rows, CellVisitor visitor) throws SQLException {
    Map<List<@Nullable String>, CellVisitor.Cells> segments = new HashMap<>();
    SharedColumns.Reader reader = columns.reader(dialect, rows, FIRST_MEASURE);
    while (rows.next()) {
      reader.begin();
      int select = rows.getInt(1);
      Defect defect = Place.of(rows.getInt(2)).defect();
      long day = defect == null ? readingDay(select, rows) : DayTexts.NONE;
      if (day != DayTexts.NONE) {
        tell(select, reader, day, rows.getLong(4), cells(rows, segments, visitor), visitor);
      } else {
        Defect flaw = defect == null ? Defect.UNREADABLE_DATE : defect;
        leaveOut(select, flaw, rows.getLong(4), visitor);
      }
    }
  }

  private long readingDay(int select, ResultSet row) throws SQLException {
    return isText(select) ? dayTexts.epochDay(row.getString(3)) : row.getLong(3);
  }

  private void tell(
      int select,
      SharedColumns.Reader row,
      long day,
      long count,
      CellVisitor.Cells cells,
      CellVisitor visitor)
      throws SQLException {
    for (MeasureColumns measure : measures) {
      if (isIn(select, measure)) {
        measure.tell(row.of(measure), day, count, cells, visitor);
      }
    }
  }

  private void leaveOut(int select, Defect defect, long count, CellVisitor visitor) {
    for (MeasureColumns measure : measures) {
      if (isIn(select, measure)) {
        visitor.leaveOut(measure.position, defect, count);
      }
    }
  }

  private CellVisitor.Cells cells(
      ResultSet row, Map<List<@Nullable String>, CellVisitor.Cells> segments, CellVisitor visitor)
      throws SQLException {
    List<@Nullable String> values = new ArrayList<>(request.dimensions().size());
    for (int i = 0; i < request.dimensions().size(); i++) {
      values.add(dialect.readText(row, FIRST_MEASURE + columns.size() + i));
    }
    CellVisitor.Cells cells = segments.get(values);
    if (cells == null) {
      cells = visitor.segment(Segment.of(request.dimensions(), values));
      segments.put(values, cells);
    }
    return cells;
  }
}

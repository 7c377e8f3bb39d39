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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row for each segment, in which each measure is the bytes of all its records: the database
 * puts records together by segment only and sends four bytes of each, which takes less than to
 * count them by everything that they say.
 *
 * <p>All measures are windowed by one day, so that a segment is whole with its row, and all
 * dimensions are known from the first.
 */
final class PackedScan implements RecordScan {

  private final Dialect dialect;
  private final RecordTable table;
  private final CountRequest request;
  private final int fetchSize;
  private final DayColumn day;
  private final List<PackedMeasure> measures;

  PackedScan(Dialect dialect, RecordTable table, CountRequest request, int fetchSize) {
    this.dialect = dialect;
    this.table = table;
    this.request = request;
    this.fetchSize = fetchSize;
    this.day = table.day(dialect, windowedBy(request), request.windows());
    this.measures =
        IntStream.range(0, request.measures().size())
            .mapToObj(i -> new PackedMeasure(dialect, table, request, i, dayColumn()))
            .toList();
  }

  static boolean fits(CountRequest request) {
    return !request.dimensions().isEmpty()
        && request.knownBy().isEmpty()
        && request.measures().stream().allMatch(measure -> PackedMeasure.fits(request, measure))
        && request.measures().stream().map(Measure::windowedBy).distinct().count() == 1;
  }

  private static String windowedBy(CountRequest request) {
    return request.measures().get(0).windowedBy();
  }

  @Override
  public int fetchSize() {
    return fetchSize;
  }

  @Override
  public String sql() {
    return segments() + "union all\n" + strays();
  }

  private String segments() {
    return Sql.of(
        """
        select %d, null::bigint, %s, %s
        from (
          select %s
          from %s
          where %s
        ) as reading
        group by %s
        """,
        0,
        names("segment_"),
        measures.stream()
            .map(measure -> "string_agg(" + measure.bytes() + ", '')")
            .collect(Collectors.joining(", ")),
        String.join(", ", columns()),
        table.name(dialect),
        records(),
        names("segment_"));
  }

  private List<String> columns() {
    Stream<String> dimensions =
        IntStream.range(0, request.dimensions().size())
            .mapToObj(i -> dimension(i) + " as segment_" + i);
    Stream<String> readings = measures.stream().flatMap(measure -> measure.columns().stream());
    return Stream.of(Stream.of(dayColumn() + " as day"), dimensions, readings)
        .flatMap(part -> part)
        .toList();
  }

  private String dayColumn() {
    return "cast(" + day.epochDayInWindow() + " as integer)";
  }

  private String dimension(int i) {
    return dialect.exactText(table.column(dialect, request.dimensions().get(i)));
  }

  /** Which records: the customer's, in the windows, that the host means. */
  private String records() {
    return String.join(
        "\n    and ",
        table.customerCondition(dialect),
        day.inWindows("day_", request.windows()),
        table.filter(dialect));
  }

  private String strays() {
    return Sql.of(
        """
        select %d, count(*), %s, %s
        from %s
        where %s
          and %s
          and %s
        having count(*) > 0
        """,
        1,
        each(request.dimensions().size(), i -> "null", ", "),
        each(measures.size(), i -> "null", ", "),
        table.name(dialect),
        table.customerCondition(dialect),
        day.isStray("day_", request.windows()),
        table.filter(dialect));
  }

  private String names(String prefix) {
    return each(request.dimensions().size(), i -> prefix + i, ", ");
  }

  /** The records and their segments, for whoever asks the planner how many there are. */
  String recordsOnly() {
    return Sql.of("select 1 from %s where %s", table.name(dialect), records());
  }

  String segmentsOnly() {
    String columns =
        request.dimensions().stream().map(this::grouped).collect(Collectors.joining(", "));
    return Sql.of("select 1 from %s where %s group by %s", table.name(dialect), records(), columns);
  }

  private String grouped(String dimension) {
    String type = table.spelling().type(table.column(dimension));
    return dialect.grouped(table.column(dialect, dimension), type);
  }

  /** What {@link #recordsOnly} and {@link #segmentsOnly} ask for. */
  void bindRecords(SqlStatement<?> statement) {
    statement.bind("customer", table.customer(dialect, request.customer()));
    day.bind(statement, "day_", request.windows());
  }

  @Override
  public void bind(SqlStatement<?> statement) {
    bindRecords(statement);
    measures.forEach(measure -> measure.bind(statement));
  }

  @Override
  public void read(ResultSet rows, CellVisitor visitor) throws SQLException {
    while (rows.next()) {
      if (rows.getInt(1) == 0) {
        tell(rows, visitor);
      } else {
        leaveOut(rows.getLong(2), visitor);
      }
    }
  }

  private void tell(ResultSet row, CellVisitor visitor) throws SQLException {
    List<@Nullable String> values = new ArrayList<>(request.dimensions().size());
    for (int i = 0; i < request.dimensions().size(); i++) {
      values.add(dialect.readText(row, 3 + i));
    }
    CellVisitor.Cells cells = visitor.segment(Segment.of(request.dimensions(), values));
    int first = 3 + values.size();
    for (int i = 0; i < measures.size(); i++) {
      measures.get(i).read(row.getBytes(first + i), cells, visitor);
    }
    cells.end();
  }

  private void leaveOut(long count, CellVisitor visitor) {
    for (int i = 0; i < measures.size(); i++) {
      visitor.leaveOut(i, Defect.NO_START, count);
    }
  }

  /** It asks for functions and for memory that not every server gives. */
  @Override
  public Optional<RecordScan> otherwise() {
    return Optional.of(new RowScan(dialect, table, request, false, Dialect.ROWS_OF_A_FETCH));
  }
}

package io.drift4j.jdbc;

import static io.drift4j.jdbc.DayColumn.each;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.Defect;
import io.drift4j.Detail;
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
 * Reads rows for each segment, in which each measure is the bytes of all its records: the database
 * puts records together by segment and by the details of their outcomes only and sends four bytes
 * of each, which takes less than to count them by everything that they say.
 *
 * <p>There is a select for each day by which measures are windowed, and one of the records that are
 * in none of its windows because nobody can say where they belong. Its columns are the number of
 * the select, how many such records there are, the values of the dimensions, the details, and the
 * bytes of every measure. Without details and other days, a segment is whole with its row.
 */
final class PackedScan implements RecordScan {

  private static final int FIRST_DIMENSION = 3; // columns count from 1

  private final Dialect dialect;
  private final RecordTable table;
  private final CountRequest request;
  private final int fetchSize;
  private final List<String> days; // by which measures are windowed
  private final List<PackedMeasure> measures;
  private final SharedColumns details;
  private final KnownDimensions dimensions;

  PackedScan(Dialect dialect, RecordTable table, CountRequest request, int fetchSize) {
    this.dialect = dialect;
    this.table = table;
    this.request = request;
    this.fetchSize = fetchSize;
    this.dimensions = new KnownDimensions(dialect, table, request);
    this.days = request.measures().stream().map(Measure::windowedBy).distinct().toList();
    this.measures =
        IntStream.range(0, request.measures().size())
            .mapToObj(i -> new PackedMeasure(dialect, table, request, i, dayColumn(dayOf(i))))
            .toList();
    this.details =
        SharedColumns.ofDetails(days, measures.stream().map(PackedMeasure::columns).toList());
  }

  static boolean fits(CountRequest request) {
    return !request.dimensions().isEmpty()
        && request.measures().stream().allMatch(measure -> PackedMeasure.fits(request, measure));
  }

  private int dayOf(int measure) {
    return days.indexOf(request.measures().get(measure).windowedBy());
  }

  private DayColumn day(int select) {
    return table.day(dialect, days.get(select), request.windows());
  }

  private static String parameters(int select) {
    return "day" + select + "_";
  }

  private boolean isWhole() {
    return days.size() == 1 && details.size() == 0;
  }

  @Override
  public int fetchSize() {
    return fetchSize;
  }

  @Override
  public String sql() {
    return each(days.size(), i -> segments(i) + "union all\n" + strays(i), "union all\n");
  }

  private String segments(int select) {
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
        select,
        names(),
        each(measures.size(), i -> bytes(select, i), ", "),
        String.join(", ", columns(select)),
        table.name(dialect),
        records(select),
        names());
  }

  private String bytes(int select, int measure) {
    return dayOf(measure) == select
        ? "string_agg(" + measures.get(measure).bytes() + ", '')"
        : "null::bytea";
  }

  private List<String> columns(int select) {
    List<String> texts =
        request.dimensions().stream()
            .map(dimension -> dialect.exactText(table.column(dialect, dimension)))
            .toList();
    List<String> known = this.dimensions.of(texts);
    Stream<String> dimensions =
        IntStream.range(0, known.size()).mapToObj(i -> known.get(i) + " as segment_" + i);
    List<String> ofOutcomes = details.of(select);
    Stream<String> told =
        IntStream.range(0, ofOutcomes.size()).mapToObj(i -> ofOutcomes.get(i) + " as detail_" + i);
    Stream<String> readings =
        IntStream.range(0, measures.size())
            .filter(i -> dayOf(i) == select)
            .mapToObj(i -> measures.get(i).selected())
            .flatMap(List::stream);
    return Stream.of(Stream.of(dayColumn(select) + " as day"), dimensions, told, readings)
        .flatMap(part -> part)
        .toList();
  }

  private String dayColumn(int select) {
    return "cast(" + day(select).epochDayInWindow() + " as integer)";
  }

  /** Which records: the customer's, in the windows, that the host means. */
  private String records(int select) {
    return String.join(
        "\n    and ",
        table.customerCondition(dialect),
        day(select).inWindows(parameters(select), request.windows()),
        table.filter(dialect));
  }

  private String strays(int select) {
    return Sql.of(
        """
        select %d, count(*), %s, %s
        from %s
        where %s
          and %s
          and %s
        having count(*) > 0
        """,
        select,
        String.join(", ", nulls()),
        each(measures.size(), i -> "null", ", "),
        table.name(dialect),
        table.customerCondition(dialect),
        day(select).isStray(parameters(select), request.windows()),
        table.filter(dialect));
  }

  /** Of the segment and the details. */
  private List<String> nulls() {
    Stream<String> dimensions = request.dimensions().stream().map(dimension -> "null");
    return Stream.concat(dimensions, details.nulls().stream()).toList();
  }

  /** Of the segment and the details, by which records are put together. */
  private String names() {
    String segment = each(request.dimensions().size(), i -> "segment_" + i, ", ");
    return details.size() == 0
        ? segment
        : segment + ", " + each(details.size(), i -> "detail_" + i, ", ");
  }

  /** The records of a select, for whoever asks the planner how many there are. */
  String recordsOnly() {
    return Sql.of("select 1 from %s where %s", table.name(dialect), records(0));
  }

  /** What they are put together by; whether a text contains something splits little. */
  String groupsOnly() {
    Stream<String> texts =
        request.measures().stream()
            .flatMap(measure -> measure.details().stream())
            .filter(Detail.Text.class::isInstance)
            .map(Detail::field);
    String columns =
        Stream.concat(request.dimensions().stream(), texts)
            .distinct()
            .map(this::grouped)
            .collect(Collectors.joining(", "));
    return Sql.of(
        "select 1 from %s where %s group by %s", table.name(dialect), records(0), columns);
  }

  private String grouped(String field) {
    String type = table.spelling().type(table.column(field));
    return dialect.grouped(table.column(dialect, field), type);
  }

  /** What {@link #recordsOnly} and {@link #groupsOnly} ask for. */
  void bindRecords(SqlStatement<?> statement) {
    statement.bind("customer", table.customer(dialect, request.customer()));
    bindDay(statement, 0);
  }

  private void bindDay(SqlStatement<?> statement, int select) {
    day(select).bind(statement, parameters(select), request.windows());
  }

  @Override
  public void bind(SqlStatement<?> statement) {
    statement.bind("customer", table.customer(dialect, request.customer()));
    IntStream.range(0, days.size()).forEach(select -> bindDay(statement, select));
    measures.forEach(measure -> measure.bind(statement));
    dimensions.bind(statement);
  }

  @Override
  public void read(ResultSet rows, CellVisitor visitor) throws SQLException {
    SharedColumns.Reader told =
        details.reader(dialect, rows, FIRST_DIMENSION + request.dimensions().size());
    while (rows.next()) {
      told.begin();
      int select = rows.getInt(1);
      long strays = rows.getLong(2);
      if (rows.wasNull()) {
        tell(select, rows, told, visitor);
      } else {
        leaveOut(select, strays, visitor);
      }
    }
  }

  private void tell(int select, ResultSet row, SharedColumns.Reader told, CellVisitor visitor)
      throws SQLException {
    List<@Nullable String> values = new ArrayList<>(request.dimensions().size());
    for (int i = 0; i < request.dimensions().size(); i++) {
      values.add(dialect.readText(row, FIRST_DIMENSION + i));
    }
    CellVisitor.Cells cells = visitor.segment(Segment.of(request.dimensions(), values));
    int first = FIRST_DIMENSION + values.size() + details.size();
    for (int i = 0; i < measures.size(); i++) {
      if (dayOf(i) == select) {
        PackedMeasure measure = measures.get(i);
        measure.read(row.getBytes(first + i), told.of(measure.columns()), cells, visitor);
      }
    }
    if (isWhole()) {
      cells.end();
    }
  }

  private void leaveOut(int select, long count, CellVisitor visitor) {
    for (int i = 0; i < measures.size(); i++) {
      if (dayOf(i) == select) {
        visitor.leaveOut(i, Defect.NO_START, count);
      }
    }
  }

  /** It asks for functions and for memory that not every server gives. */
  @Override
  public Optional<RecordScan> otherwise() {
    return Optional.of(new RowScan(dialect, table, request, false, Dialect.ROWS_OF_A_FETCH));
  }
}

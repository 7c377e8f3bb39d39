package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.Defect;
import io.drift4j.Measure;
import io.drift4j.Quantity;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** What a statement selects of each record for one measure, and how that is understood. */
abstract class MeasureColumns {

  final Dialect dialect;
  final RecordTable table;
  final CountRequest request;
  final int position;
  final Measure measure;
  private final DetailColumns details;

  MeasureColumns(Dialect dialect, RecordTable table, CountRequest request, int position) {
    this.dialect = dialect;
    this.table = table;
    this.request = request;
    this.position = position;
    this.measure = request.measures().get(position);
    this.details = new DetailColumns(dialect, table, position, measure.details());
  }

  static MeasureColumns of(Dialect dialect, RecordTable table, CountRequest request, int position) {
    Quantity quantity = request.measures().get(position).quantity();
    if (quantity instanceof Quantity.Elapsed elapsed) {
      if (TextDays.fits(dialect, table, request.measures().get(position))) {
        return new TextDays(dialect, table, request, position);
      }
      return elapsed.isInDays()
          ? new Days(dialect, table, request, position, elapsed)
          : new Times(dialect, table, request, position, elapsed);
    }
    return quantity instanceof Quantity.Amount amount
        ? new Amounts(dialect, table, request, position, amount)
        : new Occurrences(dialect, table, request, position);
  }

  /** All that is selected: the details of the outcome, and what the quantity needs. */
  final List<String> allColumns() {
    List<String> all = new ArrayList<>(detailColumns());
    all.addAll(columns());
    return all;
  }

  /** As many nulls of the same types, for rows that say nothing of the measure. */
  final List<String> allNulls() {
    List<String> all = new ArrayList<>(detailNulls());
    all.addAll(nulls());
    return all;
  }

  final List<String> detailColumns() {
    return details.columns().stream().map(this::unlessLater).toList();
  }

  final List<String> detailNulls() {
    return details.nulls();
  }

  /** Tells what a row says of some records of a day, given {@link #allColumns} of it. */
  final void tell(
      RowColumns row, long day, long count, CellVisitor.Cells cells, CellVisitor visitor)
      throws SQLException {
    read(row, details.size(), day, count, cells, visitor);
  }

  /** The expressions that the quantity needs, as many as {@link #nulls}. */
  abstract List<String> columns();

  abstract List<String> nulls();

  /** As {@link #tell}, of the columns that the quantity needs, of which one is the first. */
  abstract void read(
      RowColumns row, int first, long day, long count, CellVisitor.Cells cells, CellVisitor visitor)
      throws SQLException;

  /** What is told of an outcome in the words of the metrics, of the row that is read. */
  @Nullable String told(@Nullable String outcome, RowColumns row) throws SQLException {
    return details.joined(outcome, row);
  }

  static final String NO_NUMBER = "nullif(0, 0)"; // of a type, unlike a null

  String noText() {
    return dialect.exactText("null");
  }

  // ---- what is known

  DayColumn day(String field) {
    return table.day(dialect, field, request.windows());
  }

  /** That the event has a day, and one that is told. */
  String isKnown(DayColumn until) {
    String isTold = isTold(until);
    return isTold.isEmpty() ? until.isDay() : until.isDay() + " and " + isTold;
  }

  /** Of an event that has a day, that it is told; empty if any is. */
  private String isTold(DayColumn until) {
    List<String> conditions = new ArrayList<>();
    if (!request.hindsight()) {
      conditions.add(until.isBefore(":" + asOf()));
    }
    if (measure.within() != null) {
      conditions.add(
          Sql.of("%s <= %d", day(measure.windowedBy()).daysUntil(until), measure.within()));
    }
    return String.join(" and ", conditions);
  }

  /** An expression of what is lost with an event that is not told. */
  String unlessLater(String expression) {
    String until = measure.until();
    return until == null || (request.hindsight() && measure.within() == null)
        ? expression
        : Sql.of("case when %s then null else %s end", isLater(day(until)), expression);
  }

  /** That the event has a day, and is not told. */
  String isLater(DayColumn until) {
    return Sql.of("not (%s) and %s", isTold(until), until.isDay());
  }

  /** One for all events of a field, so that what is told alike is selected once. */
  private String asOf() {
    List<@Nullable String> events = new ArrayList<>();
    request.measures().forEach(some -> events.add(some.until()));
    return "measure" + events.indexOf(measure.until()) + "_as_of";
  }

  final void bind(SqlStatement<?> statement) {
    details.bind(statement);
    bindDays(statement);
  }

  void bindDays(SqlStatement<?> statement) {
    String until = measure.until();
    if (until != null && !request.hindsight()) {
      day(until).bindDay(statement, asOf(), request.asOf());
    }
  }

  String outcome() {
    String field = measure.outcome();
    return field == null ? noText() : unlessLater(dialect.exactText(table.column(dialect, field)));
  }

  // ---- kinds of quantities

  /** Days from start to event. */
  static class Days extends MeasureColumns {

    private final DayColumn from;
    private final DayColumn until;
    private final boolean isFromWindowsDay;
    private final String place;

    Days(
        Dialect dialect,
        RecordTable table,
        CountRequest request,
        int position,
        Quantity.Elapsed elapsed) {
      super(dialect, table, request, position);
      this.from = day(elapsed.from());
      this.until = day(String.valueOf(measure.until()));
      this.isFromWindowsDay = elapsed.from().equals(measure.windowedBy());
      this.place = place();
    }

    /** The time until an event that is a day; null unless the start is one. */
    String elapsed() {
      return from.daysUntil(until);
    }

    /** The same of an event that is known. */
    String elapsedUntilDay() {
      return from.daysUntilDay(until);
    }

    /** What has passed from the start to the as-of day. */
    String age() {
      return request.asOf().toEpochDay() - 1 + " - " + from.epochDay();
    }

    @Override
    List<String> columns() {
      List<String> columns = new ArrayList<>(List.of(value(), outcome()));
      if (hasAge()) {
        columns.add(age());
      }
      if (!place.isEmpty()) {
        columns.add(place);
      }
      return columns;
    }

    @Override
    List<String> nulls() {
      List<String> nulls = new ArrayList<>(List.of(NO_NUMBER, noText()));
      if (hasAge()) {
        nulls.add(NO_NUMBER);
      }
      if (!place.isEmpty()) {
        nulls.add(NO_NUMBER);
      }
      return nulls;
    }

    boolean hasAge() {
      return !isFromWindowsDay;
    }

    /** Whatever put a record into a window is a day; anything else may be none. */
    private String value() {
      String guard = isFromWindowsDay ? "" : from.isDay();
      String known = request.hindsight() ? "" : isKnown(until);
      String condition =
          guard.isEmpty() || known.isEmpty() ? guard + known : guard + " and " + known;
      return condition.isEmpty()
          ? elapsed()
          : Sql.of(
              "case when %s then %s end",
              condition, known.isEmpty() ? elapsed() : elapsedUntilDay());
    }

    /** Of what a record in a window lacks to be counted there; empty where it can lack nothing. */
    private String place() {
      StringBuilder cases = new StringBuilder();
      if (!isFromWindowsDay) {
        cases.append(when(from.isAbsent(), Place.NO_START));
        cases.append(unlessDay(from, dialect.hasTypes() ? Place.NO_START : Place.UNREADABLE));
      }
      if (!dialect.hasTypes()) {
        cases.append(when("not " + until.isAbsent() + " and " + isNot(until), Place.NO_END));
      }
      return cases.isEmpty() ? "" : "case" + cases + " else " + Place.CELL.code() + " end";
    }

    @Override
    void read(
        RowColumns row,
        int first,
        long day,
        long count,
        CellVisitor.Cells cells,
        CellVisitor visitor)
        throws SQLException {
      Mapping mapping = table.mapping();
      long value = row.number(first);
      boolean isOpen = row.wasNull();
      String outcome = row.text(first + 1);
      Place at =
          place.isEmpty() ? Place.CELL : Place.of((int) row.number(first + (hasAge() ? 3 : 2)));
      Defect defect = at.defect();
      if (defect != null && !(at == Place.NO_END && mapping.isOpen(outcome))) {
        visitor.leaveOut(position, day, defect, count);
      } else if (isOpen || mapping.isOpen(outcome)) {
        String contradiction = told(mapping.outcomeOfOpen(outcome), row);
        cells.addOpen(position, day, openAge(row, first, day), contradiction, count);
      } else {
        String came = told(mapping.outcome(outcome), row);
        cells.add(position, day, units(value), came, count);
      }
    }

    long units(long value) {
      return value;
    }

    long openAge(RowColumns row, int first, long day) throws SQLException {
      return hasAge()
          ? Math.max(-1, row.number(first + 2))
          : request.openAge(LocalDate.ofEpochDay(day));
    }
  }

  /** Days from the day of the window to an event, whose day comes as it is written. */
  static final class TextDays extends MeasureColumns {

    private final DayTexts days = new DayTexts();

    TextDays(Dialect dialect, RecordTable table, CountRequest request, int position) {
      super(dialect, table, request, position);
    }

    static boolean fits(Dialect dialect, RecordTable table, Measure measure) {
      return !dialect.hasTypes()
          && measure.quantity() instanceof Quantity.Elapsed elapsed
          && elapsed.isInDays()
          && elapsed.from().equals(measure.windowedBy())
          && measure.days().stream().noneMatch(table::isTimestamp);
    }

    @Override
    List<String> columns() {
      String until = table.column(dialect, String.valueOf(measure.until()));
      return List.of(dialect.dayText(until), outcome());
    }

    @Override
    List<String> nulls() {
      return List.of(noText(), noText());
    }

    /** What is not told yet is seen here. */
    @Override
    String unlessLater(String expression) {
      return expression;
    }

    @Override
    void bindDays(SqlStatement<?> statement) {}

    @Override
    void read(
        RowColumns row,
        int first,
        long day,
        long count,
        CellVisitor.Cells cells,
        CellVisitor visitor)
        throws SQLException {
      Mapping mapping = table.mapping();
      String text = row.written(first);
      String written = row.text(first + 1);
      long end = text == null ? DayTexts.NONE : days.epochDay(text);
      boolean isLater = end >= request.asOf().toEpochDay() && !request.hindsight();
      if (text != null && end == DayTexts.NONE && !mapping.isOpen(written)) {
        visitor.leaveOut(position, day, Defect.UNREADABLE_DATE, count);
      } else if (end == DayTexts.NONE || isLater || mapping.isOpen(written)) {
        long age = request.openAge(LocalDate.ofEpochDay(day));
        String contradiction = isLater ? null : mapping.outcomeOfOpen(written);
        cells.addOpen(position, day, age, told(contradiction, row), count);
      } else {
        cells.add(position, day, end - day, told(mapping.outcome(written), row), count);
      }
    }
  }

  /** Hours or minutes from start to event, as whole seconds. */
  static final class Times extends Days {

    private final Quantity.Elapsed elapsed;

    Times(
        Dialect dialect,
        RecordTable table,
        CountRequest request,
        int position,
        Quantity.Elapsed elapsed) {
      super(dialect, table, request, position, elapsed);
      this.elapsed = elapsed;
    }

    @Override
    String elapsed() {
      return seconds(String.valueOf(measure.until())) + " - " + seconds(from());
    }

    @Override
    String elapsedUntilDay() {
      return elapsed();
    }

    private String from() {
      return ((Quantity.Elapsed) measure.quantity()).from();
    }

    private String seconds(String field) {
      return table.time(dialect, field, request.windows()).wholeSeconds();
    }

    @Override
    String age() {
      long asOf = request.asOf().atStartOfDay(table.zone(from())).toEpochSecond();
      return asOf + " - " + seconds(from());
    }

    @Override
    boolean hasAge() {
      return true;
    }

    @Override
    long units(long value) {
      return elapsed.between(0, value);
    }

    @Override
    long openAge(RowColumns row, int first, long day) throws SQLException {
      return Math.max(-1, elapsed.between(0, row.number(first + 2)) - 1);
    }
  }

  /** An exact decimal, as its text, and that of the other that is read with it. */
  static final class Amounts extends MeasureColumns {

    private final Quantity.Amount amount;

    Amounts(
        Dialect dialect,
        RecordTable table,
        CountRequest request,
        int position,
        Quantity.Amount amount) {
      super(dialect, table, request, position);
      this.amount = amount;
    }

    @Override
    List<String> columns() {
      String until = measure.until();
      String isKnown =
          until == null ? "1" : Sql.of("case when %s then 1 else 0 end", isKnown(day(until)));
      String other = amount.other();
      return other == null
          ? List.of(decimal(amount.field()), outcome(), isKnown)
          : List.of(decimal(amount.field()), outcome(), isKnown, decimal(other));
    }

    private String decimal(String field) {
      return dialect.decimal(table.column(dialect, field));
    }

    @Override
    List<String> nulls() {
      String noDecimal = dialect.decimal(NO_NUMBER);
      return amount.other() == null
          ? List.of(noDecimal, noText(), NO_NUMBER)
          : List.of(noDecimal, noText(), NO_NUMBER, noDecimal);
    }

    @Override
    void read(
        RowColumns row,
        int first,
        long day,
        long count,
        CellVisitor.Cells cells,
        CellVisitor visitor)
        throws SQLException {
      String decimal = row.written(first);
      String other = amount.other() == null ? "0" : row.written(first + 3);
      String outcome = row.text(first + 1);
      boolean isKnown = row.number(first + 2) == 1 && !table.mapping().isOpen(outcome);
      if (!isKnown || ((decimal == null || other == null) && measure.until() == null)) {
        cells.addOpen(position, day, 0, null, count);
      } else if (decimal == null || other == null) {
        visitor.leaveOut(position, day, Defect.NO_AMOUNT, count);
      } else {
        OptionalLong units = units(decimal, other);
        if (units.isEmpty()) {
          visitor.leaveOut(position, day, Defect.INEXACT_AMOUNT, count);
        } else {
          String came = told(table.mapping().outcome(outcome), row);
          cells.add(position, day, units.getAsLong(), came, count);
        }
      }
    }

    /** What is no number, a text on SQLite or NaN, is none that the unit can hold. */
    private OptionalLong units(String decimal, String other) {
      try {
        return amount.units(new BigDecimal(decimal), new BigDecimal(other));
      } catch (NumberFormatException e) {
        return OptionalLong.empty();
      }
    }
  }

  /** That the record is there, or its category. */
  static final class Occurrences extends MeasureColumns {

    Occurrences(Dialect dialect, RecordTable table, CountRequest request, int position) {
      super(dialect, table, request, position);
    }

    @Override
    List<String> columns() {
      String until = measure.until();
      return List.of(
          outcome(),
          until == null ? "1" : Sql.of("case when %s then 1 else 0 end", isKnown(day(until))));
    }

    @Override
    List<String> nulls() {
      return List.of(noText(), NO_NUMBER);
    }

    @Override
    void read(
        RowColumns row,
        int first,
        long day,
        long count,
        CellVisitor.Cells cells,
        CellVisitor visitor)
        throws SQLException {
      @Nullable String written = row.text(first);
      boolean isMissing = measure.outcome() != null && measure.until() == null && written == null;
      if (row.number(first + 1) == 0 || isMissing || table.mapping().isOpen(written)) {
        cells.addOpen(position, day, 0, null, count);
      } else {
        String came = told(table.mapping().outcome(written), row);
        cells.add(position, day, 0, came, count);
      }
    }
  }

  static String unlessDay(DayColumn column, Place place) {
    return when(isNot(column), place);
  }

  static String isNot(DayColumn column) {
    return "(" + column.isDay() + ") is not true";
  }

  static String when(String condition, Place place) {
    return " when " + condition + " then " + place.code();
  }
}

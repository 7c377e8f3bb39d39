package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.Defect;
import io.drift4j.Measure;
import io.drift4j.Quantity;
import io.drift4j.Quantity.Amount;
import io.drift4j.Quantity.Elapsed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What records say of a measure, four bytes each on PostgreSQL: the day, the number of an outcome,
 * whether the record is open, and the value, from the highest bit to the lowest. Where the value
 * does not fit, or the outcome is none that is known, all bits of the value are set, and it follows
 * as eight bytes; such an outcome follows as its length and text.
 */
final class PackedMeasure {

  private static final int BITS = 31;

  /** With fewer, too many records would take more than four bytes. */
  private static final int FEWEST_VALUE_BITS = 10;

  private static final int NO_OUTCOME = 0;

  private final Dialect dialect;
  private final RecordTable table;
  private final CountRequest request;
  private final int position;
  private final String day;
  private final Measure measure;
  private final MeasureColumns columns;
  private final List<@Nullable String> outcomes = new ArrayList<>(); // by number
  private final Map<String, Integer> numbers = new TreeMap<>(); // of the host's words
  private final int unknown; // the number of an outcome that follows as a text
  private final int openWord;
  private final int missing; // no start or no amount
  private final int inexactAmount;
  private final long firstDay;
  private final int dayShift;
  private final int valueBits;

  /** With the expression that tells the day of its windows. */
  PackedMeasure(
      Dialect dialect, RecordTable table, CountRequest request, int position, String day) {
    this.dialect = dialect;
    this.table = table;
    this.request = request;
    this.position = position;
    this.day = day;
    this.measure = request.measures().get(position);
    this.columns = MeasureColumns.of(dialect, table, request, position);
    outcomes.add(null);
    outcomes.addAll(measure.outcomes());
    this.unknown = outcomes.size();
    this.openWord = unknown + 1;
    this.missing = unknown + 2;
    this.inexactAmount = unknown + 3;
    number(table.mapping());
    this.firstDay = firstDay(request);
    this.dayShift = BITS - bits(lastDay(request) - firstDay);
    this.valueBits = dayShift - 1 - bits(inexactAmount);
  }

  private void number(Mapping mapping) {
    measure.outcomes().forEach(outcome -> number(outcome, mapping.outcome(outcome)));
    mapping.outcomes().forEach(this::number);
    if (measure.outcome() != null) {
      mapping.open().forEach(word -> numbers.put(word, openWord));
    }
  }

  private void number(String word, @Nullable String meaning) {
    if (measure.outcomes().contains(String.valueOf(meaning))) {
      numbers.put(word, outcomes.indexOf(meaning));
    }
  }

  /**
   * Whether its outcomes can be numbered, its amount is told by itself or as a difference, and
   * enough bits are left.
   */
  static boolean fits(CountRequest request, Measure measure) {
    int days = bits(lastDay(request) - firstDay(request));
    int left = BITS - days - 1 - bits(measure.outcomes().size() + 4L);
    return (measure.outcome() == null || !measure.outcomes().isEmpty())
        && !hasToBeWithAnother(measure)
        && left >= FEWEST_VALUE_BITS;
  }

  private static boolean hasToBeWithAnother(Measure measure) {
    return measure.quantity() instanceof Amount amount && amount.onlyWith() != null;
  }

  private static long firstDay(CountRequest request) {
    return request.windows().get(0).startInclusive().toEpochDay();
  }

  private static long lastDay(CountRequest request) {
    return request.windows().get(request.windows().size() - 1).endExclusive().toEpochDay() - 1;
  }

  private static int bits(long largest) {
    return Long.SIZE - Long.numberOfLeadingZeros(largest);
  }

  MeasureColumns columns() {
    return columns;
  }

  // ---- in the statement

  /**
   * What is selected of each record: its bytes if it is plain, its value, whether it is open, its
   * outcome and its number.
   */
  List<String> selected() {
    return List.of(
        plain() + " as plain_" + position,
        value() + " as value_" + position,
        "case when " + isOpen() + " then 1 else 0 end as open_" + position,
        columns.outcome() + " as outcome_" + position,
        number() + " as number_" + position);
  }

  /**
   * The bytes of a record of which the columns and a {@code day} were selected. Almost every record
   * is plain; what the others need is looked at only where they are.
   */
  String bytes() {
    return Sql.of("coalesce(int4send(plain_%d), %s)", position, anyBytes());
  }

  /**
   * The four bytes, as an integer, of a record that has ended with an outcome that is known, or of
   * which nothing is said yet; otherwise null. The planner puts expressions where they are used, as
   * often as that is, so that this one says everything once.
   */
  private String plain() {
    return Sql.of(
        "(%s - %d) << %d | case when %s then case when %s then %s | %s end%s end",
        day,
        firstDay,
        dayShift,
        isKnown(),
        isPlainValue(),
        plainValue(),
        plainNumber(),
        plainOpen());
  }

  private String anyBytes() {
    String place =
        Sql.of(
            "(day - %1$d) << %2$d | (number_%3$d << %4$d) | (open_%3$d << %5$d)",
            firstDay, dayShift, position, valueBits + 1, valueBits);
    return Sql.of(
        """
        case when value_%1$d between 0 and %2$d and number_%1$d <> %3$d
          then int4send(%4$s | value_%1$d::integer)
          else int4send(%4$s | %5$d) || int8send(value_%1$d::bigint)
            || case when number_%1$d <> %3$d then ''::bytea
                 else int4send(octet_length(convert_to(outcome_%1$d, 'UTF8')))
                   || convert_to(outcome_%1$d, 'UTF8') end
        end\
        """,
        position, escape() - 1, unknown, place, escape());
  }

  /** All bits of a value. */
  private int escape() {
    return (1 << valueBits) - 1;
  }

  private String isPlainValue() {
    String fits = Sql.of("%s between 0 and %d", exactValue(), escape() - 1);
    if (!(measure.quantity() instanceof Amount amount)) {
      return fits;
    }
    return amount.minus() == null
        ? Sql.of("%s and %s = trunc(%s)", fits, units(amount), units(amount))
        : fits + " and " + areExact(amount);
  }

  private String plainValue() {
    return Sql.of("cast(%s as integer)", exactValue());
  }

  /** Null unless the outcome is one that the measure knows. */
  private String plainNumber() {
    if (measure.outcome() == null) {
      return String.valueOf(NO_OUTCOME);
    }
    StringBuilder cases = new StringBuilder();
    int word = 0;
    for (int number : numbers.values()) {
      if (number < unknown) {
        cases.append(Sql.of(" when :%s then %d", word(word), number << (valueBits + 1)));
      }
      word++;
    }
    return cases.isEmpty() ? "null" : "case " + writtenOutcome() + cases + " end";
  }

  /** Without a date and an outcome, or not told yet; its age is told by its day. */
  private String plainOpen() {
    String until = measure.until();
    boolean isInDays = measure.quantity() instanceof Elapsed elapsed && elapsed.isInDays();
    if (until == null || !isInDays || hasStartOfItsOwn()) {
      return "";
    }
    String isAbsent = columns.day(until).isAbsent();
    return Sql.of(
        " when %s%s then %d",
        measure.outcome() == null ? isAbsent : isAbsent + " and " + writtenOutcome() + " is null",
        request.hindsight() ? "" : " or " + columns.isLater(columns.day(until)),
        1 << valueBits);
  }

  private String writtenOutcome() {
    return dialect.exactText(table.column(dialect, String.valueOf(measure.outcome())));
  }

  private String number() {
    return hasStartOfItsOwn()
        ? Sql.of("case when %s then %s else %d end", hasStart(), numberUnlessFlawed(), missing)
        : numberUnlessFlawed();
  }

  private String numberUnlessFlawed() {
    String flaws = flaws();
    return flaws.isEmpty()
        ? numberOfOutcome()
        : Sql.of(
            "case when %s <> %d then case %s else %s end else %s end",
            numberOfOutcome(), openWord, flaws, numberOfOutcome(), numberOfOutcome());
  }

  private String numberOfOutcome() {
    if (measure.outcome() == null) {
      return String.valueOf(NO_OUTCOME);
    }
    StringBuilder cases = new StringBuilder();
    int word = 0;
    for (int number : numbers.values()) {
      cases.append(" when :").append(word(word++)).append(" then ").append(number);
    }
    String outcome = columns.outcome();
    String otherwise =
        Sql.of("case when %s is null then %d else %d end", outcome, NO_OUTCOME, unknown);
    return cases.isEmpty() ? otherwise : "case " + outcome + cases + " else " + otherwise + " end";
  }

  private String word(int number) {
    return "measure" + position + "_word" + number;
  }

  // ---- of each quantity

  private String isKnown() {
    String until = measure.until();
    if (until == null) {
      return "true";
    }
    String isKnown = "(" + columns.isKnown(columns.day(until)) + ") is true";
    return hasStartOfItsOwn() ? hasStart() + " and " + isKnown : isKnown;
  }

  /** Whether its time begins on another day than that of its windows. */
  private boolean hasStartOfItsOwn() {
    return measure.quantity() instanceof Elapsed elapsed
        && !elapsed.from().equals(measure.windowedBy());
  }

  private String hasStart() {
    String from = ((Elapsed) measure.quantity()).from();
    return "(" + columns.day(from).isDay() + ") is true";
  }

  private String isOpen() {
    if (measure.quantity() instanceof Amount) {
      return measure.until() == null ? amount() + " is null" : "not (" + isKnown() + ")";
    }
    boolean mayLackCategory =
        measure.quantity() instanceof Quantity.Occurrence
            && measure.outcome() != null
            && measure.until() == null;
    return mayLackCategory ? columns.outcome() + " is null" : "not (" + isKnown() + ")";
  }

  /** The value of a record whose event is known. */
  private String exactValue() {
    if (measure.quantity() instanceof Elapsed elapsed) {
      String time = ((MeasureColumns.Days) columns).elapsedUntilDay();
      return elapsed.isInDays() ? time : units(time, elapsed);
    }
    return measure.quantity() instanceof Amount amount ? units(amount) : "0";
  }

  private String value() {
    if (measure.quantity() instanceof Elapsed elapsed) {
      return hasStartOfItsOwn()
          ? Sql.of("case when %s then %s else 0 end", hasStart(), time(elapsed))
          : time(elapsed);
    }
    return measure.quantity() instanceof Amount amount
        ? Sql.of("case when %s then cast(%s as bigint) else 0 end", isExact(amount), units(amount))
        : "0";
  }

  /** Until the event, or else the age, unless the day of the windows tells it. */
  private String time(Elapsed elapsed) {
    MeasureColumns.Days time = (MeasureColumns.Days) columns;
    String age =
        elapsed.isInDays()
            ? hasStartOfItsOwn() ? Sql.of("greatest(-1, %s)", time.age()) : "0"
            : Sql.of("greatest(-1, %s - 1)", units(time.age(), elapsed));
    String known =
        elapsed.isInDays()
            ? Sql.of("cast(%s as bigint)", time.elapsed())
            : units(time.elapsed(), elapsed);
    return Sql.of("case when %s then %s else %s end", hasEnded(), known, age);
  }

  /** Not where the host's word says that it is open, whatever day it has. */
  private String hasEnded() {
    return numbers.containsValue(openWord)
        ? Sql.of("%s and %s <> %d", isKnown(), numberOfOutcome(), openWord)
        : isKnown();
  }

  private static String units(String seconds, Elapsed elapsed) {
    return Sql.of(
        "cast(floor((%s) / %d.0) as bigint)", seconds, elapsed.unit().getDuration().toSeconds());
  }

  /** The decimal; null where there is none. */
  private String amount() {
    Amount amount = (Amount) measure.quantity();
    return amount.minus() == null
        ? column(amount.field())
        : Sql.of(
            "(cast(%s as numeric) - cast(%s as numeric))",
            column(amount.field()), column(amount.minus()));
  }

  private String column(String field) {
    return table.column(dialect, field);
  }

  private String units(Amount amount) {
    return units(amount(), amount);
  }

  private static String units(String decimal, Amount amount) {
    return Sql.of("cast(%s as numeric) * 1e%d", decimal, amount.scale());
  }

  private String isExact(Amount amount) {
    String isExact = isExact(amount(), amount);
    return Sql.of(
        "(%s and %s) is true",
        isKnown(), amount.minus() == null ? isExact : isExact + " and " + areExact(amount));
  }

  private static String isExact(String decimal, Amount amount) {
    return Sql.of(
        "abs(%1$s) <= %2$d and %1$s = trunc(%1$s)", units(decimal, amount), Amount.LARGEST);
  }

  /** Both decimals of a difference. */
  private String areExact(Amount amount) {
    return isExact(column(amount.field()), amount)
        + " and "
        + isExact(column(String.valueOf(amount.minus())), amount);
  }

  /** Of a known amount, that there is none, or one that its unit cannot hold. */
  private String flaws() {
    if (!(measure.quantity() instanceof Amount amount)) {
      return "";
    }
    String isThere = amount() + " is not null";
    return (measure.until() == null
            ? ""
            : Sql.of("when %s and not (%s) then %d ", isKnown(), isThere, missing))
        + Sql.of(
            "when %s and %s and not %s then %d",
            isKnown(), isThere, isExact(amount), inexactAmount);
  }

  void bind(SqlStatement<?> statement) {
    columns.bind(statement);
    if (measure.outcome() != null) {
      int word = 0;
      for (String written : numbers.keySet()) {
        statement.bind(word(word++), written);
      }
    }
  }

  // ---- in the result

  /** Given the details that all of the records have. */
  void read(byte[] bytes, RowColumns details, CellVisitor.Cells cells, CellVisitor visitor)
      throws SQLException {
    ByteBuffer records = ByteBuffer.wrap(bytes);
    List<@Nullable String> told = new ArrayList<>(outcomes.size());
    for (String outcome : outcomes) {
      told.add(columns.told(outcome, details));
    }
    int escape = escape();
    int numberMask = (1 << (dayShift - valueBits - 1)) - 1;
    while (records.hasRemaining()) {
      int packed = records.getInt();
      long day = firstDay + (packed >>> dayShift);
      int number = packed >>> (valueBits + 1) & numberMask;
      boolean isOpen = (packed >>> valueBits & 1) == 1;
      long value = packed & escape;
      String outcome = null;
      if (value == escape) {
        value = records.getLong();
        outcome =
            number == unknown
                ? columns.told(table.mapping().outcome(text(records)), details)
                : null;
      }
      if (number < unknown) {
        outcome = told.get(number);
      }
      tell(day, number, isOpen, value, outcome, cells, visitor);
    }
  }

  private static String text(ByteBuffer records) {
    byte[] text = new byte[records.getInt()];
    records.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void tell(
      long day,
      int number,
      boolean isOpen,
      long value,
      @Nullable String outcome,
      CellVisitor.Cells cells,
      CellVisitor visitor) {
    if (number > openWord) {
      visitor.leaveOut(position, day, defect(number), 1);
    } else if (isOpen || number == openWord) {
      cells.addOpen(position, day, age(day, value), isTime() ? outcome : null, 1);
    } else {
      cells.add(position, day, value, outcome, 1);
    }
  }

  private Defect defect(int number) {
    if (number == inexactAmount) {
      return Defect.INEXACT_AMOUNT;
    }
    return isTime() ? Defect.NO_START : Defect.NO_AMOUNT;
  }

  private boolean isTime() {
    return measure.quantity() instanceof Elapsed;
  }

  private long age(long day, long value) {
    if (!(measure.quantity() instanceof Elapsed elapsed)) {
      return 0;
    }
    return elapsed.isInDays() && !hasStartOfItsOwn()
        ? request.openAge(LocalDate.ofEpochDay(day))
        : value;
  }
}

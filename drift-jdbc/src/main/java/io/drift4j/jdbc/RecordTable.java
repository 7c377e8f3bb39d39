package io.drift4j.jdbc;

import io.drift4j.DriftException;
import io.drift4j.Window;
import io.drift4j.jdbc.Verification.Finding;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The host's own table of records, as it is: its name, which column each field is, and which rows
 * count. A field that is not mapped is a column of the same name.
 *
 * <pre>{@code
 * RecordTable claims =
 *     RecordTable.named("billing.claim")
 *         .withCustomerColumn("tenant")
 *         .withColumn("received_on").as("submitted_date")
 *         .withOutcome("APPROVED").as("PAID")
 *         .withOpen("PENDING")
 *         .withFilter("not is_test");
 * }</pre>
 *
 * <p>A name is what the database's catalogue spells exactly so, or else what the database makes of
 * a name that nobody quotes; in double quotes it is the former only. MariaDB, MySQL and SQLite make
 * nothing of it: there it stands in statements as it is said, and they find it in whatever case
 * they ignore. Whatever the catalogue has can be named, keywords and names with blanks too: {@code
 * named("order")}.
 *
 * <p>Fields that a definition does not read may be those of another, so {@code verify} tells of
 * them, and of outcomes if it reads none; where it does, those that it does not know are refused by
 * its runs.
 *
 * <p>Texts are told apart by their characters as the database keeps them, whatever its collation
 * takes for the same: case, accents, blanks at the end and the forms of Unicode count. Only the
 * blanks that a {@code char(n)} is padded with are not its own; SQLite pads nothing.
 *
 * <p>Table, columns, zones, outcomes and filter are part of the identity of every run: a mapping
 * that was wrong and is mended makes a new run, and never returns the old one's result.
 *
 * <p>Dates that stand for never (PostgreSQL's {@code infinity}, years beyond 9999, MySQL's day 0)
 * are taken for absent. A record without a start, or with a text that SQLite keeps as a date and is
 * none, is counted and left out.
 *
 * <p>An index on the customer and the date of the windows, such as {@code (customer,
 * submitted_date)}, makes a run read only what it needs.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
@CheckReturnValue
public final class RecordTable {

  private static final String CUSTOMER = "customer";

  private final String name;
  private final String customerColumn;
  private final KeyType customerType;
  private final Mapping mapping;
  private final @Nullable String filter;
  private final String id;
  private final OptionalInt fresh;
  private final boolean rowSecurity;
  private final Spelling spelling; // once it is known

  private RecordTable(
      String name,
      String customerColumn,
      KeyType customerType,
      Mapping mapping,
      @Nullable String filter,
      String id,
      OptionalInt fresh,
      boolean rowSecurity,
      Spelling spelling) {
    this.name = name;
    this.customerColumn = customerColumn;
    this.customerType = customerType;
    this.mapping = mapping;
    this.filter = filter;
    this.id = id;
    this.fresh = fresh;
    this.rowSecurity = rowSecurity;
    this.spelling = spelling;
  }

  /**
   * Returns a table whose columns are called as the fields, and {@code customer}.
   *
   * @param name the name of the table or view, optionally after that of its schema, or after those
   *     of its catalogue and schema, with dots between; on MariaDB and MySQL a schema is a database
   * @return the table
   * @throws IllegalArgumentException if the text cannot be a name
   */
  public static RecordTable named(String name) {
    List<Name> names = Name.ofTable(name);
    return new RecordTable(
        name,
        CUSTOMER,
        KeyType.TEXT,
        Mapping.NONE,
        null,
        "claims",
        OptionalInt.empty(),
        false,
        Spelling.asSaid(names, Folding.NONE));
  }

  /**
   * Returns this table with another column for the customer.
   *
   * @param column the column that says whose record it is
   * @return the changed table
   * @throws IllegalArgumentException if the text cannot be a name
   */
  public RecordTable withCustomerColumn(String column) {
    return withCustomerColumn(column, KeyType.TEXT);
  }

  /**
   * Returns this table with another column for the customer, which need not be a text.
   *
   * @param column the column that says whose record it is
   * @param type what it holds
   * @return the changed table
   * @throws IllegalArgumentException if the text cannot be a name
   */
  public RecordTable withCustomerColumn(String column, KeyType type) {
    Name.of("column", column);
    Objects.requireNonNull(type, "the type of the customer column is null");
    return new RecordTable(name, column, type, mapping, filter, id, fresh, rowSecurity, spelling);
  }

  /**
   * Names a column that holds a field of another name: {@code
   * withColumn("procedure_group").as("cpt_group")}. Of several columns said to be one field, the
   * last is it.
   *
   * @param column the column of the table
   * @return what awaits the field, as definitions and measures say it
   * @throws IllegalArgumentException if the text cannot be a name
   */
  public Said withColumn(String column) {
    Name.of("column", column);
    return new Said(field -> with(mapping.withColumn(field, column)));
  }

  /** A word of the host's, of which is yet to be said what it means. */
  public static final class Said {

    private final Function<String, RecordTable> meaning;

    private Said(Function<String, RecordTable> meaning) {
      this.meaning = meaning;
    }

    /**
     * Says what it means in the words of definitions and metrics.
     *
     * @param ours the field, or the outcome
     * @return the changed table
     * @throws IllegalArgumentException if it is a word for an outcome that was said to mean
     *     something else
     */
    public RecordTable as(String ours) {
      return meaning.apply(Objects.requireNonNull(ours, "what a word of yours means is null"));
    }
  }

  /**
   * Returns this table with a field that is a timestamp instead of a date: what counts is its day
   * in a zone. A timestamp of a type without a zone is taken to be in UTC; where it is the local
   * time of day, the zone to give is UTC. On SQLite it is an ISO text such as {@code 2026-01-15
   * 09:30:00}, in UTC unless it ends with an offset.
   *
   * <p>Days more than five years from the windows are told with the clocks as they were or will be
   * set then.
   *
   * @param field the field, as measures say it
   * @param zone whose days count
   * @return the changed table
   */
  public RecordTable withTimestamp(String field, ZoneId zone) {
    Objects.requireNonNull(field, "the field of a timestamp is null");
    Objects.requireNonNull(zone, "the zone of a timestamp is null; name that whose days count");
    return with(mapping.withZone(field, zone));
  }

  /**
   * Names another word for an outcome: {@code withOutcome("APPROVED").as("PAID")}. Whatever no
   * metric knows, {@code paid} for {@code PAID} too, is counted and left out. Details of an outcome
   * are told as they are written.
   *
   * @param written the text in the outcome's column, exactly; of a boolean {@code true} or {@code
   *     false} on PostgreSQL, {@code TRUE} or {@code FALSE} on H2, {@code 1} or {@code 0} elsewhere
   * @return what awaits the outcome that it means, as the metrics know it
   */
  public Said withOutcome(String written) {
    Objects.requireNonNull(written, "the word for an outcome is null");
    return new Said(outcome -> with(mapping.withOutcome(written, outcome)));
  }

  /**
   * Returns this table with a word in the outcome's column that means that a record is still open,
   * whatever date stands beside it.
   *
   * @param written the text, exactly, such as {@code PENDING}
   * @return the changed table
   * @throws IllegalArgumentException if the text was said to mean an outcome
   */
  public RecordTable withOpen(String written) {
    Objects.requireNonNull(written, "the word for what is open is null, which it is anyway");
    return with(mapping.withOpen(written));
  }

  private RecordTable with(Mapping changed) {
    return new RecordTable(
        name, customerColumn, customerType, changed, filter, id, fresh, rowSecurity, spelling);
  }

  /**
   * Returns this table limited to rows that fulfil a condition. The condition becomes part of the
   * statement as it stands, in brackets that it cannot leave: it must come from the program, never
   * from a user. The session is in UTC while it is asked. Give the population a name of its own
   * with {@link #withId}, if runs of the same customer over other rows are to be kept beside it.
   *
   * @param condition a condition in the database's SQL; without parameters, variables and comments
   * @return the changed table
   * @throws IllegalArgumentException if it is blank, its brackets or quotes do not match, or it has
   *     something that would be a parameter ({@code ?}, {@code :name}), a variable, a comment or
   *     the end of the statement
   */
  public RecordTable withFilter(String condition) {
    return new RecordTable(
        name,
        customerColumn,
        customerType,
        mapping,
        Condition.require(condition),
        id,
        fresh,
        rowSecurity,
        spelling);
  }

  /**
   * Returns this table under another name for its population of records. What is read of the past
   * goes by this name: under one name a changed table, mapping or filter takes the place of what
   * was recorded before, under two both are shown.
   *
   * @param id the name, {@code claims} unless told otherwise; part of the identity of every run
   * @return the changed table
   * @throws IllegalArgumentException if it is not 1 to 100 letters, digits, '-', '_' or '.'
   */
  public RecordTable withId(String id) {
    String checked = Identifiers.requireId(id);
    return new RecordTable(
        name, customerColumn, customerType, mapping, filter, checked, fresh, rowSecurity, spelling);
  }

  /**
   * Returns this table with a limit on the age of a customer's newest record: a run whose records
   * are older is {@link io.drift4j.RunStatus#EMPTY}, since the feed has stopped. A run that is
   * recorded stays so.
   *
   * @param days the most days before the as-of day, 1 or more
   * @return the changed table
   * @throws IllegalArgumentException if it is not positive
   */
  public RecordTable requireFresh(int days) {
    if (days < 1) {
      throw new IllegalArgumentException("fresh within days must be 1 or more, not " + days);
    }
    return new RecordTable(
        name,
        customerColumn,
        customerType,
        mapping,
        filter,
        id,
        OptionalInt.of(days),
        rowSecurity,
        spelling);
  }

  /**
   * Returns this table with PostgreSQL's row level security allowed: its policies show every record
   * of the customer whose run it is. Without, a run whose user they restrict is refused, as it
   * would read whatever they leave.
   *
   * @return the changed table
   */
  public RecordTable withRowSecurity() {
    return new RecordTable(
        name, customerColumn, customerType, mapping, filter, id, fresh, true, spelling);
  }

  /** What decides which records are read and what they mean, in the host's own words. */
  SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("table", name);
    if (!customerColumn.equals(CUSTOMER)) {
      settings.put("customer-column", customerColumn);
    }
    if (customerType != KeyType.TEXT) {
      settings.put("customer-type", customerType.name());
    }
    if (filter != null) {
      settings.put("filter", filter);
    }
    mapping.addTo(settings);
    return settings;
  }

  OptionalInt fresh() {
    return fresh;
  }

  boolean allowsRowSecurity() {
    return rowSecurity;
  }

  /**
   * Before the table is read in a transaction.
   *
   * @throws DriftException if policies of the server would hide rows, and that was not allowed
   */
  void prepareToRead(Dialect dialect, Handle handle) {
    if (rowSecurity) {
      dialect.allowPolicies(handle);
    } else {
      dialect.requireEveryRow(handle, name(dialect));
    }
  }

  Mapping mapping() {
    return mapping;
  }

  String name() {
    return name;
  }

  /** The same, with its names as its database spells them. */
  RecordTable spelledAs(Spelling known) {
    return new RecordTable(
        name, customerColumn, customerType, mapping, filter, id, fresh, rowSecurity, known);
  }

  Spelling spelling() {
    return spelling;
  }

  /** What of the names of the customer and of fields is nearly that of a column. */
  List<Finding> misspelt(Collection<String> fields) {
    return Stream.concat(
            misspelt(customerColumn, "withCustomerColumn(\"…\")").stream(),
            fields.stream().flatMap(field -> misspelt(field).stream()))
        .toList();
  }

  Optional<Finding> misspelt(String field) {
    return misspelt(column(field), "withColumn(\"…\").as(\"" + field + "\")");
  }

  private Optional<Finding> misspelt(String column, String naming) {
    return spelling.finding(column, name, naming);
  }

  String name(Dialect dialect) {
    return spelling.table(dialect);
  }

  String customerColumn() {
    return customerColumn;
  }

  KeyType customerType() {
    return customerType;
  }

  String customerCondition(Dialect dialect) {
    return customerType.condition(
        dialect, name(dialect), quoted(dialect, customerColumn), spelling.type(customerColumn));
  }

  @CanIgnoreReturnValue
  Object customer(Dialect dialect, String customer) {
    return customerType.value(dialect, customer);
  }

  String column(String field) {
    String column = mapping.columns().get(field);
    return column == null ? field : column;
  }

  /** The column of a field, or the number that its bits are. */
  String column(Dialect dialect, String field) {
    String column = column(field);
    String quoted = quoted(dialect, column);
    return spelling.bits().contains(column) ? "(" + quoted + " + 0)" : quoted;
  }

  /** A column as it stands in statements. */
  String quoted(Dialect dialect, String column) {
    return dialect.quoted(spelling.column(column));
  }

  boolean isTimestamp(String field) {
    return mapping.zones().containsKey(field);
  }

  /** The zone in which a timestamp's days are told. */
  ZoneId zone(String field) {
    ZoneId zone = mapping.zones().get(field);
    if (zone == null) {
      throw new DriftException(
          "field "
              + field
              + " of source "
              + id
              + " is measured in hours or minutes; say withTimestamp(\""
              + field
              + "\", zone)");
    }
    return zone;
  }

  /** A field whose moments count, not only their days. */
  TimestampColumn time(Dialect dialect, String field, List<Window> windows) {
    return new TimestampColumn(dialect, column(dialect, field), zone(field), windows);
  }

  DayColumn day(Dialect dialect, String field, List<Window> windows) {
    ZoneId zone = mapping.zones().get(field);
    return zone == null
        ? new DateColumn(dialect, column(dialect, field))
        : new TimestampColumn(dialect, column(dialect, field), zone, windows);
  }

  /**
   * The condition in brackets, as a statement of Jdbi has it, or one that is always true.
   *
   * @throws IllegalArgumentException if the database would read it otherwise than others do
   */
  @CanIgnoreReturnValue
  String filter(Dialect dialect) {
    if (filter == null) {
      return "1 = 1";
    }
    dialect.requireCondition(filter);
    return "(" + escaped(filter) + ")";
  }

  /** Every character for itself: Jdbi would read some texts otherwise than the database does. */
  private static String escaped(String sql) {
    return sql.codePoints()
        .mapToObj(c -> "\\" + Character.toString(c))
        .collect(Collectors.joining());
  }

  boolean hasFilter() {
    return filter != null;
  }

  String id() {
    return id;
  }

  /** Names the table and its mapping, without the filter. */
  @Override
  public String toString() {
    Map<String, String> columns = mapping.columns();
    return name + " (customer=" + customerColumn + (columns.isEmpty() ? "" : ", " + columns) + ")";
  }
}

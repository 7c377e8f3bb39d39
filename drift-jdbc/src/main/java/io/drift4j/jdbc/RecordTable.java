package io.drift4j.jdbc;

import io.drift4j.Window;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The host's own table of records, as it is: its name, which column each field is, and which rows
 * count. A field that is not mapped is a column of the same name.
 *
 * <pre>{@code
 * RecordTable claims =
 *     RecordTable.named("billing.claim")
 *         .withCustomerColumn("tenant")
 *         .withColumn("submitted_date", "received_on")
 *         .withFilter("not is_test");
 * }</pre>
 *
 * <p>Texts are told apart by their characters as the database keeps them, whatever its collation
 * takes for the same: case, accents, blanks at the end and the forms of Unicode count. Only the
 * blanks that a {@code char(n)} is padded with are not its own; SQLite pads nothing.
 *
 * <p>An index on the customer and the date of the windows, such as {@code (customer,
 * submitted_date)}, makes a run read only what it needs.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class RecordTable {

  private final String name;
  private final String customerColumn;
  private final KeyType customerType;
  private final SortedMap<String, String> columns;
  private final SortedMap<String, ZoneId> zones; // of the fields that are timestamps
  private final @Nullable String filter;
  private final String id;

  private RecordTable(
      String name,
      String customerColumn,
      KeyType customerType,
      SortedMap<String, String> columns,
      SortedMap<String, ZoneId> zones,
      @Nullable String filter,
      String id) {
    this.name = name;
    this.customerColumn = customerColumn;
    this.customerType = customerType;
    this.columns = columns;
    this.zones = zones;
    this.filter = filter;
    this.id = id;
  }

  /**
   * Returns a table whose columns are called as the fields, and {@code customer}.
   *
   * @param name the name of the table or view, optionally with a schema
   * @return the table
   * @throws IllegalArgumentException if the name is not an identifier
   */
  public static RecordTable named(String name) {
    return new RecordTable(
        Identifiers.requireTable(name),
        "customer",
        KeyType.TEXT,
        new TreeMap<>(),
        new TreeMap<>(),
        null,
        "claims");
  }

  /**
   * Returns this table with another column for the customer.
   *
   * @param column the column that says whose record it is
   * @return the changed table
   * @throws IllegalArgumentException if the name is not an identifier
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
   * @throws IllegalArgumentException if the name is not an identifier
   */
  public RecordTable withCustomerColumn(String column, KeyType type) {
    return new RecordTable(
        name, Identifiers.requireColumn(column), type, columns, zones, filter, id);
  }

  /**
   * Returns this table with another column for a field.
   *
   * @param field the field, as definitions and measures say it
   * @param column the column that holds it
   * @return the changed table
   * @throws IllegalArgumentException if the name is not an identifier
   */
  public RecordTable withColumn(String field, String column) {
    SortedMap<String, String> more = new TreeMap<>(columns);
    more.put(field, Identifiers.requireColumn(column));
    return new RecordTable(name, customerColumn, customerType, more, zones, filter, id);
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
    SortedMap<String, ZoneId> more = new TreeMap<>(zones);
    more.put(field, zone);
    return new RecordTable(name, customerColumn, customerType, columns, more, filter, id);
  }

  /**
   * Returns this table limited to rows that fulfil a condition. The condition becomes part of the
   * statement as it stands: it must come from the program, never from a user. Give the population a
   * name of its own with {@link #withId}, if another run of the same customer sees other rows.
   *
   * @param condition a condition in the database's SQL, without parameters
   * @return the changed table
   */
  public RecordTable withFilter(String condition) {
    return new RecordTable(name, customerColumn, customerType, columns, zones, condition, id);
  }

  /**
   * Returns this table under another name for its population of records.
   *
   * @param id the name, part of the identity of every run
   * @return the changed table
   */
  public RecordTable withId(String id) {
    return new RecordTable(name, customerColumn, customerType, columns, zones, filter, id);
  }

  String name() {
    return name;
  }

  String name(Dialect dialect) {
    return dialect.quoted(name);
  }

  String customerColumn() {
    return customerColumn;
  }

  KeyType customerType() {
    return customerType;
  }

  String customerCondition(Dialect dialect) {
    return customerType.condition(dialect, dialect.quoted(name), dialect.quoted(customerColumn));
  }

  Object customer(Dialect dialect, String customer) {
    return customerType.value(dialect, customer);
  }

  String column(String field) {
    String column = columns.get(field);
    return column == null ? Identifiers.requireColumn(field) : column;
  }

  String column(Dialect dialect, String field) {
    return dialect.quoted(column(field));
  }

  boolean hasTimestamps() {
    return !zones.isEmpty();
  }

  boolean isTimestamp(String field) {
    return zones.containsKey(field);
  }

  DayColumn day(Dialect dialect, String field, List<Window> windows) {
    ZoneId zone = zones.get(field);
    return zone == null
        ? new DateColumn(dialect, column(dialect, field))
        : new TimestampColumn(dialect, column(dialect, field), zone, windows);
  }

  /** The condition in brackets, or one that is always true. */
  String filter() {
    return filter == null ? "1 = 1" : "(" + filter + ")";
  }

  String id() {
    return id;
  }

  /** Names the table and its mapping, without the filter. */
  @Override
  public String toString() {
    Map<String, String> mapping = columns;
    return name + " (customer=" + customerColumn + (mapping.isEmpty() ? "" : ", " + mapping) + ")";
  }
}

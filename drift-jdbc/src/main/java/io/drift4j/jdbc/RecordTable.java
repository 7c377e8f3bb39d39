package io.drift4j.jdbc;

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
 * <p>An index on the customer and the date of the windows, such as {@code (customer,
 * submitted_date)}, makes a run read only what it needs.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class RecordTable {

  private final String name;
  private final String customerColumn;
  private final SortedMap<String, String> columns;
  private final @Nullable String filter;
  private final String id;

  private RecordTable(
      String name,
      String customerColumn,
      SortedMap<String, String> columns,
      @Nullable String filter,
      String id) {
    this.name = name;
    this.customerColumn = customerColumn;
    this.columns = columns;
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
        Identifiers.requireTable(name), "customer", new TreeMap<>(), null, "claims");
  }

  /**
   * Returns this table with another column for the customer.
   *
   * @param column the column that says whose record it is
   * @return the changed table
   * @throws IllegalArgumentException if the name is not an identifier
   */
  public RecordTable withCustomerColumn(String column) {
    return new RecordTable(name, Identifiers.requireColumn(column), columns, filter, id);
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
    return new RecordTable(name, customerColumn, more, filter, id);
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
    return new RecordTable(name, customerColumn, columns, condition, id);
  }

  /**
   * Returns this table under another name for its population of records.
   *
   * @param id the name, part of the identity of every run
   * @return the changed table
   */
  public RecordTable withId(String id) {
    return new RecordTable(name, customerColumn, columns, filter, id);
  }

  String name() {
    return name;
  }

  String customerColumn() {
    return customerColumn;
  }

  String column(String field) {
    String column = columns.get(field);
    return column == null ? Identifiers.requireColumn(field) : column;
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

package io.drift4j.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A sample day by day: an immutable, sorted map from day to the frequency table of its
 * observations. What one day has in common shows only here, and is lost in the {@link #total}.
 *
 * <p>A day is a number of the caller's, such as {@code LocalDate.toEpochDay()}; days without
 * observations are not there.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class DailyTables {

  private final long[] days; // ascending
  private final List<FrequencyTable> tables; // not empty ones, parallel to days
  private final FrequencyTable total;

  private DailyTables(long[] days, List<FrequencyTable> tables) {
    this.days = days;
    this.tables = tables;
    FrequencyTable.Builder all = FrequencyTable.builder();
    tables.forEach(table -> table.forEach(all::add));
    this.total = all.build();
  }

  /**
   * Returns a builder that counts observations as they come.
   *
   * @return a new, empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds the counts of two samples, day by day. Associative and commutative.
   *
   * @param other the sample to add
   * @return both samples together
   * @throws ArithmeticException if a count exceeds {@link Long#MAX_VALUE}
   */
  public DailyTables combine(DailyTables other) {
    Builder builder = builder();
    forEach((day, table) -> table.forEach((value, count) -> builder.add(day, value, count)));
    other.forEach((day, table) -> table.forEach((value, count) -> builder.add(day, value, count)));
    return builder.build();
  }

  /**
   * Returns the number of days that have observations.
   *
   * @return the number of days
   */
  public int days() {
    return days.length;
  }

  /**
   * Returns all observations, whatever their day.
   *
   * @return the table of the whole sample
   */
  public FrequencyTable total() {
    return total;
  }

  /**
   * Visits every day that has observations, in ascending order.
   *
   * @param visitor receives each day with its table
   */
  public void forEach(DayVisitor visitor) {
    for (int i = 0; i < days.length; i++) {
      visitor.visit(days[i], tables.get(i));
    }
  }

  /** Receives the days of a sample. */
  @FunctionalInterface
  public interface DayVisitor {
    /**
     * Visits a day.
     *
     * @param day the day
     * @param table its observations, at least one
     */
    void visit(long day, FrequencyTable table);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DailyTables sample
        && Arrays.equals(days, sample.days)
        && tables.equals(sample.tables);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(days) + tables.hashCode();
  }

  /** Returns the days as {@code {day={value=count, …}, …}}, in ascending order. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    forEach((day, table) -> texts.add(day + "=" + table));
    return "{" + String.join(", ", texts) + "}";
  }

  /** Counts observations in any order. Not safe for use by several threads. */
  public static final class Builder {

    private final Map<Long, FrequencyTable.Builder> byDay = new TreeMap<>();

    private Builder() {}

    /**
     * Counts observations of one value on one day.
     *
     * @param day the day
     * @param value the value observed
     * @param count how often, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the count is negative
     */
    public Builder add(long day, long value, long count) {
      if (count != 0) {
        byDay.computeIfAbsent(day, d -> FrequencyTable.builder()).add(value, count);
      }
      return this;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the sample
     * @throws ArithmeticException if the number of observations exceeds {@link Long#MAX_VALUE}
     */
    public DailyTables build() {
      SortedMap<Long, FrequencyTable> built = new TreeMap<>();
      byDay.forEach((day, table) -> built.put(day, table.build()));
      built.values().removeIf(FrequencyTable::isEmpty); // of a refused count
      return new DailyTables(
          built.keySet().stream().mapToLong(Long::longValue).toArray(),
          List.copyOf(built.values()));
    }
  }
}

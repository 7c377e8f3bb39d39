package io.drift4j.stats;

import java.util.ArrayList;
import java.util.List;

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

  private final DayCells cells;
  private final FrequencyTable total;

  private DailyTables(DayCells cells) {
    this.cells = cells;
    FrequencyTable.Builder all = FrequencyTable.builder();
    cells.forEach((day, value, count) -> all.add(value, count));
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
    return new DailyTables(cells.combine(other.cells));
  }

  /**
   * Returns the number of days that have observations.
   *
   * @return the number of days
   */
  public int days() {
    return cells.days.length;
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
    for (int day = 0; day < cells.days.length; day++) {
      visitor.visit(cells.days[day], cells.table(day));
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
    return other instanceof DailyTables sample && cells.equals(sample.cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }

  /** Returns the days as {@code {day={value=count, …}, …}}, in ascending order. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    forEach((day, table) -> texts.add(day + "=" + table));
    return "{" + String.join(", ", texts) + "}";
  }

  /**
   * Counts observations in any order; its memory is bounded by the number of distinct days and
   * values, not by the number of observations. Not safe for use by several threads.
   */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final DayCells.Builder cells = DayCells.builder();

    private Builder() {}

    /**
     * Counts observations of one value on one day.
     *
     * @param day the day
     * @param value the value observed
     * @param count how often, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the count is negative
     * @throws ArithmeticException if the value was observed more than {@link Long#MAX_VALUE} times
     *     on the day
     */
    public Builder add(long day, long value, long count) {
      cells.add(day, value, count);
      return this;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the sample
     * @throws ArithmeticException if the number of observations exceeds {@link Long#MAX_VALUE}
     */
    @CheckReturnValue
    public DailyTables build() {
      return new DailyTables(cells.build());
    }
  }
}

package io.drift4j.stats;

/**
 * How many observations of each category every day has, in a primitive array: all that a test of
 * the mix reads of a stretch of days.
 *
 * <p>Immutable; a {@link #part} shares the array.
 */
public final class DayCategories implements DayStretch<DayCategories> {

  private final long firstDay;
  private final int from;
  private final int to;
  private final int categories;
  private final long[] counts; // by day and category

  private DayCategories(long firstDay, int from, int to, int categories, long[] counts) {
    this.firstDay = firstDay;
    this.from = from;
    this.to = to;
    this.categories = categories;
    this.counts = counts;
  }

  /**
   * Returns a builder for a stretch of days.
   *
   * @param firstDay the first day, a number of the caller's such as an epoch day
   * @param days how many days there are, 1 or more
   * @param categories how many categories there are, 2 or more
   * @return the builder, without observations
   */
  public static Builder builder(long firstDay, int days, int categories) {
    if (days < 1 || categories < 2) {
      throw new IllegalArgumentException(
          "a mix needs a day or more and two categories or more, not "
              + days
              + " and "
              + categories);
    }
    return new Builder(firstDay, days, categories);
  }

  @Override
  public DayCategories part(long first, long end) {
    if (first < firstDay + from || end > firstDay + to || first >= end) {
      throw new IllegalArgumentException(
          "days "
              + first
              + " to "
              + end
              + " are not among "
              + (firstDay + from)
              + " and "
              + size());
    }
    return new DayCategories(
        firstDay, (int) (first - firstDay), (int) (end - firstDay), categories, counts);
  }

  /** The days from the first to the last that have observations; none if no day has. */
  DayCategories trimmed() {
    int first = from;
    int end = to;
    while (first < end && ofDay(first) == 0) {
      first++;
    }
    while (end > first && ofDay(end - 1) == 0) {
      end--;
    }
    return new DayCategories(firstDay, first, end, categories, counts);
  }

  @Override
  public long firstDay() {
    return firstDay + from;
  }

  @Override
  public int size() {
    return to - from;
  }

  /**
   * Returns how many categories there are.
   *
   * @return the number of categories
   */
  public int categories() {
    return categories;
  }

  /** Of a day, counted from 0. */
  long count(int day, int category) {
    return counts[(from + day) * categories + category];
  }

  /** Of a day, counted from 0, all categories. */
  long count(int day) {
    return ofDay(from + day);
  }

  private long ofDay(int place) {
    long sum = 0;
    for (int i = place * categories; i < (place + 1) * categories; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Of all days, by category. */
  long[] totals() {
    long[] totals = new long[categories];
    for (int day = from; day < to; day++) {
      for (int c = 0; c < categories; c++) {
        totals[c] += counts[day * categories + c];
      }
    }
    return totals;
  }

  /** The counts of each day as those of one category only. */
  DayScores sizes() {
    DayScores.Builder sizes = DayScores.builder(0, Math.max(1, size()));
    for (int day = 0; day < size(); day++) {
      sizes.add(day, 1, count(day));
    }
    return sizes.build();
  }

  /** Counts observations in any order. Not safe for use by several threads. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final long firstDay;
    private final int categories;
    private final long[] counts;

    private Builder(long firstDay, int days, int categories) {
      this.firstDay = firstDay;
      this.categories = categories;
      this.counts = new long[Counts.cells(days, "days", categories, "categories")];
    }

    /**
     * Counts observations of one day.
     *
     * @param day the day
     * @param category the category, from 0
     * @param count how many, 0 or more
     * @return this builder
     * @throws IndexOutOfBoundsException if the day is none of the stretch
     */
    public Builder add(long day, int category, long count) {
      counts[Math.toIntExact(day - firstDay) * categories + category] += count;
      return this;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the counts of every day
     */
    @CheckReturnValue
    public DayCategories build() {
      return new DayCategories(firstDay, 0, counts.length / categories, categories, counts.clone());
    }
  }
}

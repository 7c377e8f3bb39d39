package io.drift4j.stats;

import java.util.Arrays;
import java.util.Objects;

/**
 * How many observations of each category every day has, in primitive arrays of those that it has
 * any of: all that a test of the mix reads of a stretch of days. Its memory is bounded by the
 * number of distinct days and categories that were observed together, not by all that might be.
 *
 * <p>Immutable; a {@link #part} shares the arrays.
 */
public final class DayCategories implements DayStretch<DayCategories> {

  private final long firstDay;
  private final int from;
  private final int to;
  private final int categories;
  private final Observed observed;

  /** The categories of each day in order, and how many of each; a day's end where others begin. */
  private static final class Observed {

    private final int[] ends;
    private final int[] category;
    private final long[] counts;

    Observed(int[] ends, int[] category, long[] counts) {
      this.ends = ends;
      this.category = category;
      this.counts = counts;
    }

    static Observed of(FrequencyTable cells, int days, int categories) {
      int[] ends = new int[days];
      int[] category = new int[cells.distinct()];
      long[] counts = new long[cells.distinct()];
      int[] place = {0};
      cells.forEach(
          (cell, count) -> {
            category[place[0]] = (int) (cell % categories);
            counts[place[0]] = count;
            ends[(int) (cell / categories)] = ++place[0];
          });
      for (int day = 1; day < days; day++) {
        ends[day] = Math.max(ends[day], ends[day - 1]);
      }
      return new Observed(ends, category, counts);
    }

    private int begin(int day) {
      return day == 0 ? 0 : ends[day - 1];
    }

    long count(int day, int which) {
      int place = Arrays.binarySearch(category, begin(day), ends[day], which);
      return place < 0 ? 0 : counts[place];
    }

    long count(int day) {
      long sum = 0;
      for (int i = begin(day); i < ends[day]; i++) {
        sum += counts[i];
      }
      return sum;
    }
  }

  private DayCategories(long firstDay, int from, int to, int categories, Observed observed) {
    this.firstDay = firstDay;
    this.from = from;
    this.to = to;
    this.categories = categories;
    this.observed = observed;
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
        firstDay, (int) (first - firstDay), (int) (end - firstDay), categories, observed);
  }

  /** The days from the first to the last that have observations; none if no day has. */
  DayCategories trimmed() {
    int first = from;
    int end = to;
    while (first < end && observed.count(first) == 0) {
      first++;
    }
    while (end > first && observed.count(end - 1) == 0) {
      end--;
    }
    return new DayCategories(firstDay, first, end, categories, observed);
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
    return observed.count(from + day, category);
  }

  /** Of a day, counted from 0, all categories. */
  long count(int day) {
    return observed.count(from + day);
  }

  /** Of all days, by category. */
  long[] totals() {
    long[] totals = new long[categories];
    for (int i = observed.begin(from); i < observed.begin(to); i++) {
      totals[observed.category[i]] += observed.counts[i];
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
    private final int days;
    private final int categories;
    private final FrequencyTable.Builder cells = FrequencyTable.builder(); // day by day

    private Builder(long firstDay, int days, int categories) {
      this.firstDay = firstDay;
      this.days = days;
      this.categories = categories;
    }

    /**
     * Counts observations of one day.
     *
     * @param day the day
     * @param category the category, from 0
     * @param count how many, 0 or more
     * @return this builder
     * @throws IndexOutOfBoundsException if the day is none of the stretch, or the category none of
     *     those that there are
     */
    public Builder add(long day, int category, long count) {
      long place = Objects.checkIndex(day - firstDay, days);
      cells.add(place * categories + Objects.checkIndex(category, categories), count);
      return this;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the counts of every day
     */
    @CheckReturnValue
    public DayCategories build() {
      return new DayCategories(
          firstDay, 0, days, categories, Observed.of(cells.build(), days, categories));
    }
  }
}

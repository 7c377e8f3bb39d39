package io.drift4j.stats;

/**
 * How many records every day has, and which days are left out: a day without records is a day, one
 * that is left out is none.
 *
 * <p>Immutable; a {@link #part} shares the array.
 */
public final class DayCounts implements DayStretch<DayCounts> {

  private static final long LEFT_OUT = -1;

  private final long firstDay;
  private final int from;
  private final int to;
  private final long[] counts;

  private DayCounts(long firstDay, int from, int to, long[] counts) {
    this.firstDay = firstDay;
    this.from = from;
    this.to = to;
    this.counts = counts;
  }

  /**
   * Returns a builder for a stretch of days.
   *
   * @param firstDay the first day, a number of the caller's such as an epoch day
   * @param days how many days there are, 1 or more
   * @return the builder, without records
   */
  public static Builder builder(long firstDay, int days) {
    if (days < 1) {
      throw new IllegalArgumentException("counts need a day or more, not " + days);
    }
    return new Builder(firstDay, days);
  }

  @Override
  public DayCounts part(long first, long end) {
    if (first < firstDay + from || end > firstDay + to || first >= end) {
      throw new IllegalArgumentException(
          "days " + first + " to " + end + " are not among " + firstDay() + " and " + size());
    }
    return new DayCounts(firstDay, (int) (first - firstDay), (int) (end - firstDay), counts);
  }

  /** The days from one on, which may be before the first. */
  DayCounts since(long first) {
    int start = (int) Math.min(to, Math.max(from, first - firstDay));
    return new DayCounts(firstDay, start, to, counts);
  }

  @Override
  public long firstDay() {
    return firstDay + from;
  }

  /** The first day with records; the day after the last if none has. */
  long firstWithRecords() {
    int place = from;
    while (place < to && counts[place] <= 0) {
      place++;
    }
    return firstDay + place;
  }

  /** Returns how many days there are, those that are left out too. */
  @Override
  public int size() {
    return to - from;
  }

  /** Whether a day, counted from 0, is not left out. */
  boolean isThere(int day) {
    return counts[from + day] != LEFT_OUT;
  }

  /** Of a day, counted from 0; 0 if it is left out. */
  long count(int day) {
    return Math.max(0, counts[from + day]);
  }

  /**
   * Returns how many days are not left out.
   *
   * @return the number of days
   */
  public int days() {
    int days = 0;
    for (int day = 0; day < size(); day++) {
      days += isThere(day) ? 1 : 0;
    }
    return days;
  }

  /**
   * Returns how many records all days have.
   *
   * @return the number of records
   */
  public long count() {
    long sum = 0;
    for (int day = 0; day < size(); day++) {
      sum += count(day);
    }
    return sum;
  }

  /** Counts records in any order. Not safe for use by several threads. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final long firstDay;
    private final long[] counts;
    private final boolean[] leftOut;

    private Builder(long firstDay, int days) {
      this.firstDay = firstDay;
      this.counts = new long[days];
      this.leftOut = new boolean[days];
    }

    /**
     * Counts records of one day.
     *
     * @param day the day
     * @param count how many, 0 or more
     * @return this builder
     * @throws IndexOutOfBoundsException if the day is none of the stretch
     */
    public Builder add(long day, long count) {
      counts[Math.toIntExact(day - firstDay)] += count;
      return this;
    }

    /**
     * Leaves a day out, whatever is counted of it.
     *
     * @param day the day
     * @return this builder
     * @throws IndexOutOfBoundsException if the day is none of the stretch
     */
    public Builder leaveOut(long day) {
      leftOut[Math.toIntExact(day - firstDay)] = true;
      return this;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the counts of every day
     */
    @CheckReturnValue
    public DayCounts build() {
      long[] all = counts.clone();
      for (int day = 0; day < all.length; day++) {
        all[day] = leftOut[day] ? LEFT_OUT : all[day];
      }
      return new DayCounts(firstDay, 0, all.length, all);
    }
  }
}

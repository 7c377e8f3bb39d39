package io.drift4j.stats;

import java.util.Arrays;

/**
 * Scores of observations, day by day: how many a day has and the sums of their scores, squares and
 * cubes. It is all that a test of means reads of a stretch of days, in primitive arrays: a
 * proportion has the scores 1 and 0, an amount its centred value or rank.
 *
 * <p>Sums are of doubles in the order in which they were added; those of whole numbers are exact
 * below 2⁵³. Scores that are far from 0 compared with their differences lose digits: centre them
 * first.
 *
 * <p>Immutable; a {@link #part} shares the arrays.
 */
public final class DayScores implements DayStretch<DayScores> {

  /** Of a sum of thousands of numbers, relative. */
  static final double ROUNDING = 1e-13;

  private final long firstDay;
  private final int from;
  private final int to;
  private final double[] counts;
  private final double[] sums;
  private final double[] squares;
  private final double[] cubes;

  private DayScores(
      long firstDay,
      int from,
      int to,
      double[] counts,
      double[] sums,
      double[] squares,
      double[] cubes) {
    this.firstDay = firstDay;
    this.from = from;
    this.to = to;
    this.counts = counts;
    this.sums = sums;
    this.squares = squares;
    this.cubes = cubes;
  }

  /**
   * Returns a builder for a stretch of days.
   *
   * @param firstDay the first day, a number of the caller's such as an epoch day
   * @param days how many days there are, 1 or more
   * @return the builder, without observations
   */
  public static Builder builder(long firstDay, int days) {
    return new Builder(firstDay, days);
  }

  /**
   * Returns the scores 1 and 0 of events and all others.
   *
   * @param firstDay the first day, a number of the caller's such as an epoch day
   * @param counts how many observations each day has
   * @param events how many of them are events
   * @return the scores of every day
   * @throws IllegalArgumentException if there are no days, or not as many of both
   */
  public static DayScores ofEvents(long firstDay, long[] counts, long[] events) {
    if (counts.length == 0 || counts.length != events.length) {
      throw new IllegalArgumentException(
          "events need a count for each of one day or more, not "
              + counts.length
              + " for "
              + events.length);
    }
    double[] sums = doubles(events); // squares and cubes as well
    return new DayScores(firstDay, 0, sums.length, doubles(counts), sums, sums, sums);
  }

  /**
   * Returns scores of which the sums are known already. The arrays are copied.
   *
   * @param firstDay the first day, a number of the caller's such as an epoch day
   * @param counts how many observations each day has
   * @param sums Σ a of each day
   * @param squares Σ a² of each day
   * @param cubes Σ a³ of each day
   * @return the scores of every day
   * @throws IllegalArgumentException if there are no days, or not as many of each
   */
  public static DayScores ofSums(
      long firstDay, long[] counts, double[] sums, double[] squares, double[] cubes) {
    int days = counts.length;
    if (days == 0 || sums.length != days || squares.length != days || cubes.length != days) {
      throw new IllegalArgumentException(
          "sums need one day or more, and as many squares and cubes as counts, not "
              + sums.length
              + " for "
              + days);
    }
    return new DayScores(
        firstDay, 0, days, doubles(counts), sums.clone(), squares.clone(), cubes.clone());
  }

  private static double[] doubles(long[] numbers) {
    double[] doubles = new double[numbers.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = numbers[i];
    }
    return doubles;
  }

  @Override
  public DayScores part(long first, long end) {
    if (first < firstDay + from || end > firstDay + to || first >= end) {
      throw new IllegalArgumentException(
          "days " + first + " to " + end + " are not among " + this.firstDay + " and " + size());
    }
    return new DayScores(
        firstDay, (int) (first - firstDay), (int) (end - firstDay), counts, sums, squares, cubes);
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public long firstDay() {
    return firstDay + from;
  }

  /** n of a day, counted from 0. */
  double count(int day) {
    return counts[from + day];
  }

  /** S of a day. */
  double sum(int day) {
    return sums[from + day];
  }

  /**
   * Returns how many observations there are.
   *
   * @return the number
   */
  public double count() {
    return sum(counts);
  }

  /**
   * Returns the sum of the scores.
   *
   * @return Σ a
   */
  public double sum() {
    return sum(sums);
  }

  /** Σ a². */
  double squares() {
    return sum(squares);
  }

  /** Σ (a − ā)² of the mean ā; 0 where it is no more than Σ a² is rounded by. */
  double squaresAbout(double mean) {
    double squares = squares();
    double about = squares - sum() * mean;
    return about > ROUNDING * squares ? about : 0;
  }

  /** Σ a³. */
  double cubes() {
    return sum(cubes);
  }

  /** All of that in one go. */
  ScoreTotals totals() {
    double count = 0;
    double sum = 0;
    double square = 0;
    double cube = 0;
    double pairs = 0;
    int days = 0;
    for (int day = from; day < to; day++) {
      double n = counts[day];
      count += n;
      sum += sums[day];
      square += squares[day];
      cube += cubes[day];
      pairs += n * n;
      days += n > 0 ? 1 : 0;
    }
    return new ScoreTotals(count, sum, square, cube, pairs, days);
  }

  /** S_j − n_j ā of every day. */
  double[] deviations(double mean) {
    double[] deviations = new double[size()];
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = sums[from + j] - counts[from + j] * mean;
    }
    return deviations;
  }

  /** n_j v of every day. */
  double[] countsTimes(double unit) {
    double[] products = new double[size()];
    for (int j = 0; j < products.length; j++) {
      products[j] = counts[from + j] * unit;
    }
    return products;
  }

  /** Whether the other has the same days of the same arrays. */
  @SuppressWarnings("ReferenceEquality") // what is the same need not be compared
  boolean isSame(DayScores other) {
    return counts == other.counts && sums == other.sums && from == other.from && to == other.to;
  }

  private double sum(double[] values) {
    double sum = 0;
    for (int day = from; day < to; day++) {
      sum += values[day];
    }
    return sum;
  }

  /** n̄ = Σ n² / Σ n, the size of the day of an observation; 0 without observations. */
  double daySize() {
    double sum = 0;
    double all = 0;
    for (int day = from; day < to; day++) {
      sum += counts[day] * counts[day];
      all += counts[day];
    }
    return all > 0 ? sum / all : 0;
  }

  /** How many days have observations. */
  int daysWithObservations() {
    int days = 0;
    for (int day = from; day < to; day++) {
      days += counts[day] > 0 ? 1 : 0;
    }
    return days;
  }

  /** The days from the first to the last that have observations; none if no day has. */
  DayScores trimmed() {
    int first = from;
    int end = to;
    while (first < end && counts[first] == 0) {
      first++;
    }
    while (end > first && counts[end - 1] == 0) {
      end--;
    }
    return new DayScores(firstDay, first, end, counts, sums, squares, cubes);
  }

  /** Counts observations in any order. Not safe for use by several threads. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final long firstDay;
    private final double[] counts;
    private final double[] sums;
    private final double[] squares;
    private final double[] cubes;

    private Builder(long firstDay, int days) {
      if (days < 1) {
        throw new IllegalArgumentException("scores need a day or more, not " + days);
      }
      this.firstDay = firstDay;
      this.counts = new double[days];
      this.sums = new double[days];
      this.squares = new double[days];
      this.cubes = new double[days];
    }

    /**
     * Counts observations of one day.
     *
     * @param day the day
     * @param score the score of each
     * @param count how many, 0 or more
     * @return this builder
     * @throws IndexOutOfBoundsException if the day is none of the stretch
     */
    public Builder add(long day, double score, long count) {
      int place = Math.toIntExact(day - firstDay);
      double sum = score * count;
      counts[place] += count;
      sums[place] += sum;
      squares[place] += sum * score;
      cubes[place] += sum * score * score;
      return this;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the scores of every day
     */
    @CheckReturnValue
    public DayScores build() {
      return new DayScores(
          firstDay, 0, counts.length, copy(counts), copy(sums), copy(squares), copy(cubes));
    }

    private static double[] copy(double[] values) {
      return Arrays.copyOf(values, values.length);
    }
  }
}

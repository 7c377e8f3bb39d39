package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;

/**
 * How often each integer value was observed: an immutable, sorted map from value to count.
 *
 * <p>The table is the sufficient statistic of a sample of whole numbers: denied is {@code {0, 1}},
 * decision time is days, money is cents. Tables add up ({@link #combine}), so parts may be counted
 * anywhere and in any order. Counts and sums are exact; every {@code double} returned is the
 * correctly rounded value of an exact rational number, whatever the order of the observations.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class FrequencyTable {

  private static final FrequencyTable EMPTY = new FrequencyTable(new long[0], new long[0]);

  private final long[] values; // strictly ascending
  private final long[] counts; // positive, parallel to values
  private final long count;

  private FrequencyTable(long[] values, long[] counts) {
    this.values = values;
    this.counts = counts;
    this.count = total(counts);
  }

  private static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total = Counts.add(total, count);
    }
    return total;
  }

  /**
   * Returns the table without observations.
   *
   * @return the empty table
   */
  public static FrequencyTable empty() {
    return EMPTY;
  }

  /**
   * Counts single observations, in any order.
   *
   * @param observations the values, each observed once; a value may repeat
   * @return their table
   */
  public static FrequencyTable of(long... observations) {
    return observations.length == 0 ? EMPTY : Observations.count(observations);
  }

  /** A table of cells that are ascending and of which none is empty. */
  static FrequencyTable ofCells(long[] values, long[] counts) {
    return new FrequencyTable(values, counts);
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
   * Adds the counts of two tables.
   *
   * <p>Combining is associative and commutative, and the empty table is its neutral element: the
   * table of a whole is the combination of the tables of its parts.
   *
   * @param other the table to add
   * @return the table of both samples together
   * @throws ArithmeticException if a count exceeds {@link Long#MAX_VALUE}
   */
  public FrequencyTable combine(FrequencyTable other) {
    Objects.requireNonNull(other, "other table");
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Merge merge = new Merge(values.length + other.values.length);
    forEachPair(this, other, merge);
    return merge.table();
  }

  /** Cells that come in ascending order. */
  private static final class Merge implements PairVisitor {

    private final long[] values;
    private final long[] counts;
    private int size;

    Merge(int capacity) {
      values = new long[capacity];
      counts = new long[capacity];
    }

    @Override
    public void visit(long value, long here, long there) {
      values[size] = value;
      counts[size++] = Counts.add(here, there);
    }

    FrequencyTable table() {
      return new FrequencyTable(Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
    }
  }

  /**
   * Returns the number of observations.
   *
   * @return the sum of all counts, 0 if empty
   */
  public long count() {
    return count;
  }

  /**
   * Returns how often a value was observed.
   *
   * @param value the value
   * @return its count, 0 if it was never observed
   */
  public long count(long value) {
    int index = Arrays.binarySearch(values, value);
    return index < 0 ? 0 : counts[index];
  }

  /**
   * Returns the number of distinct values, which is what a table costs in memory.
   *
   * @return the number of cells
   */
  public int distinct() {
    return values.length;
  }

  /**
   * Says whether nothing was observed.
   *
   * @return whether the count is 0
   */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /**
   * Returns the smallest value.
   *
   * @return the smallest value observed
   * @throws IllegalStateException if the table is empty
   */
  public long min() {
    requireObservations(1, "minimum");
    return values[0];
  }

  /**
   * Returns the largest value.
   *
   * @return the largest value observed
   * @throws IllegalStateException if the table is empty
   */
  public long max() {
    requireObservations(1, "maximum");
    return values[values.length - 1];
  }

  /**
   * Returns the exact sum of all observations.
   *
   * @return Σ value · count, 0 if empty
   */
  public BigInteger sum() {
    Sum128 sum = new Sum128();
    for (int i = 0; i < values.length; i++) {
      sum.addProduct(values[i], counts[i]);
    }
    return sum.value();
  }

  /**
   * Returns the arithmetic mean, Σ value · count / n, rounded once.
   *
   * @return the mean
   * @throws IllegalStateException if the table is empty
   */
  public double mean() {
    requireObservations(1, "mean");
    return Quotient.of(sum(), BigInteger.valueOf(count));
  }

  /**
   * Returns the population variance, (n Σ v² − (Σ v)²) / n², rounded once.
   *
   * @return the variance with divisor n
   * @throws IllegalStateException if the table is empty
   */
  public double populationVariance() {
    requireObservations(1, "population variance");
    return Quotient.of(scaledSquares(), BigInteger.valueOf(count).pow(2));
  }

  /**
   * Returns the sample variance, (n Σ v² − (Σ v)²) / (n (n − 1)), rounded once.
   *
   * @return the variance with divisor n − 1
   * @throws IllegalStateException if there are fewer than two observations
   */
  public double sampleVariance() {
    requireObservations(2, "sample variance");
    BigInteger n = BigInteger.valueOf(count);
    return Quotient.of(scaledSquares(), n.multiply(n.subtract(BigInteger.ONE)));
  }

  /**
   * Returns a quantile by the inverse of the empirical distribution function (type 1 of Hyndman and
   * Fan, 1996): the smallest value that at least the share {@code p} of all observations does not
   * exceed. It is always a value that was observed; {@code quantile(0)} is the minimum. The rank is
   * ⌈p n⌉ with the product rounded as doubles are, so that 0.2 of 5 is 1.
   *
   * @param p the share, in [0, 1]
   * @return the quantile
   * @throws IllegalArgumentException if {@code p} is not in [0, 1]
   * @throws IllegalStateException if the table is empty
   */
  public long quantile(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("share out of [0, 1]: " + p);
    }
    requireObservations(1, "quantile");
    long rank = (long) Math.ceil(p * count);
    return ranked(Math.min(Math.max(rank, 1), count));
  }

  /**
   * Returns the median: the middle observation, or with an even number of them the mean of the two
   * middle ones, rounded once.
   *
   * @return the median
   * @throws IllegalStateException if the table is empty
   */
  public double median() {
    requireObservations(1, "median");
    long lower = ranked(count - count / 2);
    long upper = ranked(count / 2 + 1);
    return Quotient.of(BigInteger.valueOf(lower).add(BigInteger.valueOf(upper)), BigInteger.TWO);
  }

  /**
   * Visits every cell in ascending order of the values.
   *
   * @param visitor receives each value with its positive count
   */
  public void forEach(CellVisitor visitor) {
    for (int i = 0; i < values.length; i++) {
      visitor.visit(values[i], counts[i]);
    }
  }

  /**
   * Walks over two tables at once, in ascending order of the values that occur in either: the one
   * loop that every two-sample statistic needs.
   *
   * @param x the first table
   * @param y the second table
   * @param visitor receives each value with its count in both tables, one of which may be 0
   */
  public static void forEachPair(FrequencyTable x, FrequencyTable y, PairVisitor visitor) {
    int i = 0;
    int j = 0;
    while (i < x.values.length || j < y.values.length) {
      boolean inX = j == y.values.length || (i < x.values.length && x.values[i] <= y.values[j]);
      boolean inY = i == x.values.length || (j < y.values.length && y.values[j] <= x.values[i]);
      long value = inX ? x.values[i] : y.values[j];
      visitor.visit(value, inX ? x.counts[i++] : 0, inY ? y.counts[j++] : 0);
    }
  }

  /** Receives the cells of one table. */
  @FunctionalInterface
  public interface CellVisitor {
    /**
     * Visits a cell.
     *
     * @param value the value
     * @param count how often it was observed, at least 1
     */
    void visit(long value, long count);
  }

  /** Receives the cells of two tables side by side. */
  @FunctionalInterface
  public interface PairVisitor {
    /**
     * Visits a value that occurs in at least one of two tables.
     *
     * @param value the value
     * @param countX its count in the first table
     * @param countY its count in the second table
     */
    void visit(long value, long countX, long countY);
  }

  /** Goes through the cells of a table in step with others. */
  Cursor cursor() {
    return new Cursor();
  }

  /** Stands at a cell, or behind the last. */
  final class Cursor {

    private int cell;

    boolean isAtEnd() {
      return cell == values.length;
    }

    /** The value of this cell, behind the last one the largest there is. */
    long value() {
      return isAtEnd() ? Long.MAX_VALUE : values[cell];
    }

    /** The count of a value up to that of this cell, which is left behind if it is the one. */
    long take(long value) {
      return isAtEnd() || values[cell] != value ? 0 : counts[cell++];
    }
  }

  /** The value of the observation of a rank, 1 to count. */
  private long ranked(long rank) {
    long below = 0;
    int i = 0;
    while (rank - below > counts[i]) {
      below += counts[i++];
    }
    return values[i];
  }

  /** n Σ v² − (Σ v)². */
  private BigInteger scaledSquares() {
    return BigInteger.valueOf(count).multiply(squares()).subtract(sum().pow(2));
  }

  /** Σ v². */
  private BigInteger squares() {
    return isSmall(values[0]) && isSmall(values[values.length - 1]) ? ofSmall() : ofLarge();
  }

  /** Whether the square of a value, and of those between, is a long. */
  private static boolean isSmall(long value) {
    return value == (int) value;
  }

  private BigInteger ofSmall() {
    Sum128 squares = new Sum128();
    for (int i = 0; i < values.length; i++) {
      squares.addProduct(values[i] * values[i], counts[i]);
    }
    return squares.value();
  }

  private BigInteger ofLarge() {
    BigInteger squares = BigInteger.ZERO;
    for (int i = 0; i < values.length; i++) {
      BigInteger square = BigInteger.valueOf(values[i]).pow(2);
      squares = squares.add(square.multiply(BigInteger.valueOf(counts[i])));
    }
    return squares;
  }

  private void requireObservations(long needed, String statistic) {
    if (count < needed) {
      throw new IllegalStateException(
          "the "
              + statistic
              + " needs at least "
              + needed
              + " observations, the table has "
              + count);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrequencyTable table
        && Arrays.equals(values, table.values)
        && Arrays.equals(counts, table.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(counts);
  }

  /** Returns the cells as {@code {value=count, …}}, in ascending order. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach(
        (value, n) ->
            text.append(text.length() > 1 ? ", " : "").append(value).append('=').append(n));
    return text.append('}').toString();
  }

  /**
   * Counts observations in any order; its memory is bounded by the number of distinct values, not
   * by the number of observations. Not safe for use by several threads.
   */
  @CanIgnoreReturnValue
  public static final class Builder {

    private static final int INITIAL_CAPACITY = 8;

    /** Values from 0 to below are counted where they point, as days and zeros and ones are. */
    private static final int NEAR = 1 << 10;

    private static final long[] NONE = new long[0];

    private long[] near = NONE;

    // Cells as they came; compacted (sorted, equal values added up) whenever the arrays are full.
    // None at first: a builder for each segment, metric and window is often left without.
    private long[] values = NONE;
    private long[] counts = NONE;
    private int size;

    private Builder() {}

    /**
     * Counts one observation.
     *
     * @param value the value observed
     * @return this builder
     */
    public Builder add(long value) {
      return add(value, 1);
    }

    /**
     * Counts observations of one value.
     *
     * @param value the value observed
     * @param count how often, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the count is negative
     * @throws ArithmeticException if the value was observed more than {@link Long#MAX_VALUE} times
     */
    public Builder add(long value, long count) {
      if (count < 0) {
        throw new IllegalArgumentException("count is negative: " + count);
      }
      if (value >= 0 && value < near.length) {
        near[(int) value] = Counts.add(near[(int) value], count);
      } else if (count > 0) {
        addFurther(value, count);
      }
      return this;
    }

    private void addFurther(long value, long count) {
      if (value >= 0 && value < NEAR) {
        near = Arrays.copyOf(near, Math.max(16, 2 * Integer.highestOneBit((int) value)));
        near[(int) value] = count;
      } else {
        append(value, count);
      }
    }

    private void append(long value, long count) {
      if (size > 0 && values[size - 1] == value) {
        counts[size - 1] = Counts.add(counts[size - 1], count);
        return;
      }
      makeRoom();
      values[size] = value;
      counts[size++] = count;
    }

    private void makeRoom() {
      int full = values.length;
      if (size == full) {
        compact();
        int capacity = size > full / 2 ? 2 * full : Math.max(INITIAL_CAPACITY, full);
        values = Arrays.copyOf(values, capacity);
        counts = Arrays.copyOf(counts, capacity);
      }
    }

    /** Puts the cells in order and adds up the counts of equal values. */
    private void compact() {
      if (!isAscending()) {
        Cells merged = Cells.merged(size, counts, values);
        values = merged.keys(values);
        counts = merged.counts();
        size = values.length;
      }
    }

    private boolean isAscending() {
      for (int i = 1; i < size; i++) {
        if (values[i - 1] >= values[i]) {
          return false;
        }
      }
      return true;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the table
     * @throws ArithmeticException if the number of observations exceeds {@link Long#MAX_VALUE}
     */
    @CheckReturnValue
    public FrequencyTable build() {
      gather();
      compact();
      return size == 0
          ? EMPTY
          : new FrequencyTable(Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
    }

    /** Moves the near counts to the other cells. */
    private void gather() {
      for (int value = 0; value < near.length; value++) {
        if (near[value] > 0) {
          append(value, near[value]);
          near[value] = 0;
        }
      }
    }
  }
}

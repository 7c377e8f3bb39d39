package io.drift4j.stats;

/**
 * Sums of counts, none of which is negative; those that do not fit a number are refused by name.
 */
final class Counts {

  private Counts() {}

  @CanIgnoreReturnValue
  static long add(long one, long other) {
    long sum = one + other;
    if (sum < 0) {
      throw new ArithmeticException(
          "counts "
              + one
              + " and "
              + other
              + " add up to more than "
              + Long.MAX_VALUE
              + " observations, which is the most that a sample or two can have together");
    }
    return sum;
  }

  /** Cells of a table, which is an array. */
  static int cells(int rows, String ofRows, int columns, String ofColumns) {
    long cells = (long) rows * columns;
    if (cells > Integer.MAX_VALUE) {
      throw new ArithmeticException(
          rows
              + " "
              + ofRows
              + " of "
              + columns
              + " "
              + ofColumns
              + " are more than the "
              + Integer.MAX_VALUE
              + " cells that can be kept");
    }
    return (int) cells;
  }
}

package io.drift4j.stats;

import java.util.Arrays;

/**
 * How often each value was observed on each day: an immutable, sorted map from (day, value) to
 * count, flat, without an object for a day or a cell.
 */
final class DayCells {

  private static final long[] NONE = {};

  final long[] days; // strictly ascending
  final int[] ends; // behind the last cell of each day
  final long[] values; // strictly ascending on each day
  final long[] counts; // positive, parallel to values; none where each is 1
  final long count;

  /** Of cells in order. */
  private DayCells(long[] dayOfCells, long[] values, long[] counts) {
    this.ends = ends(dayOfCells);
    this.days = days(dayOfCells, ends);
    this.values = values;
    this.counts = counts;
    this.count = count(values.length, counts);
  }

  private static int[] ends(long[] dayOfCells) {
    int[] ends = new int[dayOfCells.length];
    int size = 0;
    for (int i = 1; i <= ends.length; i++) {
      if (i == ends.length || dayOfCells[i] != dayOfCells[i - 1]) {
        ends[size++] = i;
      }
    }
    return Arrays.copyOf(ends, size);
  }

  private static long[] days(long[] dayOfCells, int[] ends) {
    long[] days = new long[ends.length];
    for (int i = 0; i < days.length; i++) {
      days[i] = dayOfCells[ends[i] - 1];
    }
    return days;
  }

  private static long count(int cells, long[] counts) {
    long count = counts.length == 0 ? cells : 0;
    for (long some : counts) {
      count = Counts.add(count, some);
    }
    return count;
  }

  static Builder builder() {
    return new Builder();
  }

  DayCells combine(DayCells other) {
    Builder both = builder();
    forEach(both::add);
    other.forEach(both::add);
    return both.build();
  }

  /** The first cell of a day, by its number. */
  int begin(int day) {
    return day == 0 ? 0 : ends[day - 1];
  }

  /** The count of a cell. */
  long count(int cell) {
    return counts.length == 0 ? 1 : counts[cell];
  }

  /** The observations of a day, by its number. */
  FrequencyTable table(int day) {
    long[] some = new long[ends[day] - begin(day)];
    for (int i = 0; i < some.length; i++) {
      some[i] = count(begin(day) + i);
    }
    return FrequencyTable.ofCells(Arrays.copyOfRange(values, begin(day), ends[day]), some);
  }

  void forEach(CellVisitor visitor) {
    for (int day = 0; day < days.length; day++) {
      for (int cell = begin(day); cell < ends[day]; cell++) {
        visitor.visit(days[day], values[cell], count(cell));
      }
    }
  }

  /** Receives the cells in order. */
  @FunctionalInterface
  interface CellVisitor {
    void visit(long day, long value, long count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DayCells cells
        && Arrays.equals(days, cells.days)
        && Arrays.equals(ends, cells.ends)
        && Arrays.equals(values, cells.values)
        && Arrays.equals(counts, cells.counts);
  }

  @Override
  public int hashCode() {
    int days = 31 * Arrays.hashCode(this.days) + Arrays.hashCode(ends);
    return 31 * (31 * days + Arrays.hashCode(values)) + Arrays.hashCode(counts);
  }

  /**
   * Counts observations in any order; its memory is bounded by the number of distinct cells, not by
   * the number of observations. Not safe for use by several threads.
   */
  @CanIgnoreReturnValue
  static final class Builder {

    /**
     * So many cells are kept as they came, for most segments have no more: to put them in order on
     * the way costs as much again. With more, equal ones are added up whenever there is no room.
     */
    private static final int FEW = 1 << 10;

    private long[] days = NONE;
    private long[] values = NONE;
    private long[] counts = NONE; // as long as each is 1
    private int size;

    private Builder() {}

    void add(long day, long value, long count) {
      if (count < 0) {
        throw new IllegalArgumentException("count is negative: " + count);
      }
      if (count > 0) {
        append(day, value, count);
      }
    }

    private void append(long day, long value, long count) {
      if (size == days.length) {
        makeRoom();
      }
      if (count > 1) {
        weigh();
      }
      days[size] = day;
      values[size] = value;
      if (counts.length > 0) {
        counts[size] = count;
      }
      size++;
    }

    private void makeRoom() {
      int full = size;
      if (full < FEW) {
        grow(Math.max(16, Math.min(4 * full, FEW)));
      } else {
        compact();
        grow(size > full / 2 ? 2 * full : full);
      }
    }

    /** For how many cells there is room. */
    int room() {
      return days.length;
    }

    private void grow(int capacity) {
      days = Arrays.copyOf(days, capacity);
      values = Arrays.copyOf(values, capacity);
      counts = counts.length == 0 ? NONE : Arrays.copyOf(counts, capacity);
    }

    /** Puts the cells in order and adds up the counts of equal ones. */
    private void compact() {
      if (!isAscending()) {
        Cells merged = Cells.merged(size, counts, days, values);
        days = merged.keys(days);
        values = merged.keys(values);
        counts = merged.counts();
        size = days.length;
      }
    }

    private boolean isAscending() {
      for (int i = 1; i < size; i++) {
        if (days[i - 1] > days[i] || (days[i - 1] == days[i] && values[i - 1] >= values[i])) {
          return false;
        }
      }
      return true;
    }

    /** Keeps counts from now on. */
    private void weigh() {
      if (counts.length == 0) {
        counts = new long[days.length];
        Arrays.fill(counts, 1);
      }
    }

    /** The arrays are shared: they are full, so that the builder goes on with others. */
    @CheckReturnValue
    DayCells build() {
      compact();
      if (size < days.length) {
        grow(size);
      }
      return new DayCells(days, values, counts);
    }
  }
}

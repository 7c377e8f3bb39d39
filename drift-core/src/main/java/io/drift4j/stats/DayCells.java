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
    this.days = Arrays.stream(ends).mapToLong(end -> dayOfCells[end - 1]).toArray();
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

  private static long count(int cells, long[] counts) {
    long count = counts.length == 0 ? cells : 0;
    for (long some : counts) {
      count = Math.addExact(count, some);
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
  static final class Builder {

    /** So many cells are kept as they came; with more, equal ones are added up when it is full. */
    private static final int FEW = 256;

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
      if (count > 1 && counts.length == 0) {
        counts = ones(days.length);
      }
      days[size] = day;
      values[size] = value;
      if (counts.length > 0) {
        counts[size] = count;
      }
      size++;
    }

    private static long[] ones(int size) {
      long[] ones = new long[size];
      Arrays.fill(ones, 1);
      return ones;
    }

    private void makeRoom() {
      if (size >= FEW) {
        compact();
      }
      if (size >= days.length / 2) {
        int capacity = Math.max(16, 2 * days.length);
        days = Arrays.copyOf(days, capacity);
        values = Arrays.copyOf(values, capacity);
        counts = counts.length == 0 ? NONE : Arrays.copyOf(counts, capacity);
      }
    }

    /** Puts the cells in order and adds up the counts of equal ones. */
    private void compact() {
      if (isAscending()) {
        return;
      }
      Builder merged = new Builder();
      merged.days = new long[days.length];
      merged.values = new long[days.length];
      merged.counts = new long[days.length];
      for (int cell : Cells.order(size, days, values)) {
        merged.merge(days[cell], values[cell], counts.length == 0 ? 1 : counts[cell]);
      }
      counts = counts.length == 0 && merged.size == size ? NONE : merged.counts;
      days = merged.days;
      values = merged.values;
      size = merged.size;
    }

    private boolean isAscending() {
      for (int i = 1; i < size; i++) {
        if (days[i - 1] > days[i] || (days[i - 1] == days[i] && values[i - 1] >= values[i])) {
          return false;
        }
      }
      return true;
    }

    /** Adds to the last cell or appends one. */
    private void merge(long day, long value, long count) {
      int last = size - 1;
      if (last >= 0 && days[last] == day && values[last] == value) {
        counts[last] = Math.addExact(counts[last], count);
      } else {
        days[size] = day;
        values[size] = value;
        counts[size++] = count;
      }
    }

    DayCells build() {
      compact();
      return new DayCells(
          Arrays.copyOf(days, size),
          Arrays.copyOf(values, size),
          counts.length == 0 ? NONE : Arrays.copyOf(counts, size));
    }
  }
}

package io.drift4j;

import java.util.Arrays;

/**
 * How many records say the same: a table from (day, outcome or open, value) to count. Its memory is
 * bounded by the number of distinct cells; in what order it visits them, and whether it tells a
 * cell in parts, is nobody's business.
 *
 * <p>Most segments are small, and their records are told one by one: as long as they are few, each
 * is kept as a number, for whoever looks counts them anyway. Any others are hashed.
 */
final class CellTable {

  private static final int INITIAL_CAPACITY = 4; // a power of two, as ever after
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** So many records are kept as they came, at most. */
  private static final int FEW = 1 << 10;

  private static final int VALUE_BITS = 24;
  private static final int OUTCOME_BITS = 16;
  private static final int VALUE_SHIFT = OUTCOME_BITS + 1;
  private static final int DAY_SHIFT = VALUE_SHIFT + VALUE_BITS;
  private static final int DAY_BITS = Long.SIZE - 1 - DAY_SHIFT;
  private static final long[] NONE = {};

  /** The records while they are few: day, value, outcome and whether they are open. */
  private long[] few = new long[INITIAL_CAPACITY];

  private int records; // that are few

  /** Three longs for each cell: place, value, count; a count of 0 says that it is free. */
  private long[] cells = NONE;

  private int size;

  /** Receives the cells. */
  interface Visitor {
    void visit(int day, int outcome, boolean open, long value, long count);
  }

  /**
   * Counts records.
   *
   * @param day in days since the first of the request
   * @param outcome its code
   * @param value their value, or the age at which they were seen to be open
   */
  void add(int day, int outcome, boolean open, long value, long count) {
    if (cells.length == 0 && count == 1 && fits(day, outcome, value) && records < FEW) {
      append((long) day << DAY_SHIFT | value << VALUE_SHIFT | (long) outcome << 1 | (open ? 1 : 0));
    } else {
      if (cells.length == 0) {
        hashAll();
      }
      count(day, outcome, open, value, count);
    }
  }

  private static boolean fits(int day, int outcome, long value) {
    return (value >>> VALUE_BITS | outcome >>> OUTCOME_BITS | day >>> DAY_BITS) == 0;
  }

  private void append(long record) {
    if (records == few.length) {
      few = Arrays.copyOf(few, Math.min(4 * few.length, FEW));
    }
    few[records++] = record;
  }

  private void hashAll() {
    cells = new long[3 * INITIAL_CAPACITY];
    forEachOfFew(this::count);
    records = 0;
    few = NONE;
  }

  private void count(int day, int outcome, boolean open, long value, long count) {
    long place = (long) day << 32 | (long) outcome << 1 | (open ? 1 : 0);
    int cell = find(place, value);
    if (cells[cell + 2] == 0) {
      if (4 * ++size > cells.length) { // three quarters are taken
        grow();
        cell = find(place, value);
      }
      cells[cell] = place;
      cells[cell + 1] = value;
    }
    cells[cell + 2] = Math.addExact(cells[cell + 2], count);
  }

  private int find(long place, long value) {
    int mask = cells.length / 3 - 1;
    long hash = (place * 31 + value) * MIX;
    int slot = (int) (hash >>> 33) & mask;
    while (cells[3 * slot + 2] != 0 && (cells[3 * slot] != place || cells[3 * slot + 1] != value)) {
      slot = (slot + 1) & mask;
    }
    return 3 * slot;
  }

  private void grow() {
    long[] former = cells;
    cells = new long[2 * former.length];
    for (int i = 0; i < former.length; i += 3) {
      if (former[i + 2] != 0) {
        System.arraycopy(former, i, cells, find(former[i], former[i + 1]), 3);
      }
    }
  }

  void forEach(Visitor visitor) {
    if (cells.length == 0) {
      forEachOfFew(visitor);
    } else {
      forEachHashed(visitor);
    }
  }

  private void forEachOfFew(Visitor visitor) {
    for (int i = 0; i < records; i++) {
      long record = few[i];
      visitor.visit(
          (int) (record >>> DAY_SHIFT),
          (int) record >>> 1 & (1 << OUTCOME_BITS) - 1,
          (record & 1) == 1,
          record >>> VALUE_SHIFT & (1 << VALUE_BITS) - 1,
          1);
    }
  }

  private void forEachHashed(Visitor visitor) {
    for (int i = 0; i < cells.length; i += 3) {
      if (cells[i + 2] != 0) {
        long place = cells[i];
        visitor.visit(
            (int) (place >> 32), (int) place >>> 1, (place & 1) == 1, cells[i + 1], cells[i + 2]);
      }
    }
  }
}

package io.drift4j;

import java.util.Arrays;

/**
 * How many records say the same: a table from (day, outcome or open, value) to count. Its memory is
 * bounded by the number of distinct cells; in what order it visits them, and whether it tells a
 * cell in parts, is nobody's business.
 *
 * <p>Each cell is a pair of numbers, its place and its count, as long as a source tells them in
 * order, as most do, or there are few: whoever looks counts them anyway. Any others are hashed.
 */
final class CellTable {

  private static final int INITIAL_CAPACITY = 4; // a power of two, as ever after
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** So many cells are kept as they came, at most, where they come in no order. */
  private static final int FEW = 1 << 10;

  private static final int VALUE_BITS = 24;
  private static final int OUTCOME_BITS = 16;
  private static final int OPEN_SHIFT = OUTCOME_BITS + VALUE_BITS;
  private static final int DAY_SHIFT = OPEN_SHIFT + 1;
  private static final int DAY_BITS = Long.SIZE - 1 - DAY_SHIFT;
  private static final long[] NONE = {};

  /** Day, whether it is open, value, outcome of each cell, as long as they are not hashed. */
  private long[] places = NONE;

  /** How many records each has; none as long as it is one each. */
  private long[] counts = NONE;

  private int told; // of the places
  private boolean inOrder = true;

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
    if (cells.length == 0 && fits(day, outcome, value)) {
      tell(place(day, outcome, open, value), count);
    } else {
      hash(day, outcome, open, value, count);
    }
  }

  private static boolean fits(int day, int outcome, long value) {
    return (value >>> VALUE_BITS | outcome >>> OUTCOME_BITS | day >>> DAY_BITS) == 0;
  }

  private static long place(int day, int outcome, boolean open, long value) {
    return (long) day << DAY_SHIFT
        | (open ? 1L << OPEN_SHIFT : 0)
        | value << OUTCOME_BITS
        | outcome;
  }

  private void tell(long place, long count) {
    boolean isNext = inOrder && (told == 0 || place > places[told - 1]);
    if (isNext || (count == 1 && counts.length == 0 && told < FEW)) {
      inOrder = isNext;
      append(place, count);
    } else {
      hash(day(place), outcome(place), isOpen(place), value(place), count);
    }
  }

  private void append(long place, long count) {
    if (told == places.length) {
      places = Arrays.copyOf(places, Math.max(INITIAL_CAPACITY, 2 * told));
    }
    places[told++] = place;
    keepCount(count);
  }

  private void keepCount(long count) {
    if (count > 1 || counts.length > 0) {
      int before = counts.length;
      if (before < places.length) {
        counts = Arrays.copyOf(counts, places.length);
        Arrays.fill(counts, before, places.length, 1);
      }
      counts[told - 1] = count;
    }
  }

  private void hash(int day, int outcome, boolean open, long value, long count) {
    if (cells.length == 0) {
      cells = new long[3 * INITIAL_CAPACITY];
      forEachTold(this::count);
      told = 0;
      places = NONE;
      counts = NONE;
    }
    count(day, outcome, open, value, count);
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
      forEachTold(visitor);
    } else {
      forEachHashed(visitor);
    }
  }

  private void forEachTold(Visitor visitor) {
    for (int i = 0; i < told; i++) {
      long place = places[i];
      long count = counts.length == 0 ? 1 : counts[i];
      visitor.visit(day(place), outcome(place), isOpen(place), value(place), count);
    }
  }

  private static int day(long place) {
    return (int) (place >>> DAY_SHIFT);
  }

  private static int outcome(long place) {
    return (int) place & (1 << OUTCOME_BITS) - 1;
  }

  private static boolean isOpen(long place) {
    return (place >>> OPEN_SHIFT & 1) == 1;
  }

  private static long value(long place) {
    return place >>> OUTCOME_BITS & (1 << VALUE_BITS) - 1;
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

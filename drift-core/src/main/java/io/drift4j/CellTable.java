package io.drift4j;

import java.util.Arrays;

/**
 * How many records say the same: a table from (day, outcome or open, value) to count. Its memory is
 * bounded by the number of distinct cells; in what order it visits them is nobody's business.
 */
final class CellTable {

  private static final int INITIAL_CAPACITY = 4; // a power of two, as ever after
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Three longs for each cell: place, value, count; a count of 0 says that it is free. */
  private long[] cells = new long[3 * INITIAL_CAPACITY];

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
    for (int i = 0; i < cells.length; i += 3) {
      if (cells[i + 2] != 0) {
        long place = cells[i];
        visitor.visit(
            (int) (place >> 32), (int) place >>> 1, (place & 1) == 1, cells[i + 1], cells[i + 2]);
      }
    }
  }

  int size() {
    return size;
  }

  /** Forgets all cells, and keeps the room for as many. */
  void clear() {
    Arrays.fill(cells, 0);
    size = 0;
  }
}

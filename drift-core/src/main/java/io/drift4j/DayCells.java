package io.drift4j;

/**
 * The cells of a table in the order of their days: ordered once for all metrics that read them, so
 * that each visits the cells of its own days only, one after the other.
 */
final class DayCells {

  private final int[] ends; // of the cells of each day, which begin where those before it end
  private final int[] outcomes;
  private final boolean[] open;
  private final long[] values;
  private final long[] counts;

  /** Orders the cells of a table whose days are from 0 to below a number. */
  DayCells(CellTable table, int days) {
    this.ends = new int[days];
    table.forEach((day, outcome, isOpen, value, count) -> ends[day]++);
    int size = beginEach();
    this.outcomes = new int[size];
    this.open = new boolean[size];
    this.values = new long[size];
    this.counts = new long[size];
    table.forEach(this::put);
  }

  /** From how many cells each day has to where they begin; returns how many there are. */
  private int beginEach() {
    int begin = 0;
    for (int day = 0; day < ends.length; day++) {
      int end = begin + ends[day];
      ends[day] = begin;
      begin = end;
    }
    return begin;
  }

  /** When the last cell of a day is put, its beginning has become its end. */
  private void put(int day, int outcome, boolean isOpen, long value, long count) {
    int place = ends[day]++;
    outcomes[place] = outcome;
    open[place] = isOpen;
    values[place] = value;
    counts[place] = count;
  }

  int size() {
    return counts.length;
  }

  int days() {
    return ends.length;
  }

  /** Where the cells of a day begin. */
  int begin(int day) {
    return day == 0 ? 0 : ends[day - 1];
  }

  /** Where the cells of a day end. */
  int end(int day) {
    return ends[day];
  }

  int outcome(int cell) {
    return outcomes[cell];
  }

  boolean isOpen(int cell) {
    return open[cell];
  }

  /** The value, or the age at which they were seen to be open. */
  long value(int cell) {
    return values[cell];
  }

  long count(int cell) {
    return counts[cell];
  }
}

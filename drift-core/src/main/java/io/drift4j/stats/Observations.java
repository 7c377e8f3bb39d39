package io.drift4j.stats;

import java.util.Arrays;

/**
 * Single observations on their way into a table. Where they lie close together, as days do, each is
 * counted where its value points; otherwise they are sorted.
 */
final class Observations {

  /** Counters that fit the processor's cache. */
  private static final long DENSE = 1 << 14;

  /** Equal values in a row would wait for each other's counter: these take turns. */
  private static final int LANES = 4;

  private final long[] values;
  private final long min;
  private final long max;

  private Observations(long[] values, long min, long max) {
    this.values = values;
    this.min = min;
    this.max = max;
  }

  static Observations of(long[] values) {
    long min = values[0];
    long max = values[0];
    for (long value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Observations(values, min, max);
  }

  /** A range that overflows is negative. */
  boolean isDense() {
    long range = max - min;
    return range >= 0 && range < Math.min(DENSE, 8L * values.length);
  }

  FrequencyTable counted() {
    int width = (int) (max - min) + 1;
    int[] counters = new int[LANES * width];
    int i = 0;
    for (; i + LANES <= values.length; i += LANES) {
      counters[(int) (values[i] - min)]++;
      counters[(int) (values[i + 1] - min) + width]++;
      counters[(int) (values[i + 2] - min) + 2 * width]++;
      counters[(int) (values[i + 3] - min) + 3 * width]++;
    }
    for (; i < values.length; i++) {
      counters[(int) (values[i] - min)]++;
    }
    return table(counters, width);
  }

  private FrequencyTable table(int[] counters, int width) {
    long[] cells = new long[width];
    long[] counts = new long[width];
    int size = 0;
    for (int i = 0; i < width; i++) {
      long count =
          (long) counters[i]
              + counters[i + width]
              + counters[i + 2 * width]
              + counters[i + 3 * width];
      if (count > 0) {
        cells[size] = min + i;
        counts[size++] = count;
      }
    }
    return FrequencyTable.ofCells(Arrays.copyOf(cells, size), Arrays.copyOf(counts, size));
  }

  FrequencyTable sorted() {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    long[] counts = new long[sorted.length];
    int size = 0;
    for (int from = 0; from < sorted.length; size++) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      sorted[size] = sorted[from];
      counts[size] = to - from;
      from = to;
    }
    return FrequencyTable.ofCells(Arrays.copyOf(sorted, size), Arrays.copyOf(counts, size));
  }
}

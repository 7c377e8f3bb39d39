package io.drift4j.stats;

import java.util.Arrays;

/**
 * Single observations on their way into a table. Where they lie close together, as days do, each is
 * counted where its value points; otherwise they are sorted.
 */
final class Observations {

  /** Counters that fit the processor's cache, for values from 0 on. */
  private static final int NEAR = 1 << 12;

  /**
   * From so many observations on it is worth trying whether all are near, without looking first.
   */
  private static final int MANY = 4 * NEAR;

  /** The widest range that is counted, and not sorted. */
  private static final long WIDEST = 1 << 14;

  private Observations() {}

  /** The table of one observation or more. */
  static FrequencyTable count(long[] observations) {
    if (observations.length >= MANY) {
      Counters near = new Counters(0, NEAR);
      if (near.count(observations)) {
        return near.table();
      }
    }
    return countAnywhere(observations);
  }

  private static FrequencyTable countAnywhere(long[] observations) {
    long min = observations[0];
    long max = observations[0];
    for (long value : observations) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    long range = max - min; // negative where it overflows
    if (range < 0 || range >= Math.min(WIDEST, 8L * observations.length)) {
      return sort(observations);
    }
    Counters counters = new Counters(min, range + 1);
    counters.count(observations);
    return counters.table();
  }

  private static FrequencyTable sort(long[] observations) {
    long[] sorted = observations.clone();
    Arrays.sort(sorted);
    long[] counts = new long[sorted.length];
    int size = 0;
    for (int from = 0; from < sorted.length; size++) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      sorted[size] = sorted[from];
      counts[size] = (long) to - from;
      from = to;
    }
    return FrequencyTable.ofCells(Arrays.copyOf(sorted, size), Arrays.copyOf(counts, size));
  }
}

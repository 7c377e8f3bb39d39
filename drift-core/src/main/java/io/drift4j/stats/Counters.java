package io.drift4j.stats;

import java.util.Arrays;

/**
 * Counters of the values of a range. Equal values in a row would wait for each other's counter, so
 * that each value has four, side by side, which take turns; their number is a power of two, which
 * spares the check of every index.
 */
final class Counters {

  /** So many observations are counted before it is looked at whether one was out of range. */
  private static final int STRIDE = 1 << 12;

  private final long from;
  private final int[] counters;

  /** Counters of the values from … from + width − 1, and of some above. */
  Counters(long from, long width) {
    this.from = from;
    counters = new int[4 * (int) Math.max(1, Long.highestOneBit(width - 1) << 1)];
  }

  /** Counts all, or says false if one is out of range; then the counters are spoilt. */
  @CanIgnoreReturnValue
  boolean count(long[] observations) {
    long outside = -(counters.length / 4); // the bits that no offset in range has
    long seen = 0;
    for (int i = 0; i < observations.length && (seen & outside) == 0; i += STRIDE) {
      seen = count(observations, i, Math.min(observations.length, i + STRIDE));
    }
    return (seen & outside) == 0;
  }

  /** Counts some, and returns all bits that an offset had. */
  private long count(long[] observations, int begin, int end) {
    int[] c = counters;
    long seen = 0;
    int i = begin;
    for (; i + 4 <= end; i += 4) {
      long p = observations[i] - from;
      long q = observations[i + 1] - from;
      long r = observations[i + 2] - from;
      long s = observations[i + 3] - from;
      seen |= p | q | r | s;
      int mask = c.length - 1;
      c[((int) p << 2) & mask]++;
      c[((int) q << 2 | 1) & mask]++;
      c[((int) r << 2 | 2) & mask]++;
      c[((int) s << 2 | 3) & mask]++;
    }
    for (; i < end; i++) {
      long p = observations[i] - from;
      seen |= p;
      c[((int) p << 2) & (c.length - 1)]++;
    }
    return seen;
  }

  FrequencyTable table() {
    long[] values = new long[counters.length / 4];
    long[] counts = new long[values.length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      long count = 0;
      for (int lane = 4 * i; lane < 4 * i + 4; lane++) {
        count += counters[lane];
      }
      if (count > 0) {
        values[size] = from + i;
        counts[size++] = count;
      }
    }
    return FrequencyTable.ofCells(Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
  }
}

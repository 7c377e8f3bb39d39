package io.drift4j.stats;

import java.util.Arrays;

/**
 * A counter for each value of a range. Equal values in a row would wait for each other's counter,
 * so that four sets of counters take turns; their length is a power of two, which spares the check
 * of every index.
 */
final class Counters {

  /** So many observations are counted before it is looked at whether one was out of range. */
  private static final int STRIDE = 1 << 12;

  private final long from;
  private final int[] first;
  private final int[] second;
  private final int[] third;
  private final int[] fourth;

  /** Counters of the values from … from + width − 1, and of some above. */
  Counters(long from, long width) {
    int length = (int) Math.max(1, Long.highestOneBit(width - 1) << 1);
    this.from = from;
    first = new int[length];
    second = new int[length];
    third = new int[length];
    fourth = new int[length];
  }

  /** Counts all, or says false if one is out of range; then the counters are spoilt. */
  boolean count(long[] observations) {
    long mask = -first.length; // the bits that no offset in range has
    long seen = 0;
    for (int i = 0; i < observations.length && (seen & mask) == 0; i += STRIDE) {
      seen = count(observations, i, Math.min(observations.length, i + STRIDE));
    }
    return (seen & mask) == 0;
  }

  /** Counts some, and returns all bits that an offset had. */
  private long count(long[] observations, int begin, int end) {
    int[] a = first;
    int[] b = second;
    int[] c = third;
    int[] d = fourth;
    long seen = 0;
    int i = begin;
    for (; i + 4 <= end; i += 4) {
      long p = observations[i] - from;
      long q = observations[i + 1] - from;
      long r = observations[i + 2] - from;
      long s = observations[i + 3] - from;
      seen |= p | q | r | s;
      a[(int) p & (a.length - 1)]++;
      b[(int) q & (b.length - 1)]++;
      c[(int) r & (c.length - 1)]++;
      d[(int) s & (d.length - 1)]++;
    }
    for (; i < end; i++) {
      long p = observations[i] - from;
      seen |= p;
      a[(int) p & (a.length - 1)]++;
    }
    return seen;
  }

  FrequencyTable table() {
    long[] values = new long[first.length];
    long[] counts = new long[first.length];
    int size = 0;
    for (int i = 0; i < first.length; i++) {
      long count = (long) first[i] + second[i] + third[i] + fourth[i];
      if (count > 0) {
        values[size] = from + i;
        counts[size++] = count;
      }
    }
    return FrequencyTable.ofCells(Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
  }
}

package io.drift4j.stats;

import java.util.Arrays;

/**
 * Distinct cells in order, with what was counted in each: of cells that came in any order and more
 * than once, as parallel arrays of their keys, without an object each.
 *
 * <p>Of the keys only those bits are looked at in which cells differ, put together to a code that
 * ascends as the keys do. Days, ages and outcomes lie close together, so that codes are short: very
 * short ones are counted where they point, others sorted by radix in two or three passes. Any other
 * keys take more passes. Where a code has no room for a further key, its rank takes its place.
 */
final class Cells {

  /** The counters of a pass fit the processor's cache. */
  private static final int WIDEST_DIGIT = 11;

  private static final long[] ONES = {};

  private final long[] given;
  private final long[] codes;
  private int bits; // of the codes
  private int[] numbers; // of the cells that were kept
  private long[] counts;

  private Cells(int size, long[] given) {
    this.given = given;
    this.codes = new long[size];
    this.numbers = new int[0];
    this.counts = ONES;
  }

  /**
   * Puts cells in order and adds up the counts of equal ones.
   *
   * @param size how many cells, at least one
   * @param counts of the cells, positive; of length 0 if each is 1
   * @param keys arrays of keys, the first before the others
   */
  static Cells merged(int size, long[] counts, long[]... keys) {
    Cells cells = new Cells(size, counts);
    for (int k = keys.length - 1; k >= 0; k--) {
      cells.encode(keys[k]);
    }
    cells.merge();
    return cells;
  }

  /** Of the cells kept, in order, what they have in an array that is parallel to the given ones. */
  long[] keys(long[] keys) {
    long[] kept = new long[numbers.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = keys[numbers[i]];
    }
    return kept;
  }

  /** Of the cells kept, in order; of length 0 if each is 1 and none were given. */
  long[] counts() {
    return counts;
  }

  /** Puts a key above those before, which are minor to it. */
  private void encode(long[] keys) {
    long zero = differing(keys, 0) < 0 ? min(keys) : 0; // where their signs differ
    long differing = differing(keys, zero);
    while (differing != 0) {
      if (bits == Long.SIZE) {
        rank();
      }
      int shift = Long.numberOfTrailingZeros(differing);
      int run = Long.numberOfTrailingZeros(~(differing >>> shift));
      long mask = -1L >>> -Math.min(run, Long.SIZE - bits);
      append(keys, zero, shift, mask);
      differing &= ~(mask << shift);
    }
  }

  private void append(long[] keys, long zero, int shift, long mask) {
    for (int i = 0; i < codes.length; i++) {
      codes[i] |= ((keys[i] - zero) >>> shift & mask) << bits;
    }
    bits += Long.bitCount(mask);
  }

  private long differing(long[] keys, long zero) {
    long first = keys[0] - zero;
    long differing = 0;
    for (int i = 0; i < codes.length; i++) {
      differing |= keys[i] - zero ^ first;
    }
    return differing;
  }

  /** The smallest key. */
  private long min(long[] keys) {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < codes.length; i++) {
      min = Math.min(min, keys[i]);
    }
    return min;
  }

  private void rank() {
    int[] order = order();
    long rank = 0;
    long before = codes[order[0]];
    for (int number : order) {
      rank += codes[number] == before ? 0 : 1;
      before = codes[number];
      codes[number] = rank;
    }
    bits = Long.SIZE - Long.numberOfLeadingZeros(rank);
  }

  private void merge() {
    if (1L << bits <= codes.length && bits < Integer.SIZE) {
      count();
    } else {
      sort();
    }
  }

  /** Where codes are so short that each has a counter. */
  private void count() {
    int[] last = new int[1 << bits];
    long[] sums = new long[last.length];
    for (int i = 0; i < codes.length; i++) {
      int code = (int) codes[i];
      sums[code] = Counts.add(sums[code], given.length == 0 ? 1 : given[i]);
      last[code] = i;
    }
    int kept = 0;
    for (int code = 0; code < sums.length; code++) {
      if (sums[code] > 0) {
        last[kept] = last[code];
        sums[kept++] = sums[code];
      }
    }
    keep(kept, last, sums);
  }

  private void sort() {
    int[] order = order();
    long[] sums = new long[order.length];
    long before = ~codes[order[0]];
    int kept = 0;
    for (int number : order) {
      long count = given.length == 0 ? 1 : given[number];
      if (codes[number] == before) {
        sums[kept - 1] = Counts.add(sums[kept - 1], count);
      } else {
        order[kept] = number;
        sums[kept++] = count;
      }
      before = codes[number];
    }
    keep(kept, order, sums);
  }

  private void keep(int kept, int[] cells, long[] sums) {
    numbers = Arrays.copyOf(cells, kept);
    counts = given.length == 0 && kept == codes.length ? ONES : Arrays.copyOf(sums, kept);
  }

  /** The numbers of the cells in the order of their codes. */
  private int[] order() {
    int[] order = new int[codes.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int widest = Math.min(WIDEST_DIGIT, Integer.SIZE - Integer.numberOfLeadingZeros(order.length));
    int passes = (bits + widest - 1) / widest;
    for (int pass = 0; pass < passes; pass++) {
      int from = bits * pass / passes;
      int to = bits * (pass + 1) / passes;
      order = order(order, from, (1 << (to - from)) - 1);
    }
    return order;
  }

  /** One pass, by the digit at a shift. */
  private int[] order(int[] order, int shift, int mask) {
    int[] ends = new int[mask + 1];
    for (long code : codes) {
      ends[(int) (code >>> shift) & mask]++;
    }
    for (int digit = 1; digit <= mask; digit++) {
      ends[digit] += ends[digit - 1];
    }
    int[] next = new int[order.length];
    for (int i = order.length - 1; i >= 0; i--) {
      int number = order[i];
      next[--ends[(int) (codes[number] >>> shift) & mask]] = number;
    }
    return next;
  }
}

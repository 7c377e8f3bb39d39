package io.drift4j.stats;

/**
 * Puts cells in order without an object each: a stable radix sort of their numbers, which looks
 * only at those bits of the keys in which cells differ. Days, ages and codes lie close together, so
 * that two or three passes do; any other keys take more of them, and never more than eight each.
 */
final class Cells {

  private static final int DIGIT = 8;

  private Cells() {}

  /** The numbers of the cells in ascending order of their keys, the first key before the others. */
  static int[] order(int size, long[]... keys) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int k = keys.length - 1; k >= 0; k--) {
      order = order(order, keys[k]);
    }
    return order;
  }

  private static int[] order(int[] order, long[] keys) {
    long zero = zero(keys, order.length);
    long differing = differing(keys, order.length, zero);
    int[] ordered = order;
    while (differing != 0) {
      int shift = Long.numberOfTrailingZeros(differing);
      long digit = differing >>> shift & (1 << DIGIT) - 1;
      ordered = order(ordered, keys, zero, shift, 2 * (int) Long.highestOneBit(digit));
      differing ^= digit << shift;
    }
    return ordered;
  }

  /**
   * What keys are counted from, so that they ascend without a sign: the smallest, without the low
   * bits, which stay what they are, so that those that are the same in all keys remain so.
   */
  private static long zero(long[] keys, int size) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      min = Math.min(min, keys[i]);
      max = Math.max(max, keys[i]);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(max - min);
    return bits == Long.SIZE ? min : min & -1L << bits;
  }

  private static long differing(long[] keys, int size, long zero) {
    long any = 0;
    long all = -1;
    for (int i = 0; i < size; i++) {
      any |= keys[i] - zero;
      all &= keys[i] - zero;
    }
    return any & ~all;
  }

  /** One pass, by the digit at a shift that has so many values. */
  private static int[] order(int[] order, long[] keys, long zero, int shift, int values) {
    int mask = values - 1;
    int[] ends = new int[values];
    for (int i = 0; i < order.length; i++) {
      ends[(int) (keys[i] - zero >>> shift) & mask]++;
    }
    for (int value = 1; value < values; value++) {
      ends[value] += ends[value - 1];
    }
    int[] next = new int[order.length];
    for (int i = order.length - 1; i >= 0; i--) {
      next[--ends[(int) (keys[order[i]] - zero >>> shift) & mask]] = order[i];
    }
    return next;
  }
}

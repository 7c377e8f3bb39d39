package io.drift4j;

/**
 * Values as whole numbers around 0, small enough for exact sums of their squares: rounded to a
 * power of 2 that leaves 20 digits to the one that is farthest out. Of use for how much they vary.
 */
final class ValueScores {

  private static final long MOST = 1 << 20;

  private final long middle;
  private long step = 1;

  ValueScores(long middle) {
    this.middle = middle;
  }

  /** Every value, before any has a score. */
  void see(long value) {
    while (Math.abs(fromMiddle(value)) / step > MOST) {
      step *= 2;
    }
  }

  long of(long value) {
    return fromMiddle(value) / step;
  }

  private long fromMiddle(long value) {
    return Math.subtractExact(value, middle);
  }
}

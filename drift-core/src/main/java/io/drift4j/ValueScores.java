package io.drift4j;

import io.drift4j.stats.FrequencyTable;

/**
 * Values as whole numbers around the median of both windows, small enough for exact sums of their
 * squares: rounded to a power of 2 that leaves 20 binary digits to the farthest. A value of the
 * history beyond all of them counts as that. Of use for how much they vary.
 */
final class ValueScores {

  private static final long MOST = 1 << 20;

  private final long least;
  private final long greatest;
  private final long middle;
  private final long step;

  ValueScores(FrequencyTable both) {
    least = both.min();
    greatest = both.max();
    middle = both.quantile(0.5);
    step = step(Math.max(greatest - middle, middle - least));
  }

  private static long step(long farthest) {
    long step = 1;
    while (farthest / step > MOST) {
      step *= 2;
    }
    return step;
  }

  long of(long value) {
    return (Math.max(least, Math.min(greatest, value)) - middle) / step;
  }
}

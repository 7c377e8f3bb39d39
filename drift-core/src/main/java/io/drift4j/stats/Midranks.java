package io.drift4j.stats;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Twice the midrank of each value among all observations of two samples: a whole number. */
final class Midranks implements LongUnaryOperator {

  private final long[] values;
  private final long[] ranks;

  Midranks(FrequencyTable all) {
    values = new long[all.distinct()];
    ranks = new long[all.distinct()];
    long[] walked = new long[2]; // cells, observations below
    all.forEach(
        (value, count) -> {
          values[(int) walked[0]] = value;
          ranks[(int) walked[0]++] =
              Counts.add(Counts.add(walked[1], walked[1]), Counts.add(count, 1));
          walked[1] += count;
        });
  }

  @Override
  public long applyAsLong(long value) {
    return ranks[Arrays.binarySearch(values, value)];
  }
}

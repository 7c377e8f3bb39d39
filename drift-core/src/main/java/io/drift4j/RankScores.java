package io.drift4j;

import io.drift4j.stats.FrequencyTable;
import java.util.Arrays;

/**
 * What a value scores among the N observations of both windows: twice its midrank, less N + 1, so
 * that the scores of both together add to 0. It is as many observations below it as above it, and
 * so is that of a value of the history which no window has.
 *
 * <p>Scores are whole numbers and so are the sums of them, of their squares and cubes, exact in any
 * order: of more than 8,192 observations they are coarsened by a power of 2, which leaves more than
 * 4,096 of them.
 */
final class RankScores {

  private static final long MOST = 8192;

  private final long[] values;
  private final long[] below; // and its last, all
  private final int[] ends; // of the values of each part of their range, which are about one
  private final int shift; // from how far a value is above the least to its part
  private final long step;

  RankScores(FrequencyTable all) {
    values = new long[all.distinct()];
    below = new long[all.distinct() + 1];
    int[] walked = {0};
    all.forEach(
        (value, count) -> {
          values[walked[0]] = value;
          below[walked[0] + 1] = below[walked[0]++] + count;
        });
    step = step(all.count());
    long range = all.max() - all.min();
    int parts = Integer.SIZE - Integer.numberOfLeadingZeros(values.length); // a power of 2
    shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(range) - parts);
    ends = new int[(int) (range >>> shift) + 1];
    for (int place = 0; place < values.length; place++) {
      ends[part(values[place])] = place + 1;
    }
    for (int part = 1; part < ends.length; part++) {
      ends[part] = Math.max(ends[part], ends[part - 1]);
    }
  }

  /** Of a value from the least to the greatest. */
  private int part(long value) {
    return (int) ((value - values[0]) >>> shift);
  }

  private static long step(long count) {
    long step = 1;
    while (count / step > MOST) {
      step *= 2;
    }
    return step;
  }

  long of(long value) {
    int place = place(value);
    int from = place < 0 ? -place - 1 : place;
    int to = place < 0 ? from : place + 1;
    return (below[from] + below[to] - below[values.length]) / step;
  }

  /** As of a binary search, which looks at its part only. */
  private int place(long value) {
    if (value < values[0]) {
      return -1;
    }
    if (value > values[values.length - 1]) {
      return -values.length - 1;
    }
    int part = part(value);
    return Arrays.binarySearch(values, part == 0 ? 0 : ends[part - 1], ends[part], value);
  }
}

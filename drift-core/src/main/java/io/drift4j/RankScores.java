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
  }

  private static long step(long count) {
    long step = 1;
    while (count / step > MOST) {
      step *= 2;
    }
    return step;
  }

  long of(long value) {
    int place = Arrays.binarySearch(values, value);
    int from = place < 0 ? -place - 1 : place;
    int to = place < 0 ? from : place + 1;
    return (below[from] + below[to] - below[values.length]) / step;
  }
}

package io.drift4j;

import io.drift4j.stats.FrequencyTable;
import java.util.Arrays;

/**
 * Categories of which both windows have enough for a chi-square, each by itself, and all others
 * together: those of which fewer than 5 records are expected in either. If these are still fewer
 * than 5, the rarest of the others joins them, of equally rare ones the first by code point.
 */
final class CategoryGroups {

  private static final double LEAST_EXPECTED = 5;

  private final int[] groups; // of each category
  private int size;

  CategoryGroups(FrequencyTable before, FrequencyTable now, int categories) {
    groups = new int[categories];
    double smaller = Math.min(before.count(), now.count());
    double share = smaller / (before.count() + now.count());
    long[] counts = new long[categories];
    Arrays.setAll(counts, c -> before.count(c) + now.count(c));
    boolean[] isRare = new boolean[categories];
    long rare = 0;
    for (int c = 0; c < categories; c++) {
      isRare[c] = counts[c] * share < LEAST_EXPECTED;
      rare += isRare[c] ? counts[c] : 0;
    }
    while (rare > 0 && rare * share < LEAST_EXPECTED && rarest(counts, isRare) >= 0) {
      int joining = rarest(counts, isRare);
      isRare[joining] = true;
      rare += counts[joining];
    }
    number(isRare, rare > 0);
  }

  private static int rarest(long[] counts, boolean[] isRare) {
    int rarest = -1;
    for (int c = 0; c < counts.length; c++) {
      if (!isRare[c] && (rarest < 0 || counts[c] < counts[rarest])) {
        rarest = c;
      }
    }
    return rarest;
  }

  /** The rare ones last; where neither window has any, those of the history are with the first. */
  private void number(boolean[] isRare, boolean areThere) {
    for (int c = 0; c < groups.length; c++) {
      groups[c] = isRare[c] ? -1 : size++;
    }
    int others = areThere ? size++ : 0;
    for (int c = 0; c < groups.length; c++) {
      groups[c] = groups[c] < 0 ? others : groups[c];
    }
  }

  int size() {
    return size;
  }

  int of(long category) {
    return groups[(int) category];
  }
}

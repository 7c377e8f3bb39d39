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

  /** The group of what only the history has, of which nothing is asked. */
  static final int NONE = -1;

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
    number(isRare, counts);
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

  /** The rare ones last, without those that neither window has. */
  private void number(boolean[] isRare, long[] counts) {
    for (int c = 0; c < groups.length; c++) {
      groups[c] = isRare[c] ? NONE : size++;
    }
    boolean areThere = false;
    for (int c = 0; c < groups.length; c++) {
      if (isRare[c] && counts[c] > 0) {
        groups[c] = size;
        areThere = true;
      }
    }
    size += areThere ? 1 : 0;
  }

  int size() {
    return size;
  }

  int of(long category) {
    return groups[(int) category];
  }
}

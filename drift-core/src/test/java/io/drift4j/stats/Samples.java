package io.drift4j.stats;

import java.util.SplittableRandom;

/** Random samples, as rows and as tables, for laws that hold for all of them. */
final class Samples {

  private Samples() {}

  /** Up to a number of rows of up to a number of distinct values, often heavily tied. */
  static long[] rows(SplittableRandom random, int mostRows, int mostValues) {
    long[] rows = new long[1 + random.nextInt(mostRows)];
    int values = 1 + random.nextInt(mostValues);
    int shift = random.nextInt(3) - 1;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = shift + Math.min(random.nextInt(values), random.nextInt(values));
    }
    return rows;
  }

  /** The table of the rows in another order, counted in parts that are combined in any order. */
  static FrequencyTable recounted(long[] rows, SplittableRandom random) {
    long[] shuffled = rows.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long row = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = row;
    }
    FrequencyTable table = FrequencyTable.empty();
    for (int from = 0; from < shuffled.length; ) {
      int to = Math.min(shuffled.length, from + 1 + random.nextInt(shuffled.length));
      FrequencyTable part = FrequencyTable.of(java.util.Arrays.copyOfRange(shuffled, from, to));
      table = random.nextBoolean() ? table.combine(part) : part.combine(table);
      from = to;
    }
    return table;
  }

  /** Whether two doubles are no more than some neighbours apart. */
  static boolean areWithin(int ulps, double one, double other) {
    return one == other
        || Math.abs(one - other) <= ulps * Math.ulp(Math.max(Math.abs(one), Math.abs(other)));
  }
}

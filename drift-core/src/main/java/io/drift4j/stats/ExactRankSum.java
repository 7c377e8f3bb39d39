package io.drift4j.stats;

import java.util.Locale;

/**
 * The distribution of the rank sum given the observed values, ties included, by the shift algorithm
 * of Streitberg and Röhmel (1986): the number of ways to choose j observations with rank sum w, tie
 * group by tie group. All terms are positive, so doubles keep 13 digits.
 */
final class ExactRankSum {

  /** Additions that take about a millisecond. */
  private static final double QUICK = 1e6;

  /** Additions that take about a second. */
  private static final double FEASIBLE = 1e9;

  private final int size; // observations to choose: those of the smaller sample
  private final double[][] ways; // [chosen][scaled rank sum]

  private ExactRankSum(int size, int sums) {
    this.size = size;
    this.ways = new double[size + 1][sums + 1];
    this.ways[0][0] = 1;
  }

  static boolean isQuick(FrequencyTable x, FrequencyTable y) {
    return isSmall(x, y) && work(x, y) <= QUICK;
  }

  static void requireFeasible(FrequencyTable x, FrequencyTable y) {
    if (!isSmall(x, y) || work(x, y) > FEASIBLE) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "exact Mann-Whitney of %d and %d observations takes too long: one sample may have at most",
                  x.count(),
                  y.count())
              + String.format(
                  Locale.ROOT,
                  " %d, and the other not many thousands; use Method.NORMAL",
                  MannWhitneyTest.LARGEST_EXACT));
    }
  }

  private static boolean isSmall(FrequencyTable x, FrequencyTable y) {
    return Math.min(x.count(), y.count()) <= MannWhitneyTest.LARGEST_EXACT;
  }

  /** Tie groups × chosen × rank sums, the largest of which is about twice size × total. */
  private static double work(FrequencyTable x, FrequencyTable y) {
    double size = Math.min(x.count(), y.count());
    double total = (double) x.count() + y.count();
    return (x.distinct() + (double) y.distinct()) * size * 2L * size * total;
  }

  /** ln P(|W − E W| ≥ |w − E W|), where W is twice the rank sum of the smaller sample. */
  static double logPValue(FrequencyTable x, FrequencyTable y) {
    boolean firstIsSmaller = x.count() <= y.count();
    int size = (int) Math.min(x.count(), y.count());
    long total = x.count() + y.count();
    ExactRankSum distribution = new ExactRankSum(size, Math.toIntExact(2L * size * total));
    long[] walked = new long[2]; // observations below, observed rank sum
    FrequencyTable.forEachPair(
        x,
        y,
        (value, a, b) -> {
          long score = 2 * walked[0] + a + b;
          walked[1] += score * (firstIsSmaller ? a : b);
          walked[0] += a + b;
          distribution.addGroup(Math.toIntExact(a + b), (int) score);
        });
    return distribution.logTail(walked[1], size * total);
  }

  /** The groups so far, and k more of a group of t, in C(t, k) ways. */
  private void addGroup(int t, int score) {
    for (int chosen = size; chosen > 0; chosen--) {
      double choices = 1;
      for (int k = 1; k <= Math.min(t, chosen); k++) {
        choices *= (t - k + 1) / (double) k;
        shift(ways[chosen - k], ways[chosen], k * score, choices);
      }
    }
  }

  private static void shift(double[] from, double[] to, int by, double times) {
    for (int w = to.length - 1; w >= by; w--) {
      to[w] += times * from[w - by];
    }
  }

  private double logTail(long observed, long mean) {
    long distance = Math.abs(observed - mean);
    double extreme = 0;
    double all = 0;
    for (int w = 0; w < ways[size].length; w++) {
      all += ways[size][w];
      extreme += Math.abs(w - mean) >= distance ? ways[size][w] : 0;
    }
    return Math.min(0, StrictMath.log(extreme / all));
  }
}

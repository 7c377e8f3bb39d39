package io.drift4j.stats;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * By how much the second sample is shifted against the first: the estimate of Hodges and Lehmann
 * (1963), the median of the differences y − x of all n·m pairs, and its confidence interval, in the
 * unit of the values.
 *
 * <p>With D_(1) ≤ … ≤ D_(nm) the ordered differences, t_i observations of both samples at the i-th
 * distinct value and N = n + m,
 *
 * <pre>
 *   estimate = (D_(k) + D_(l)) / 2,   k = ⌈nm / 2⌉,  l = ⌊nm / 2⌋ + 1
 *   interval = [D_(C), D_(nm + 1 − C)],   C = ⌊nm / 2 − z √V⌋
 *   V        = n m (N³ − N − Σ (t_i³ − t_i)) / (12 N (N − 1))
 * </pre>
 *
 * <p>and z the normal quantile of (1 + level) / 2: about the shifts that {@link MannWhitneyTest}
 * does not refuse (Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition,
 * section 4.3). Where C is 0 the samples are too small for the level, and the interval is (−∞, ∞).
 *
 * <p>The differences are never listed: each is found by binary search over its value, which counts
 * the pairs below from the two tables, O(distinct values · log range). Counts of pairs are exact
 * for any totals that a table can hold; so is C but for the rounding of z; the results are rounded
 * once.
 *
 * <p>Assumes independent observations and, for the interval, distributions of one shape. The
 * interval keeps its level from about 10 observations a side. It is closed and made of differences
 * that occur, so it is wider than the level asks for where many pairs share a difference, as when
 * values have few distinct levels.
 */
public final class HodgesLehmann {

  private HodgesLehmann() {}

  /**
   * Returns the median of all differences.
   *
   * @param x the first sample, the baseline
   * @param y the second sample
   * @return the median of y − x, a multiple of ½ rounded once
   * @throws IllegalArgumentException if a sample is empty, or a difference does not fit a {@code
   *     long}
   */
  public static double estimate(FrequencyTable x, FrequencyTable y) {
    Differences differences = Differences.of(x, y);
    BigInteger[] half = differences.pairs.divideAndRemainder(BigInteger.TWO);
    long lower = differences.ranked(half[0].add(half[1]));
    long upper = differences.ranked(half[0].add(BigInteger.ONE));
    return Quotient.of(BigInteger.valueOf(lower).add(BigInteger.valueOf(upper)), BigInteger.TWO);
  }

  /**
   * Returns the confidence interval of the shift.
   *
   * @param x the first sample, the baseline
   * @param y the second sample
   * @param level the confidence level, in (0, 1)
   * @return the interval, (−∞, ∞) where the samples are too small for the level
   * @throws IllegalArgumentException if a sample is empty, a difference does not fit a {@code
   *     long}, or the level is not in (0, 1)
   * @throws ArithmeticException if both samples together exceed {@link Long#MAX_VALUE}
   */
  public static Interval interval(FrequencyTable x, FrequencyTable y, double level) {
    Levels.requireLevel(level);
    Differences differences = Differences.of(x, y);
    BigInteger rank = lowerRank(MannWhitneyTest.RankSums.of(x, y), level);
    if (rank.signum() <= 0) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
    }
    long low = differences.ranked(rank);
    long high = differences.ranked(differences.pairs.add(BigInteger.ONE).subtract(rank));
    return new Interval(low, high, level);
  }

  /** C = ⌊(nm − r) / 2⌋ with r the least integer whose square is not below 4 z² V. */
  private static BigInteger lowerRank(MannWhitneyTest.RankSums sums, double level) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
    BigInteger pairs = sums.n().multiply(sums.m());
    BigInteger divisor =
        sums.total()
            .multiply(sums.total().subtract(BigInteger.ONE))
            .multiply(BigInteger.valueOf(3));
    BigDecimal dividend = new BigDecimal(z).pow(2).multiply(new BigDecimal(pairs));
    BigInteger square = ceiling(dividend.multiply(new BigDecimal(sums.untied())), divisor);
    BigInteger[] root = square.sqrtAndRemainder();
    BigInteger r = root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
    return pairs.subtract(r).shiftRight(1);
  }

  /** ⌈dividend / divisor⌉ of what is not negative. */
  private static BigInteger ceiling(BigDecimal dividend, BigInteger divisor) {
    BigInteger scale = BigInteger.TEN.pow(Math.max(0, dividend.scale()));
    BigInteger whole = dividend.multiply(new BigDecimal(scale)).toBigIntegerExact();
    BigInteger[] division = whole.divideAndRemainder(divisor.multiply(scale));
    return division[1].signum() == 0 ? division[0] : division[0].add(BigInteger.ONE);
  }

  /** All differences y − x, ordered, of which any can be asked for. */
  private static final class Differences {

    private final long[] x;
    private final long[] countsX;
    private final long[] y;
    private final long[] countsY;
    private final long smallest;
    private final long largest;
    private final BigInteger pairs;

    private Differences(FrequencyTable x, FrequencyTable y, long smallest, long largest) {
      this.x = new long[x.distinct()];
      this.countsX = new long[x.distinct()];
      this.y = new long[y.distinct()];
      this.countsY = new long[y.distinct()];
      this.smallest = smallest;
      this.largest = largest;
      this.pairs = BigInteger.valueOf(x.count()).multiply(BigInteger.valueOf(y.count()));
      fill(x, this.x, countsX);
      fill(y, this.y, countsY);
    }

    private static void fill(FrequencyTable table, long[] values, long[] counts) {
      int[] size = {0};
      table.forEach(
          (value, count) -> {
            values[size[0]] = value;
            counts[size[0]++] = count;
          });
    }

    static Differences of(FrequencyTable x, FrequencyTable y) {
      Levels.requireBoth(x, y);
      try {
        long smallest = Math.subtractExact(y.min(), x.max());
        return new Differences(x, y, smallest, Math.subtractExact(y.max(), x.min()));
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "Hodges-Lehmann of values from %d to %d and from %d to %d: differences must fit a long;"
                    .formatted(x.min(), x.max(), y.min(), y.max())
                + " use a coarser unit",
            e);
      }
    }

    /** The difference of a rank, 1 to n m: the least that as many pairs do not exceed. */
    long ranked(BigInteger rank) {
      long low = smallest;
      long high = largest;
      while (low < high) {
        long middle = (low & high) + ((low ^ high) >> 1);
        if (pairsUpTo(middle).compareTo(rank) >= 0) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    /** #(y − x ≤ difference): for larger and larger y, those of x that are not too small for it. */
    private BigInteger pairsUpTo(long difference) {
      Sum128 pairsUpTo = new Sum128();
      long near = 0;
      int i = x.length;
      for (int j = y.length - 1; j >= 0; j--) {
        while (i > 0 && y[j] - x[i - 1] <= difference) {
          near += countsX[--i];
        }
        pairsUpTo.addProduct(countsY[j], near);
      }
      return pairsUpTo.value();
    }
  }
}

package io.drift4j.stats;

import java.math.BigInteger;

/**
 * How different the mixes of two samples of categories are, from 0 for equal shares to 1 for
 * samples without a common category: effects, not tests. With the shares p_j = x_j / n and q_j =
 * y_j / m, all are symmetric bit for bit, exactly 0 for equal shares, and without units.
 *
 * <p>Differences of shares are those of exact integers, for any totals that a table can hold, so
 * that nothing is lost where the mixes are nearly equal. Samples of one distribution are not at 0:
 * small samples of many categories differ by chance, which {@link ChiSquareHomogeneityTest} judges.
 */
public final class Divergence {

  private static final double LN_2 = StrictMath.log(2);

  private Divergence() {}

  /**
   * Returns the divergence of Jensen and Shannon (Lin, 1991) in bits: ½ Σ p log₂(p / r) + ½ Σ q
   * log₂(q / r) with r = (p + q) / 2, where 0 log 0 is 0. Its square root is a metric.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the divergence in bits, in [0, 1]
   * @throws IllegalArgumentException if a sample is empty
   */
  public static double jensenShannon(FrequencyTable x, FrequencyTable y) {
    Columns columns = Columns.of(x, y);
    BigInteger pairs = columns.pairs().shiftLeft(2);
    PositiveSum sum = new PositiveSum();
    for (int j = 0; j < columns.size(); j++) {
      BigInteger both = columns.scaledFirst(j).add(columns.scaledSecond(j));
      double u = Quotient.of(columns.difference(j).abs(), both);
      sum.add(Quotient.of(both, pairs) * entropyLost(u));
    }
    return Math.min(1, sum.value() / LN_2);
  }

  /** (1 + u) ln(1 + u) + (1 − u) ln(1 − u), by its series Σ u²ᵏ / (k (2k − 1)) where u is small. */
  private static double entropyLost(double u) {
    if (u >= 1) {
      return 2 * LN_2;
    }
    if (u > 0.5) {
      return (1 + u) * StrictMath.log1p(u) + (1 - u) * StrictMath.log1p(-u);
    }
    double power = u * u;
    double sum = 0;
    for (int k = 1; power > sum * 1e-18; k++) {
      sum += power / (k * (2 * k - 1));
      power *= u * u;
    }
    return sum;
  }

  /**
   * Returns the distance of Hellinger (1909): √(½ Σ (√p − √q)²), which is a metric.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the distance, in [0, 1]
   * @throws IllegalArgumentException if a sample is empty
   */
  public static double hellinger(FrequencyTable x, FrequencyTable y) {
    Columns columns = Columns.of(x, y);
    PositiveSum sum = new PositiveSum();
    for (int j = 0; j < columns.size(); j++) {
      // √p − √q = (p − q) / (√p + √q)
      double roots = root(columns.first(j), columns.n()) + root(columns.second(j), columns.m());
      double difference = Quotient.of(columns.difference(j).abs(), columns.pairs()) / roots;
      sum.add(difference * difference);
    }
    return Math.min(1, StrictMath.sqrt(sum.value() / 2));
  }

  private static double root(long count, long size) {
    return StrictMath.sqrt(Quotient.of(BigInteger.valueOf(count), BigInteger.valueOf(size)));
  }

  /**
   * Returns the total variation distance: ½ Σ |p − q|, the share of one sample that must change its
   * category to become the other. It is a ratio of exact integers, rounded once.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the distance, in [0, 1]
   * @throws IllegalArgumentException if a sample is empty
   */
  public static double totalVariation(FrequencyTable x, FrequencyTable y) {
    Columns columns = Columns.of(x, y);
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < columns.size(); j++) {
      sum = sum.add(columns.difference(j).abs());
    }
    return Quotient.of(sum, columns.pairs().shiftLeft(1));
  }
}

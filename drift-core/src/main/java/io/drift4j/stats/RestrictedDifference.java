package io.drift4j.stats;

/**
 * Two proportions whose difference is given, estimated by maximum likelihood, and the score test of
 * that difference (Miettinen and Nurminen, 1985; Farrington and Manning, 1990): with p of the first
 * and p + d of the second sample,
 *
 * <pre>
 *   z(d) = (y/m − x/n − d) / √V,   V = (p (1 − p) / n + (p + d) (1 − p − d) / m) N / (N − 1)
 * </pre>
 */
final class RestrictedDifference {

  private static final int MOST_HALVINGS = 100;

  private final double x;
  private final double n;
  private final double y;
  private final double m;
  private final double correction;
  private final double observed;

  RestrictedDifference(TwoProportions data) {
    x = data.x();
    n = data.n();
    y = data.y();
    m = data.m();
    correction = (double) data.total() / (data.total() - 1);
    observed = data.difference();
  }

  /** z(d); infinite where nothing but the observed difference were possible. */
  double z(double d) {
    double distance = observed - d;
    return distance == 0 ? 0 : distance / StrictMath.sqrt(variance(d));
  }

  boolean isWithin(double d, double z) {
    double distance = observed - d;
    return distance * distance <= z * z * variance(d);
  }

  private double variance(double d) {
    double p = likeliest(d);
    double q = p + d;
    return Math.max(0, p * (1 - p) / n + q * (1 - q) / m) * correction;
  }

  /** p where the likelihood, which has one maximum, is largest; by halving. */
  private double likeliest(double d) {
    double low = Math.max(0, -d);
    double high = Math.min(1, 1 - d);
    if (low >= high || !(slope(low, d) > 0)) {
      return low;
    }
    if (!(slope(high, d) < 0)) {
      return high;
    }
    for (int i = 0; i < MOST_HALVINGS; i++) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (slope(middle, d) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Of the logarithm of the likelihood. */
  private double slope(double p, double d) {
    return share(x, p) - share(n - x, 1 - p) + share(y, p + d) - share(m - y, 1 - p - d);
  }

  private static double share(double count, double p) {
    return count == 0 ? 0 : count / Math.max(0, p);
  }
}

package io.drift4j.stats;

/**
 * Two proportions whose difference is given, estimated by maximum likelihood, and the score test of
 * that difference (Miettinen and Nurminen, 1985; Farrington and Manning, 1990): with p of the first
 * and p + d of the second sample,
 *
 * <pre>
 *   z(d) = (y/m − x/n − d) / √V,   V = (p (1 − p) / n + (p + d) (1 − p − d) / m) N / (N − 1)
 * </pre>
 *
 * <p>What is estimated is how far both proportions are above the least that d allows, or, where
 * that is nearer, both below the most: so neither p nor 1 − p loses digits where it is small.
 */
final class RestrictedDifference {

  private static final int MOST_HALVINGS = 200;

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
    double half = (1 - Math.abs(d)) / 2;
    Likelihood events = new Likelihood(x, n - x, y, m - y, d);
    double inverse =
        events.slope(half) > 0
            ? new Likelihood(n - x, x, m - y, y, -d).variance(half)
            : events.variance(half);
    return inverse * correction;
  }

  /** Of what both proportions have above the least possible, with counts of events and others. */
  private record Likelihood(double x, double others, double y, double otherOthers, double d) {

    double variance(double half) {
      double spare = likeliest(half);
      double p = spare + Math.max(0, -d);
      double q = spare + Math.max(0, d);
      return p * (1 - p) / (x + others) + q * (1 - q) / (y + otherOthers);
    }

    /** Where the likelihood, which has one maximum, is largest; by halving. */
    private double likeliest(double most) {
      double low = 0;
      double high = most;
      if (!(slope(low) > 0)) {
        return low;
      }
      for (int i = 0; i < MOST_HALVINGS; i++) {
        double middle = low + (high - low) / 2;
        if (middle == low || middle == high) {
          break;
        }
        if (slope(middle) > 0) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** Of the logarithm of the likelihood. */
    double slope(double spare) {
      double p = spare + Math.max(0, -d);
      double q = spare + Math.max(0, d);
      return share(x, p) - share(others, 1 - p) + share(y, q) - share(otherOthers, 1 - q);
    }

    private static double share(double count, double p) {
      return count == 0 ? 0 : count / p;
    }
  }
}

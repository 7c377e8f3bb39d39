package io.drift4j.stats;

/**
 * The Pearson type III distribution with mean 0, variance 1 and a skewness: a shifted gamma
 * distribution, the normal where the skewness is 0. As natural logarithms of its tails.
 */
final class PearsonThree {

  /** Below, the difference to the normal is lost in rounding. */
  private static final double NORMAL = 1e-5;

  /**
   * How near to the end of the shorter tail a point may be; further out the skewness is reduced.
   */
  private static final double NEAREST = 1.8;

  /** How near to a tail its critical value comes, relative to the logarithm. */
  private static final double NEARLY = 1e-14;

  private static final int MOST_STEPS = 100;

  private static final double LN_2 = StrictMath.log(2);

  private PearsonThree() {}

  /** ln P(X &gt; z). */
  static double upper(double z, double skewness) {
    double g =
        Math.abs(skewness) * Math.abs(z) > NEAREST && skewness * z < 0
            ? Math.signum(skewness) * NEAREST / Math.abs(z)
            : skewness;
    if (Math.abs(g) < NORMAL) {
      return Tail.normal(z);
    }
    double k = 4 / (g * g);
    double x = k + Math.signum(g) * z * StrictMath.sqrt(k);
    return g > 0 ? Tail.gamma(k, x) : Tail.lowerGamma(k, x);
  }

  /** ln of the upper tail at the normal deviate that has the same tail as z has on Student's t. */
  static double upperAtStudent(double z, double skewness, double degrees) {
    double deviate =
        z >= 0
            ? Tail.inverseNormal(Tail.student(z, degrees))
            : -Tail.inverseNormal(Tail.student(-z, degrees));
    return upper(deviate, skewness);
  }

  /** ln of twice the smaller tail at such a deviate, at most 0. */
  static double twoSidedAtStudent(double z, double skewness, double degrees) {
    double tail =
        Math.min(upperAtStudent(z, skewness, degrees), upperAtStudent(-z, -skewness, degrees));
    return Math.min(0, LN_2 + tail);
  }

  /**
   * The z whose upper tail that is, at least 0: by the regula falsi in its Illinois form, since
   * tails fall with z.
   */
  static double criticalAtStudent(double logTail, double skewness, double degrees) {
    double other = 0;
    double kept =
        upperAtStudent(other, skewness, degrees) - logTail; // on the other side of the root
    if (kept <= 0) {
      return 0;
    }
    double z = 1;
    double value = upperAtStudent(z, skewness, degrees) - logTail;
    while (value > 0) {
      z *= 2;
      value = upperAtStudent(z, skewness, degrees) - logTail;
    }
    for (int i = 0; Math.abs(value) > -NEARLY * logTail && i < MOST_STEPS; i++) {
      double next = z - value * (z - other) / (value - kept);
      double found = upperAtStudent(next, skewness, degrees) - logTail;
      if (found * value < 0) {
        other = z;
        kept = value;
      } else {
        kept /= 2;
      }
      z = next;
      value = found;
    }
    return z;
  }
}

package io.drift4j.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.rootfinder.BrentSolver;

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
  static final double NEAREST = 1.8;

  private static final int MOST_SECANTS = 20;

  /** Secants that differ by so little have found the root, but for rounding. */
  private static final double CLOSE = 1e-14;

  /** To the last digits of z. */
  private static final BrentSolver ROOTS = new BrentSolver(1e-15, 1e-15, 0);

  private static final double LN_2 = StrictMath.log(2);

  /** Of two tails that make up 1, the one whose logarithm is below is the smaller. */
  private static final double CLEARLY_SMALLER = -0.7;

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
    double deviate = deviate(Math.abs(z), degrees);
    return upper(z >= 0 ? deviate : -deviate, skewness);
  }

  /**
   * The normal deviate that has the same tail as z, 0 or more, has on Student's t; from a guess
   * that is about right (Wallace, 1959).
   */
  private static double deviate(double z, double degrees) {
    double square = degrees * StrictMath.log1p(z * z / degrees);
    double guess = StrictMath.sqrt(square) * ((8 * degrees + 1) / (8 * degrees + 3));
    return Tail.inverseNormal(Tail.student(z, degrees), guess);
  }

  /** ln of twice the smaller tail at such a deviate, at most 0. */
  static double twoSidedAtStudent(double z, double skewness, double degrees) {
    double deviate = deviate(Math.abs(z), degrees);
    double outwards = z >= 0 ? skewness : -skewness;
    double outer = upper(deviate, outwards);
    return outer < CLEARLY_SMALLER
        ? LN_2 + outer
        : Math.min(0, LN_2 + Math.min(outer, upper(-deviate, -outwards)));
  }

  /** The z whose upper tail that is, at least 0: tails fall with z. */
  static double criticalAtStudent(double logTail, double skewness, double degrees) {
    if (upper(0, skewness) <= logTail) {
      return 0;
    }
    double normal = Tail.inverseNormal(logTail);
    double deviate =
        root(
            x -> upper(x, skewness) - logTail,
            Math.max(0, normal + skewness * (normal * normal - 1) / 6)); // Cornish and Fisher
    double tail = Tail.normal(deviate);
    return root(
        z -> Tail.student(z, degrees) - tail,
        deviate * (1 + (deviate * deviate + 1) / (4 * degrees)));
  }

  /** Of what falls, by secants from a good guess; where these go astray, by bisections. */
  private static double root(DoubleUnaryOperator excess, double guess) {
    double last = guess + 1e-3;
    double next = guess;
    double ofLast = excess.applyAsDouble(last);
    for (int i = 0; i < MOST_SECANTS; i++) {
      double ofNext = excess.applyAsDouble(next);
      if (ofNext == 0 || Math.abs(next - last) <= CLOSE * next) {
        return next;
      }
      double step = ofNext * (next - last) / (ofNext - ofLast);
      last = next;
      ofLast = ofNext;
      next = Math.max(0, next - step);
    }
    return bisected(excess);
  }

  private static double bisected(DoubleUnaryOperator excess) {
    double beyond = 1;
    while (excess.applyAsDouble(beyond) > 0) {
      beyond *= 2;
    }
    return ROOTS.findRoot(excess, 0, beyond);
  }
}

package io.drift4j.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The smallest effect that a two-sided test would find with a given probability: the minimum
 * detectable difference of samples as large as these.
 *
 * <p>With alpha α, the p at which it finds something, the power 1 − β, z_u the upper u-quantile of
 * the normal distribution, and Z = z_(α/2) + z_β, the effects are the solutions of the usual
 * approximations by one normal tail (the test finding the effect on its wrong side is not counted).
 * Every variance is multiplied by the dispersion φ ≥ 1, the same by which the test divides. Give
 * the alpha at which the family will decide, not 0.05: a segment of M gets about q / M, more with
 * many rejections.
 *
 * <p>An effect that no data of this size could show, such as a rate above 1, is +∞: so is any
 * effect of an empty sample. By enumeration and simulation at power 0.8, with 10 to 1,500
 * observations a side, up to 7 times as many on one side as on the other, alpha from 0.05 to 3e-4,
 * dispersions up to 3, and hazard ratios from 0.5 to 1.75, the power at the effect returned is
 * within 5 points of the one wanted, that of the log-rank test within 7.
 *
 * <p>Immutable and thread-safe.
 */
public final class Power {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int MOST_DOUBLINGS = 60;
  private static final int ROUNDS = 10;
  private static final double NOT_SKEWED = 1e-5;
  private static final Power DEFAULT = new Power(0.8, 0.05, 1);

  private final double power;
  private final double alpha;
  private final double dispersion;
  private final double critical; // z_(α/2)
  private final double spare; // z_β

  private Power(double power, double alpha, double dispersion) {
    this.power = power;
    this.alpha = alpha;
    this.dispersion = dispersion;
    this.critical = NORMAL.inverseSurvivalProbability(alpha / 2);
    this.spare = NORMAL.inverseSurvivalProbability(1 - power);
  }

  /**
   * Returns power 0.8 at alpha 0.05, without dispersion.
   *
   * @return the wanted power
   */
  public static Power withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this with another power.
   *
   * @param power the probability to find the effect, in [0.5, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if the power is out of its range
   */
  public Power withPower(double power) {
    if (!(power >= 0.5 && power < 1)) {
      throw new IllegalArgumentException("power must be in [0.5, 1), not " + power);
    }
    return new Power(power, alpha, dispersion);
  }

  /**
   * Returns this at another alpha.
   *
   * @param alpha the p at which the two-sided test finds something, in (0, 0.5]
   * @return a changed copy
   * @throws IllegalArgumentException if alpha is not in (0, 0.5]
   */
  public Power withAlpha(double alpha) {
    return new Power(power, Levels.requireAlpha(alpha), dispersion);
  }

  /**
   * Returns this for data that vary more than independent ones.
   *
   * @param dispersion φ, at least 1 and finite
   * @return a changed copy
   * @throws IllegalArgumentException if φ is out of its range
   */
  public Power withDispersion(double dispersion) {
    return new Power(power, alpha, Levels.requireDispersion(dispersion));
  }

  /**
   * Returns the smallest detectable change of anything whose estimate is about normal: Z times its
   * standard error. The dispersion is taken to be in it already.
   *
   * @param standardError of the change where there is none, positive
   * @return the change
   * @throws IllegalArgumentException if the standard error is not positive and finite
   */
  public double change(double standardError) {
    requireError(standardError);
    return change(critical * standardError, d -> standardError);
  }

  /**
   * Returns the smallest detectable change of anything whose estimate is about normal, has a test
   * of whatever distribution, and varies by how large the change is, as counts and shares do: the
   * smallest d with
   *
   * <pre>
   *   d = least + z_β s(d)
   * </pre>
   *
   * <p>The dispersion is taken to be in both already.
   *
   * @param least the smallest estimate that counts, such as what the test finds at this alpha; 0 or
   *     more
   * @param error s, the standard deviation of the estimate where the change is d, 0 or more
   * @return the change, or +∞ if the estimate varies more than any change is large
   * @throws IllegalArgumentException if the least estimate is negative or not finite
   */
  public double change(double least, DoubleUnaryOperator error) {
    if (!(least >= 0 && least < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "least estimate must be 0 or more and finite, not " + least);
    }
    double reach = least + spare * error.applyAsDouble(least);
    for (int i = 0; i < MOST_DOUBLINGS && reach < Double.POSITIVE_INFINITY; i++) {
      if (reach >= least + spare * error.applyAsDouble(reach)) {
        return Bisection.between(least, reach, d -> d < least + spare * error.applyAsDouble(d));
      }
      reach *= 2;
    }
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the smallest standardised estimate that a test finds which has a Pearson type III
   * distribution and estimates its variance: Student's quantile, skewed. By Wilson and Hilferty
   * (1931) and two terms of Fisher and Cornish (1960), within 3 % of the exact one for skewness
   * from −½ to 1, 30 or more degrees of freedom and alpha from 0.05 to 1e-4, within 5 % down to −1.
   *
   * @param skewness γ, of the statistic on the side of the change: negative if its own tail is the
   *     shorter
   * @param degrees of freedom, positive
   * @return the statistic, 0 or more
   */
  public double critical(double skewness, double degrees) {
    double u = deviate(critical, skewness);
    double square = u * u;
    double first = (square + 1) / (4 * degrees);
    double second = (5 * square * square + 16 * square + 3) / (96 * degrees * degrees);
    return u * (1 + first + second);
  }

  /** The shorter tail is taken for less skewed far out, as {@link PearsonThree} does. */
  private static double deviate(double u, double skewness) {
    if (skewness >= 0) {
      return skewed(u, skewness);
    }
    double deviate = u;
    for (int i = 0; i < ROUNDS && deviate > 0; i++) {
      deviate = skewed(u, Math.max(skewness, -PearsonThree.NEAREST / deviate));
    }
    return deviate;
  }

  private static double skewed(double u, double skewness) {
    if (Math.abs(skewness) < NOT_SKEWED) {
      return u;
    }
    double root = 1 + skewness * u / 6 - skewness * skewness / 36;
    return Math.max(0, 2 / skewness * (root > 0 ? root * root * root - 1 : -1));
  }

  /**
   * Returns the p at which the test finds something.
   *
   * @return α
   */
  public double alpha() {
    return alpha;
  }

  private static void requireError(double standardError) {
    if (!(standardError > 0 && standardError < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "standard error must be positive and finite, not " + standardError);
    }
  }

  /**
   * Returns the smallest detectable rise of a proportion, by the score test: the d with
   *
   * <pre>
   *   d = z_(α/2) √(φ r̄ (1 − r̄) (1/n + 1/m)) + z_β √(φ (p (1 − p) / n + r (1 − r) / m))
   *   r = p + d,   r̄ = (n p + m r) / (n + m)
   * </pre>
   *
   * <p>(Fleiss, Levin and Paik, 2003, chapter 4, without continuity correction). The smallest fall
   * is that of the complement, 1 − p. Good for 5 or more expected events in the smaller sample.
   *
   * @param baseline p, the proportion of the first sample, in [0, 1]
   * @param n observations of the first sample
   * @param m observations of the second sample
   * @return d, positive, or +∞ if not even r = 1 could be told from p
   * @throws IllegalArgumentException if p is not in [0, 1] or a number is negative
   */
  public double proportionRise(double baseline, long n, long m) {
    if (!(baseline >= 0 && baseline <= 1)) {
      throw new IllegalArgumentException("proportion must be in [0, 1], not " + baseline);
    }
    requireSizes(n, m);
    if (n == 0 || m == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return smallestRoot(d -> surplus(baseline, d, (double) n, (double) m), 1 - baseline);
  }

  private double surplus(double p, double d, double n, double m) {
    double r = Math.min(1, p + d);
    double pooled = (n * p + m * r) / (n + m);
    double together = dispersion * pooled * (1 - pooled) * (1 / n + 1 / m);
    double apart = dispersion * (p * (1 - p) / n + r * (1 - r) / m);
    return d - critical * StrictMath.sqrt(together) - spare * StrictMath.sqrt(apart);
  }

  /** +∞ if the function is not positive at the end of the range. */
  private static double smallestRoot(DoubleUnaryOperator surplus, double most) {
    if (!(most > 0) || surplus.applyAsDouble(most) < 0) {
      return Double.POSITIVE_INFINITY;
    }
    return Bisection.between(0, most, d -> surplus.applyAsDouble(d) < 0);
  }

  /**
   * Returns the smallest detectable probability of superiority above ½, by the test of Mann and
   * Whitney (Noether, 1987): ½ + Z √(φ (n + m) / (12 n m)). One minus it is the smallest below ½.
   * Takes the variance of the ranks as without ties, which makes it the larger; near 1 the variance
   * under the effect is smaller than assumed and the power larger.
   *
   * @param n observations of the first sample
   * @param m observations of the second sample
   * @return P(y &gt; x) + ½ P(y = x), above ½ and at most 1, or +∞
   * @throws IllegalArgumentException if a number is negative
   */
  public double superiority(long n, long m) {
    requireSizes(n, m);
    double variance = dispersion / 12 * (1.0 / n + 1.0 / m);
    double superiority = 0.5 + (critical + spare) * StrictMath.sqrt(variance);
    return superiority <= 1 ? superiority : Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the smallest detectable hazard ratio above 1, second sample over first, by the log-rank
   * test. An event is one of the second sample with probability π = m / (n + m) without an effect
   * and p with one (Freedman, 1982); the ratio is p (1 − π) / ((1 − p) π) for the p with
   *
   * <pre>
   *   p − π = z_(α/2) √(φ π (1 − π) / D) + z_β √(φ p (1 − p) / D)
   * </pre>
   *
   * <p>Near 1 that is exp(Z √(φ / (D π (1 − π)))) (Schoenfeld, 1981), which promises up to 15
   * points too much where one sample is 7 times the other. The largest ratio below 1 is the
   * reciprocal of this with n and m exchanged. Assumes proportional hazards and about the same
   * censoring in both samples.
   *
   * @param events D, the events expected in both samples together, of those at risk and not merely
   *     observed; 0 or more
   * @param n the subjects of the first sample
   * @param m the subjects of the second sample
   * @return the hazard ratio, above 1, or +∞
   * @throws IllegalArgumentException if a number is negative
   */
  public double hazardRatio(double events, long n, long m) {
    requireSizes(n, m);
    if (!(events >= 0)) {
      throw new IllegalArgumentException("expected events must not be negative, not " + events);
    }
    if (events == 0 || n == 0 || m == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double total = (double) n + m;
    double share = m / total;
    double unit = dispersion / events;
    double without = critical * StrictMath.sqrt(unit * share * (n / total));
    double rise =
        smallestRoot(
            d -> d - without - spare * StrictMath.sqrt(unit * (share + d) * (n / total - d)),
            n / total);
    return rise == Double.POSITIVE_INFINITY ? rise : (1 + rise / share) / (1 - rise / (n / total));
  }

  /**
   * Returns the smallest detectable difference of two means, by the test of Welch (1938), with the
   * noncentral t approximated by the normal (Johnson and Welch, 1940; Abramowitz and Stegun,
   * 26.7.10): with t the upper α/2-quantile of Student's t with the ν degrees of freedom of Welch
   * and Satterthwaite,
   *
   * <pre>
   *   d = √(φ (s²/n + u²/m)) (t (1 − 1/(4ν)) + z_β √(1 + t²/(2ν)))
   * </pre>
   *
   * @param deviationX s, the standard deviation of the first sample
   * @param n its observations
   * @param deviationY u, the standard deviation of the second sample
   * @param m its observations
   * @return d in the unit of the values, or +∞ if a sample has fewer than 2 observations; 0 if
   *     neither sample varies
   * @throws IllegalArgumentException if a standard deviation is not finite or a number is negative
   */
  public double meanDifference(double deviationX, long n, double deviationY, long m) {
    requireSizes(n, m);
    double scale = Math.max(requireDeviation(deviationX), requireDeviation(deviationY));
    if (n < 2 || m < 2) {
      return Double.POSITIVE_INFINITY;
    }
    if (scale == 0) {
      return 0;
    }
    double a = deviationX / scale * (deviationX / scale) / n;
    double b = deviationY / scale * (deviationY / scale) / m;
    double degrees = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
    double error = scale * StrictMath.sqrt(dispersion * (a + b));
    double t = TDistribution.of(degrees).inverseSurvivalProbability(alpha / 2);
    double spread = StrictMath.sqrt(1 + t * t / (2 * degrees));
    return error * (t * (1 - 1 / (4 * degrees)) + spare * spread);
  }

  /**
   * Returns the smallest standardised estimate that a normal test finds.
   *
   * @return z_(α/2)
   */
  public double critical() {
    return critical;
  }

  private static double requireDeviation(double deviation) {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "standard deviation must be finite and not negative, not " + deviation);
    }
    return deviation;
  }

  private static void requireSizes(long n, long m) {
    if (n < 0 || m < 0) {
      throw new IllegalArgumentException(
          "observations must not be negative, not " + n + " and " + m);
    }
  }
}

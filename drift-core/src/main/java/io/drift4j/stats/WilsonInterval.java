package io.drift4j.stats;

import java.util.Locale;

/**
 * A confidence interval of a proportion, from the score test (Wilson, 1927).
 *
 * <p>With x of n and z the upper quantile of the normal distribution at (1 − level) / 2, all p that
 * the test does not refuse, (x/n − p)² ≤ z² p (1 − p) / n:
 *
 * <pre>
 *   (x + z²/2 ± z √(x (n − x) / n + z²/4)) / (n + z²)
 * </pre>
 *
 * <p>Within [0, 1], and never a single point but where doubles are too coarse near 1, from 1e15
 * observations on; the lower limit is 0 where x = 0, the upper is 1 where x = n. Assumes
 * independent observations. At 0.95 the mean coverage over p from 0.05 to 0.5 is 94 to 96 %, and
 * nowhere there below 92.6 % from 50 observations on. For rare events it is lower in places, and 84
 * % at worst: where p is just below the lower limit of a single event, about 0.18 / n.
 *
 * <p>Reference: Brown, Cai and DasGupta (2001).
 */
public final class WilsonInterval {

  private WilsonInterval() {}

  /**
   * Computes the interval.
   *
   * @param x how many have the property, 0 to n
   * @param n the number of observations, at least 1
   * @param level the confidence level, such as 0.95
   * @return the interval of the proportion
   * @throws IllegalArgumentException if there are no observations, x is not within 0 to n, or the
   *     level is not in (0, 1)
   */
  public static Interval of(long x, long n, double level) {
    if (n < 1) {
      throw new IllegalArgumentException("the sample has no observations");
    }
    if (x < 0 || x > n) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the sample cannot have the property %d times in %d observations",
              x,
              n));
    }
    double z = Tail.normalQuantile(level);
    double root = root(x, n, z);
    double low = x * ((double) x / n) / (x + z * z / 2 + root);
    double high = x == n ? 1 : Math.min(1, (x + z * z / 2 + root) / (n + z * z));
    return new Interval(low, high, level);
  }

  /**
   * How far the lower limit is below x/n; by symmetry the upper is as far above as the lower one of
   * n − x is below (n − x)/n. Nothing cancels.
   */
  static double below(long x, long n, double z) {
    double reach = z * z / 2 + root(x, n, z);
    return (double) x / n * (reach / (x + reach));
  }

  private static double root(long x, long n, double z) {
    double others = n - x;
    return z * StrictMath.sqrt(x * (others / n) + z * z / 4);
  }
}

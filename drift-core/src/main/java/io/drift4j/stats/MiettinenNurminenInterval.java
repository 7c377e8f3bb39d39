package io.drift4j.stats;

/**
 * A confidence interval of the difference of two proportions, second − first: all differences that
 * the score test does not refuse (Miettinen and Nurminen, 1985).
 *
 * <p>With N = n + m, and p of the first and p + d of the second sample where their likelihood is
 * largest for that d, all d with z(d)² ≤ z², z the upper normal quantile at (1 − level) / 2:
 *
 * <pre>
 *   z(d) = (y/m − x/n − d) / √V,   V = (p (1 − p) / n + (p + d) (1 − p − d) / m) N / (N − 1)
 * </pre>
 *
 * <p>p is found by halving and not by the trigonometric solution of the cubic equation, which loses
 * half of the digits where its roots are close. Limits are right to 1e-9. Defined for all samples:
 * the difference that was observed is always within; where it is −1 or 1, the interval ends there;
 * with no events at all it is −z²c/(n + z²c) to z²c/(m + z²c), c = N / (N − 1).
 *
 * <p>It fits {@link EquivalenceTest} and the N − 1 variant of {@link PearsonTest}, which refuse
 * what is outside of it. Assumes independent observations. At 0.95 its coverage was at least 93 %
 * in all cases enumerated, from 20 observations a side on. Takes tens of microseconds; {@link
 * NewcombeInterval} is closed.
 *
 * <p>Reference: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213–226.
 */
public final class MiettinenNurminenInterval {

  private MiettinenNurminenInterval() {}

  /**
   * Computes the interval.
   *
   * @param data both samples
   * @param level the confidence level, such as 0.95
   * @return the interval of the difference
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static Interval of(TwoProportions data, double level) {
    double z = Tail.normalQuantile(level);
    RestrictedDifference restricted = new RestrictedDifference(data);
    double observed = data.difference();
    double low = Bisection.between(observed, -1, d -> restricted.isWithin(d, z));
    double high = Bisection.between(observed, 1, d -> restricted.isWithin(d, z));
    return new Interval(low, high, level);
  }
}

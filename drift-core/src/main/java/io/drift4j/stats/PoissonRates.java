package io.drift4j.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;

/**
 * Whether two rates of events are equal: x events in an exposure e, y in an exposure f (days,
 * claims, members: any unit, the same for both), two-sided.
 *
 * <p>Given N = x + y, under equal rates y is binomial: N trials with probability f / (e + f)
 * (Przyborowski and Wilenski, 1940). The statistic is the rate ratio (y / f) / (x / e).
 *
 * <ul>
 *   <li>{@link Method#EXACT}, the default: p is the sum of the probabilities of all y that are at
 *       most as probable as the one observed, with a relative slack of 1e-7 for ties, as in R. Its
 *       size never exceeds the level; it may be far below it with few events.
 *   <li>{@link Method#MID_P}: half the probability of the observed y is taken off; the size comes
 *       nearer to the level, and may exceed it a little.
 *   <li>{@link Method#SCORE}: z = (y e − x f) / √(φ N e f) on the normal distribution, with a
 *       dispersion φ ≥ 1 (variance over mean of the counts) that the caller estimated; the test for
 *       counts that vary more than Poisson. Right for N / φ from about 10 on.
 * </ul>
 *
 * <p>The interval of the ratio inverts the same distribution: Clopper and Pearson (1934), the same
 * with half the observed probability, or the score interval of Wilson (1927). It inverts two
 * one-sided tests of half the level, so that with the first two it need not agree with p to the
 * last digit. It reaches to 0 where y is 0, to infinity where x is 0.
 *
 * <p>The exact methods need O(√N) steps and go up to {@value #LARGEST_EXACT} events; above, the
 * score test answers, and the result names it. Without any event p is 1, the ratio 1, and the
 * interval everything. Assumes independent counts and known exposures.
 *
 * <p>Immutable and thread-safe.
 */
public final class PoissonRates {

  /** Events, of both samples together, up to which the conditional test is exact. */
  public static final long LARGEST_EXACT = 1_000_000_000;

  private static final PoissonRates DEFAULT = new PoissonRates(Method.EXACT, 1, 0.95);

  private final Method method;
  private final double dispersion;
  private final double level;

  private PoissonRates(Method method, double dispersion, double level) {
    this.method = method;
    this.dispersion = dispersion;
    this.level = level;
  }

  /** How p and the interval are computed. */
  public enum Method {
    /** Conditional binomial test. */
    EXACT,
    /** Conditional binomial test, less half the probability of what was observed. */
    MID_P,
    /** Normal distribution of the score, with a dispersion. */
    SCORE
  }

  /**
   * Returns the exact test with an interval of level 0.95.
   *
   * @return the test
   */
  public static PoissonRates withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another method, without dispersion.
   *
   * @param method the method
   * @return a changed copy
   */
  public PoissonRates with(Method method) {
    return new PoissonRates(Objects.requireNonNull(method, "method"), 1, level);
  }

  /**
   * Returns this test as {@link Method#SCORE} for counts that vary more than Poisson.
   *
   * @param dispersion φ, variance over mean of the counts, at least 1 and finite
   * @return a changed copy
   * @throws IllegalArgumentException if φ is out of its range
   */
  public PoissonRates withDispersion(double dispersion) {
    return new PoissonRates(Method.SCORE, Levels.requireDispersion(dispersion), level);
  }

  /**
   * Returns this test with another level of the interval.
   *
   * @param level the confidence level, in (0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public PoissonRates withLevel(double level) {
    return new PoissonRates(method, dispersion, Levels.requireLevel(level));
  }

  /**
   * Compares two rates.
   *
   * @param x events of the first sample, 0 or more
   * @param exposureX e, its exposure, positive
   * @param y events of the second sample, 0 or more
   * @param exposureY f, its exposure, positive
   * @return the result
   * @throws IllegalArgumentException if a count is negative, an exposure is not positive, or one
   *     exposure is more than 1e100 times the other
   * @throws ArithmeticException if the events of both together exceed {@link Long#MAX_VALUE}
   */
  public Result test(long x, double exposureX, long y, double exposureY) {
    requireRate(x, exposureX, "first");
    requireRate(y, exposureY, "second");
    requireComparable(exposureX, exposureY);
    long events = Counts.add(x, y);
    if (events == 0) {
      Interval everything = new Interval(0, Double.POSITIVE_INFINITY, level);
      return new Result(1, 0, everything, method);
    }
    return method == Method.SCORE || events > LARGEST_EXACT
        ? score(x, exposureX, y, exposureY)
        : conditional(x, exposureX, y, exposureY);
  }

  private static void requireRate(long count, double exposure, String sample) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "the count of the " + sample + " sample must not be negative, not " + count);
    }
    if (!(exposure > 0 && exposure < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the exposure of the " + sample + " sample must be positive and finite, not " + exposure);
    }
  }

  private static void requireComparable(double exposureX, double exposureY) {
    double share = Math.min(exposureX, exposureY) / Math.max(exposureX, exposureY);
    if (share < 1e-100) {
      throw new IllegalArgumentException(
          "exposures "
              + exposureX
              + " and "
              + exposureY
              + " differ more than 1e100 times: give both in one unit");
    }
  }

  private Result conditional(long x, double exposureX, long y, double exposureY) {
    boolean mid = method == Method.MID_P;
    double logP = new BinomialTails(x, exposureX, y, exposureY).twoSided(mid);
    double logTail = StrictMath.log((1 - level) / 2);
    double low = y == 0 ? 0 : 1 / highestOdds(y, x, logTail, mid);
    double high = x == 0 ? Double.POSITIVE_INFINITY : highestOdds(x, y, logTail, mid);
    double unit = exposureX / exposureY;
    Interval interval = new Interval(low * unit, high * unit, level);
    return new Result((y / exposureY) / (x / exposureX), logP, interval, method);
  }

  /**
   * The odds of an event to be one of y at which P(at most y), less half of P(y) if asked for, has
   * the given logarithm: by Newton's method on the log odds. The logarithm of the tail falls and is
   * concave in them, so that every step ends above the root: from the second on they only go down,
   * until rounding turns them back.
   */
  private static double highestOdds(long x, long y, double logTail, boolean mid) {
    double at = step(StrictMath.log((y + 1.0) / x), x, y, logTail, mid);
    double next = step(at, x, y, logTail, mid);
    while (next < at) {
      at = next;
      next = step(at, x, y, logTail, mid);
    }
    return StrictMath.exp(at);
  }

  private static double step(double at, long x, long y, double logTail, boolean mid) {
    BinomialTails tails = new BinomialTails(x, 1, y, StrictMath.exp(at));
    double sum = tails.lowerOverObserved() - (mid ? 0.5 : 0);
    double distance = tails.logObserved() + StrictMath.log(sum) - logTail;
    return at + distance * sum / tails.lowerSlope(mid);
  }

  private Result score(long x, double exposureX, long y, double exposureY) {
    double difference = difference(x, exposureX, y, exposureY);
    double events = (double) x + y;
    double z =
        difference
            / StrictMath.sqrt(dispersion)
            / StrictMath.sqrt(events)
            / StrictMath.sqrt(exposureX)
            / StrictMath.sqrt(exposureY);
    double ratio = (y / exposureY) / (x / exposureX);
    Interval interval = wilson(x, y, exposureX / exposureY);
    return new Result(ratio, Tail.twoSidedNormal(z), interval, Method.SCORE);
  }

  /** y e − x f, rounded once. */
  private static double difference(long x, double exposureX, long y, double exposureY) {
    BigDecimal there = BigDecimal.valueOf(y).multiply(new BigDecimal(exposureX));
    BigDecimal here = BigDecimal.valueOf(x).multiply(new BigDecimal(exposureY));
    return there.subtract(here).round(MathContext.DECIMAL128).doubleValue();
  }

  /** The odds at which (y − N p)² = φ z² N p (1 − p), without differences. */
  private Interval wilson(long x, long y, double unit) {
    double z = Tail.normalQuantile(level);
    double c = z * z * dispersion;
    double events = (double) x + y;
    double spread = StrictMath.sqrt(c * (c / 4 + x * (y / events)));
    double product = (y + c / 2 + spread) * (x + c / 2 + spread);
    double shrink = 1 + c / events;
    double low = y * shrink * y / product;
    double high = product / (x * shrink * x);
    return new Interval(low * unit, high * unit, level);
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic the rate ratio, second over first; infinite if the first sample has no events,
   *     1 if neither has
   * @param logPValue ln p, two-sided
   * @param ratio the confidence interval of the rate ratio
   * @param method how both were computed
   */
  public record Result(double statistic, double logPValue, Interval ratio, Method method)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic the rate ratio, second over first; infinite if the first sample has no
     *     events, 1 if neither has
     * @param logPValue ln p, two-sided
     * @param ratio the confidence interval of the rate ratio
     * @param method how both were computed
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }
  }
}

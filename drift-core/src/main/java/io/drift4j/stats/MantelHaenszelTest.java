package io.drift4j.stats;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/**
 * Whether two proportions are equal in every stratum (by carrier, plant, weekday), against their
 * differing in one direction: the test of Cochran (1954), Mantel and Haenszel (1959), two-sided,
 * with the odds ratio and the difference that all strata have in common.
 *
 * <p>With x of n and y of m, K = x + y and N = n + m in each stratum, and sums over all strata,
 *
 * <pre>
 *   X² = (|Σ (n y − m x) / N| − c)² / Σ (n m K (N − K) / (N² (N − 1)))    c = 0, or ½, not below 0
 *   odds ratio   R / S,   R = Σ r, r = y (n − x) / N,   S = Σ s, s = x (m − y) / N
 *   Var ln (R/S) = Σ p r / 2R² + Σ (p s + q r) / 2RS + Σ q s / 2S²,   p = (y + n − x) / N, q = 1 − p
 *   difference   D = Σ (n y − m x) / N / W,   W = Σ n m / N
 *   Var D        = Σ ((x (n − x) m³ + y (m − y) n³) / (n m N²)) / W²
 * </pre>
 *
 * <p>The variances are those of Robins, Breslow and Greenland (1986) and of Greenland and Robins
 * (1985), good both for few large and for many small strata. p is the upper tail of chi-square with
 * one degree of freedom. Every term is computed to 192 binary digits behind the point and the sums
 * are exact, so that the order of the strata does not matter; any totals. A sum that those digits
 * cannot tell from 0 is 0.
 *
 * <p>By default without the continuity correction c = ½, which makes the test conservative. R takes
 * it too, but none where |Σ| is below ½, where X² is 0 here. Strata with events in all or in no
 * observations add nothing to X² and to the odds ratio. Where no stratum adds anything, X² is 0 and
 * p is 1. The odds ratio is 0 or infinite where R or S is 0, and 1 where both are; its interval
 * then is [0, ∞]. The interval of the difference is a single point where all proportions are 0 or
 * 1.
 *
 * <p>Assumes independent observations, and Σ of the expected counts of at least 5 on either side;
 * the effects assume that they are the same in all strata. Where their directions differ the test
 * may find nothing. Enumerated over two and three strata of 5 to 18 observations a side, its size
 * at 0.05 is 0.048 to 0.051. Reference: Agresti, Categorical Data Analysis, 3rd edition, section
 * 6.4. Immutable and thread-safe.
 */
public final class MantelHaenszelTest {

  private static final MantelHaenszelTest DEFAULT = new MantelHaenszelTest(false);

  private final boolean correctsContinuity;

  private MantelHaenszelTest(boolean correctsContinuity) {
    this.correctsContinuity = correctsContinuity;
  }

  /**
   * Returns the test without continuity correction.
   *
   * @return the test
   */
  public static MantelHaenszelTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with or without the continuity correction.
   *
   * @param corrects whether ½ is taken off the distance
   * @return a changed copy
   */
  public MantelHaenszelTest withContinuityCorrection(boolean corrects) {
    return new MantelHaenszelTest(corrects);
  }

  /**
   * Returns X².
   *
   * @param strata both samples in each stratum
   * @return X², 0 where no stratum says anything
   * @throws IllegalArgumentException if there are no strata
   */
  public double statistic(List<TwoProportions> strata) {
    BigInteger variance = scaledSum(strata, MantelHaenszelTest::variance);
    BigInteger distance = scaledSum(strata, MantelHaenszelTest::cross).abs();
    if (correctsContinuity) {
      distance = known(distance.subtract(Ratio.HALF), strata).max(BigInteger.ZERO);
    }
    return variance.signum() == 0
        ? 0
        : Quotient.of(distance.pow(2), variance.shiftLeft(Ratio.DIGITS));
  }

  /**
   * Tests both samples in all strata.
   *
   * @param strata both samples in each stratum, in any order
   * @return the result
   * @throws IllegalArgumentException if there are no strata
   */
  public Result test(List<TwoProportions> strata) {
    double statistic = statistic(strata);
    return new Result(
        statistic,
        Tail.twoSidedNormal(StrictMath.sqrt(statistic)),
        oddsRatio(strata),
        riskDifference(strata));
  }

  /**
   * Estimates the odds ratio that all strata have in common, second sample to first.
   *
   * @param strata both samples in each stratum
   * @return R / S, from 0 to infinity; 1 where that is 0/0
   * @throws IllegalArgumentException if there are no strata
   */
  public static double oddsRatio(List<TwoProportions> strata) {
    double r = sum(strata, MantelHaenszelTest::r);
    double s = sum(strata, MantelHaenszelTest::s);
    return r == 0 && s == 0 ? 1 : r / s;
  }

  /**
   * Computes an interval of the common odds ratio.
   *
   * @param strata both samples in each stratum
   * @param level the confidence level, such as 0.95
   * @return the interval, [0, ∞] where the estimate is 0, infinite or 0/0
   * @throws IllegalArgumentException if there are no strata, or the level is not in (0, 1)
   */
  public static Interval oddsRatioInterval(List<TwoProportions> strata, double level) {
    double z = Tail.normalQuantile(level);
    double r = sum(strata, MantelHaenszelTest::r);
    double s = sum(strata, MantelHaenszelTest::s);
    if (r == 0 || s == 0) {
      return new Interval(0, Double.POSITIVE_INFINITY, level);
    }
    double variance =
        sum(strata, data -> r(data).times(p(data))) / (2 * r * r)
            + sum(strata, data -> s(data).times(p(data))) / (2 * r * s)
            + sum(strata, data -> r(data).times(q(data))) / (2 * r * s)
            + sum(strata, data -> s(data).times(q(data))) / (2 * s * s);
    double error = z * StrictMath.sqrt(variance);
    double log = StrictMath.log(r / s);
    return new Interval(StrictMath.exp(log - error), StrictMath.exp(log + error), level);
  }

  /**
   * Estimates the difference of the proportions that all strata have in common, second − first.
   *
   * @param strata both samples in each stratum
   * @return D, from −1 to 1
   * @throws IllegalArgumentException if there are no strata
   */
  public static double riskDifference(List<TwoProportions> strata) {
    return sum(strata, MantelHaenszelTest::cross) / sum(strata, MantelHaenszelTest::weight);
  }

  /**
   * Computes an interval of the common difference.
   *
   * @param strata both samples in each stratum
   * @param level the confidence level, such as 0.95
   * @return the interval, within [−1, 1]
   * @throws IllegalArgumentException if there are no strata, or the level is not in (0, 1)
   */
  public static Interval riskDifferenceInterval(List<TwoProportions> strata, double level) {
    double z = Tail.normalQuantile(level);
    double variance = sum(strata, MantelHaenszelTest::differenceVariance);
    double error = z * StrictMath.sqrt(variance) / sum(strata, MantelHaenszelTest::weight);
    double difference = riskDifference(strata);
    return new Interval(Math.max(-1, difference - error), Math.min(1, difference + error), level);
  }

  private static Ratio cross(TwoProportions data) {
    return new Ratio(data.cross(), total(data));
  }

  private static Ratio weight(TwoProportions data) {
    return new Ratio(big(data.n()).multiply(big(data.m())), total(data));
  }

  private static Ratio variance(TwoProportions data) {
    BigInteger events = big(data.x()).add(big(data.y()));
    BigInteger margins = events.multiply(total(data).subtract(events));
    BigInteger before = total(data).subtract(BigInteger.ONE);
    return new Ratio(margins, total(data).multiply(before)).times(weight(data));
  }

  private static Ratio r(TwoProportions data) {
    return new Ratio(big(data.y()).multiply(big(data.n() - data.x())), total(data));
  }

  private static Ratio s(TwoProportions data) {
    return new Ratio(big(data.x()).multiply(big(data.m() - data.y())), total(data));
  }

  private static Ratio p(TwoProportions data) {
    return new Ratio(big(data.y()).add(big(data.n() - data.x())), total(data));
  }

  private static Ratio q(TwoProportions data) {
    return new Ratio(big(data.x()).add(big(data.m() - data.y())), total(data));
  }

  private static Ratio differenceVariance(TwoProportions data) {
    BigInteger n = big(data.n());
    BigInteger m = big(data.m());
    BigInteger first = big(data.x()).multiply(n.subtract(big(data.x()))).multiply(m.pow(3));
    BigInteger second = big(data.y()).multiply(m.subtract(big(data.y()))).multiply(n.pow(3));
    return new Ratio(first.add(second), n.multiply(m).multiply(total(data).pow(2)));
  }

  private static BigInteger total(TwoProportions data) {
    return big(data.total());
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static double sum(List<TwoProportions> strata, Function<TwoProportions, Ratio> term) {
    return Quotient.of(scaledSum(strata, term), Ratio.ONE);
  }

  /**
   * 0 where the sum is not known to be anything else, as each term is cut off by less than a unit.
   */
  private static BigInteger scaledSum(
      List<TwoProportions> strata, Function<TwoProportions, Ratio> term) {
    if (strata.isEmpty()) {
      throw new IllegalArgumentException("there are no strata");
    }
    BigInteger sum = BigInteger.ZERO;
    for (TwoProportions data : strata) {
      sum = sum.add(term.apply(data).scaled());
    }
    return known(sum, strata);
  }

  /**
   * 0 where a sum is not known to be anything else, as each term is cut off by less than a unit.
   */
  private static BigInteger known(BigInteger sum, List<TwoProportions> strata) {
    boolean isNothing = sum.abs().compareTo(big(strata.size())) < 0;
    return isNothing ? BigInteger.ZERO : sum;
  }

  /** A term of a sum. */
  private record Ratio(BigInteger numerator, BigInteger denominator) {

    private static final int DIGITS = 192;
    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(DIGITS);
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(DIGITS - 1);

    Ratio times(Ratio other) {
      return new Ratio(
          numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** In units of 2^−192, cut off towards 0. */
    BigInteger scaled() {
      return numerator.shiftLeft(DIGITS).divide(denominator);
    }
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic X²
   * @param logPValue ln p, two-sided
   * @param oddsRatio the common odds ratio, second sample to first
   * @param riskDifference the common difference of the proportions, second − first
   */
  public record Result(double statistic, double logPValue, double oddsRatio, double riskDifference)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic X²
     * @param logPValue ln p, two-sided
     * @param oddsRatio the common odds ratio, second sample to first
     * @param riskDifference the common difference of the proportions, second − first
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }
  }
}

package io.drift4j.stats;

import java.math.BigInteger;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether two samples have one mean, whatever their variances: the test of Welch (1938, 1947),
 * two-sided.
 *
 * <p>With means x̄ and ȳ, sample variances s²_x and s²_y (divisors n − 1 and m − 1), and v_x = s²_x
 * / n, v_y = s²_y / m,
 *
 * <pre>
 *   t = (ȳ − x̄) / √(v_x + v_y)
 *   f = (v_x + v_y)² / (v_x² / (n − 1) + v_y² / (m − 1))         (Satterthwaite, 1946)
 *   p = P(|T_f| ≥ |t|),   interval = ȳ − x̄ ± t_f √(v_x + v_y)
 *   effect = (ȳ − x̄) / √((s²_x + s²_y) / 2)                      (Bonett, 2008)
 * </pre>
 *
 * <p>ȳ − x̄ and the variances are ratios of exact integers, each rounded once: nothing cancels,
 * whatever the values and for any totals that a table can hold. Differences are in the unit of the
 * values; t and the effect have none.
 *
 * <p>Assumes independent observations and means that are close to normal: with strongly skewed
 * values, such as amounts, some hundreds of observations a side, and the more the less equal the
 * samples are in size. Where one sample has no variance, f is that of the other. Where neither has
 * any, t is 0 and p is 1 for equal means; for different means t and the effect are infinite, and p
 * is that of the permutation test: 1 / C(n + m, n), twice that for n = m. There f is n + m − 2, and
 * the interval is (−∞, ∞), since nothing is known of how values vary.
 *
 * <p>Immutable and thread-safe.
 */
public final class WelchTest {

  private static final WelchTest DEFAULT = new WelchTest();

  private WelchTest() {}

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static WelchTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns t.
   *
   * @param x the first sample, the baseline
   * @param y the second sample
   * @return t, positive where the mean of the second is the larger
   * @throws IllegalArgumentException if a sample has fewer than two observations
   */
  public double statistic(FrequencyTable x, FrequencyTable y) {
    return test(x, y).statistic();
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample, the baseline
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample has fewer than two observations
   */
  public Result test(FrequencyTable x, FrequencyTable y) {
    Levels.requireBoth(x, y);
    requireTwo(x, "first");
    requireTwo(y, "second");
    double varianceX = x.sampleVariance();
    double varianceY = y.sampleVariance();
    double difference = difference(x, y);
    double error = StrictMath.sqrt(varianceX / x.count() + varianceY / y.count());
    double t = ratio(difference, error);
    double degrees = degrees(varianceX / x.count(), x.count(), varianceY / y.count(), y.count());
    double logP =
        Double.isInfinite(t)
            ? logPermutationPValue((double) x.count(), (double) y.count())
            : Tail.twoSidedStudent(t, degrees);
    double effect = ratio(difference, StrictMath.sqrt(varianceX / 2 + varianceY / 2));
    return new Result(t, logP, degrees, difference, error, effect);
  }

  private static void requireTwo(FrequencyTable sample, String which) {
    if (sample.count() < 2) {
      throw new IllegalArgumentException(
          "the "
              + which
              + " sample has one observation: Welch's test needs at least 2 of each sample to know"
              + " its variance; use MannWhitneyTest");
    }
  }

  /** (n Σ y − m Σ x) / (n m). */
  private static double difference(FrequencyTable x, FrequencyTable y) {
    BigInteger n = BigInteger.valueOf(x.count());
    BigInteger m = BigInteger.valueOf(y.count());
    BigInteger numerator = y.sum().multiply(n).subtract(x.sum().multiply(m));
    return Quotient.of(numerator, n.multiply(m));
  }

  /** 0 / 0 is 0: no difference, however small the unit. */
  private static double ratio(double difference, double unit) {
    return difference == 0 ? 0 : difference / unit;
  }

  /** Satterthwaite's f of two variances of means; those of both samples where there is none. */
  static double degrees(double vx, long n, double vy, long m) {
    if (vx + vy == 0) {
      return (double) n + m - 2;
    }
    double share = vx / (vx + vy);
    double other = vy / (vx + vy);
    return 1 / (share * share / (n - 1) + other * other / (m - 1));
  }

  /** C(N, n) = 1 / ((N + 1) B(n + 1, m + 1)). */
  private static double logPermutationPValue(double n, double m) {
    double logWays = -StrictMath.log(n + m + 1) - LogBeta.value(n + 1, m + 1);
    return (n == m ? StrictMath.log(2) : 0) - logWays;
  }

  /** The library's quantile, good to nine digits, and a step of Newton on the logarithm. */
  static double quantile(double tail, double degreesOfFreedom) {
    TDistribution student = TDistribution.of(degreesOfFreedom);
    double t = student.inverseSurvivalProbability(tail);
    double logTail = Tail.student(t, degreesOfFreedom);
    double slope = StrictMath.exp(student.logDensity(t) - logTail);
    return t + (logTail - StrictMath.log(tail)) / slope;
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic t, infinite where neither sample has a variance and the means differ
   * @param logPValue ln p, two-sided
   * @param degreesOfFreedom f
   * @param difference the mean of the second sample less that of the first
   * @param standardError of the difference
   * @param effect the difference in units of the root of the mean of both variances
   */
  public record Result(
      double statistic,
      double logPValue,
      double degreesOfFreedom,
      double difference,
      double standardError,
      double effect)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic t, infinite where neither sample has a variance and the means differ
     * @param logPValue ln p, two-sided
     * @param degreesOfFreedom f
     * @param difference the mean of the second sample less that of the first
     * @param standardError of the difference
     * @param effect the difference in units of the root of the mean of both variances
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Returns the confidence interval of the difference of the means.
     *
     * @param level the confidence level, in (0, 1)
     * @return the interval, in the unit of the values, (−∞, ∞) where neither sample has a variance
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval interval(double level) {
      double tail = (1 - Levels.requireLevel(level)) / 2;
      double margin =
          standardError == 0
              ? Double.POSITIVE_INFINITY
              : quantile(tail, degreesOfFreedom) * standardError;
      return new Interval(difference - margin, difference + margin, level);
    }
  }
}

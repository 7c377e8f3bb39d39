package io.drift4j.stats;

import java.util.Objects;

/**
 * Whether two samples come from one distribution, by the ranks of their values: the test of
 * Wilcoxon (1945), Mann and Whitney (1947), two-sided.
 *
 * <p>The statistic is U = #(y &gt; x) + ½ #(y = x) over all n·m pairs of an observation x of the
 * first and y of the second sample; U / (n m) is the probability of superiority, 0.5 where neither
 * tends to be larger. With t_i observations of both samples at the i-th distinct value and N = n +
 * m,
 *
 * <pre>
 *   E U = n m / 2,   Var U = n m (N³ − N − Σ (t_i³ − t_i)) / (12 N (N − 1))      (given the ties)
 *   z   = ± (|U − E U| − ½) / √Var U   with the continuity correction, never beyond 0; + if U &gt; E U
 * </pre>
 *
 * <p>U and z² are ratios of exact integers, for any totals that a table can hold, rounded once.
 *
 * <p><b>p-value.</b> {@link Method#EXACT}: P(|U − E U| ≥ observed) over all ways to share out the
 * observed values, ties included (Streitberg and Röhmel, 1986); needs one sample of at most {@value
 * #LARGEST_EXACT} observations and is refused where it would take more than about a second. {@link
 * Method#NORMAL}: two-sided normal tail of z. {@link Method#AUTO}, the default: exact where that is
 * quick, else normal; the result says which. The normal p is within [0.035, 0.065] at 0.05 from
 * about 10 observations a side.
 *
 * <p><b>Effect.</b> The probability of superiority A = U / (n m) comes with an interval, {@link
 * Result#superiorityInterval}, which does not assume equal distributions: from the variances of the
 * placements (DeLong, DeLong and Clarke-Pearson, 1988) that {@link Placements} holds, on the logit
 * scale. 2 A − 1 is Cliff's delta, and twice a limit less 1 its limit.
 *
 * <p>Assumes independent observations. Where all values are equal, p is 1. Reference: Hollander,
 * Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition, chapter 4.
 *
 * <p>Immutable and thread-safe.
 */
public final class MannWhitneyTest {

  /** Observations that the smaller sample may have at most for {@link Method#EXACT}. */
  public static final int LARGEST_EXACT = 20;

  private static final MannWhitneyTest DEFAULT = new MannWhitneyTest(Method.AUTO, true);

  private final Method method;
  private final boolean correctsContinuity;

  private MannWhitneyTest(Method method, boolean correctsContinuity) {
    this.method = method;
    this.correctsContinuity = correctsContinuity;
  }

  /** How the p-value is computed. */
  public enum Method {
    /** Exact where that is quick, else normal. */
    AUTO,
    /** Over all ways to share out the observed values. */
    EXACT,
    /** By the normal distribution, with the variance that the ties leave. */
    NORMAL
  }

  /**
   * Returns the test with {@link Method#AUTO} and the continuity correction.
   *
   * @return the test
   */
  public static MannWhitneyTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another way to compute p.
   *
   * @param method the way
   * @return a changed copy
   */
  public MannWhitneyTest with(Method method) {
    return new MannWhitneyTest(Objects.requireNonNull(method, "method"), correctsContinuity);
  }

  /**
   * Returns this test with or without the continuity correction of the normal p.
   *
   * @param corrects whether ½ is taken off |U − E U|
   * @return a changed copy
   */
  public MannWhitneyTest withContinuityCorrection(boolean corrects) {
    return new MannWhitneyTest(method, corrects);
  }

  /**
   * Returns U of the second sample.
   *
   * @param x the first sample
   * @param y the second sample
   * @return U, from 0 to n m
   * @throws IllegalArgumentException if a sample is empty
   */
  public double statistic(FrequencyTable x, FrequencyTable y) {
    return RankSums.of(x, y).u();
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty, or {@link Method#EXACT} is asked for
   *     where it would take too long
   */
  public Result test(FrequencyTable x, FrequencyTable y) {
    RankSums sums = RankSums.of(x, y);
    double distance = sums.z(correctsContinuity);
    if (method == Method.EXACT) {
      ExactRankSum.requireFeasible(x, y);
    }
    boolean exact = method == Method.EXACT || (method == Method.AUTO && ExactRankSum.isQuick(x, y));
    double logP = exact ? ExactRankSum.logPValue(x, y) : Tail.twoSidedNormal(distance);
    Method used = exact ? Method.EXACT : Method.NORMAL;
    double z = distance == 0 ? 0 : sums.side() * distance;
    return new Result(sums.u(), logP, sums.superiority(), z, used, sums.placements());
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic U of the second sample
   * @param logPValue ln p, two-sided
   * @param superiority U / (n m): the probability that an observation of the second sample is
   *     larger than one of the first, ties counting half; 2 superiority − 1 is Cliff's delta
   * @param z U − E U in standard deviations, positive if the second sample has the larger values;
   *     corrected for continuity, towards 0, if that was asked for
   * @param method how p was computed
   * @param placements how much the observations' placements vary: the error of the superiority
   */
  public record Result(
      double statistic,
      double logPValue,
      double superiority,
      double z,
      Method method,
      Placements placements)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic U of the second sample
     * @param logPValue ln p, two-sided
     * @param superiority U / (n m): the probability that an observation of the second sample is
     *     larger than one of the first, ties counting half; 2 superiority − 1 is Cliff's delta
     * @param z U − E U in standard deviations, positive if the second sample has the larger values;
     *     corrected for continuity, towards 0, if that was asked for
     * @param method how p was computed
     * @param placements how much the observations' placements vary: the error of the superiority
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Returns the confidence interval of the probability of superiority, A. With V the variance of
     * A by the placements, f its degrees of freedom (as Welch's) and M = 2 n m / (n + m), it is
     *
     * <pre>
     *   A' = (M A + ½) / (M + 1),   V' = (M² V + 2 (A − ½)²) / (M + 1)²
     *   logit A' ± t_f √V' / (A' (1 − A'))
     * </pre>
     *
     * <p>as if each sample had one observation more, with placement ½: V alone is far too small
     * where A is near 0 or 1, and nothing where U is 0 or n m. That is a rule, chosen by coverage:
     * at 0.95 it is 0.925 to 0.98 by simulation, for 15 to 500 observations a side and A from 0.5
     * to 0.95, for equal and unequal variances and for as few as two distinct values. (The logit
     * without the rule covers down to 0.86, method 5 of Newcombe, 2006, down to 0.87 where
     * variances differ.) The interval always contains A. Where a sample has one observation,
     * nothing is known about its variance, and the interval is [0, 1].
     *
     * @param level the confidence level, in (0, 1)
     * @return the interval, within [0, 1]
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval superiorityInterval(double level) {
      return superiorityInterval(level, 1);
    }

    /** The same with φ times the variance, as of samples that are φ times smaller. */
    Interval superiorityInterval(double level, double dispersion) {
      double tail = (1 - Levels.requireLevel(level)) / 2;
      if (Math.min(placements.n, placements.m) < 2) {
        return new Interval(0, 1, level);
      }
      double size = placements.size() / dispersion;
      double won = size * superiority + 0.5;
      double lost = size * (1 - superiority) + 0.5;
      double margin = placements.logitMargin(size, won, lost, superiority - 0.5, tail);
      double ratio = StrictMath.exp(margin);
      double low = won / (won + lost * ratio);
      double high = won * ratio / (won * ratio + lost);
      return new Interval(
          Math.min(superiority, low), Math.max(superiority, Double.isNaN(high) ? 1 : high), level);
    }
  }

  /**
   * How much placements vary. The placement of an observation is the share of the other sample that
   * it is below (of the first sample) or above (of the second), ties counting half; the mean of the
   * placements of either sample is the probability of superiority.
   *
   * @param n observations of the first sample
   * @param m observations of the second sample
   * @param first the variance of the placements of the first sample, divisor n − 1, 0 for n = 1
   * @param second the variance of the placements of the second sample, divisor m − 1, 0 for m = 1
   */
  public record Placements(long n, long m, double first, double second) {

    /**
     * Returns the standard error of the probability of superiority: √(first / n + second / m).
     *
     * @return the standard error
     */
    public double standardError() {
      return StrictMath.sqrt(first / n + second / m);
    }

    /** M, the harmonic mean of both sizes. */
    private double size() {
      return 2 / (1.0 / n + 1.0 / m);
    }

    /** t_f √V' / (A' (1 − A')). */
    private double logitMargin(double size, double won, double lost, double excess, double tail) {
      double t = WelchTest.quantile(tail, WelchTest.degrees(first / n, n, second / m, m));
      double scaled = size * size() * (first / n + second / m) + 2 * excess * excess;
      return t * StrictMath.sqrt(scaled) * (size + 1) / won / lost;
    }
  }
}

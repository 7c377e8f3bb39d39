package io.drift4j.stats;

/**
 * Whether events take as long in two samples, some of whose rows are still open, by the difference
 * of their restricted means up to τ ({@link RestrictedMeanSurvival}), second minus first;
 * two-sided, by the normal distribution.
 *
 * <pre>
 *   Δ = μ₂ − μ₁,   z = Δ / √(Var μ₁ + Var μ₂)
 * </pre>
 *
 * <p>Δ has the unit of the ages: so many days longer of the first τ. It needs no proportional
 * hazards, but is blind to what happens after τ. Swapping the samples changes the signs and keeps
 * p. The normal p is within [0.035, 0.065] at 0.05 from about 50 rows a side. Where one of the
 * means has no variance, since all rows at risk of its sample do the same, p is 1 if they are
 * equal; if not, the test is refused: what is not known of a sample is not little.
 *
 * <p>Assumes what {@link RestrictedMeanSurvival} does. Reference: Uno et al., Moving beyond the
 * hazard ratio in quantifying the between-group difference in survival analysis, Journal of
 * Clinical Oncology 32 (2014) 2380-2385.
 *
 * <p>Immutable and thread-safe.
 */
public final class RestrictedMeanTest {

  private final long tau;

  private RestrictedMeanTest(long tau) {
    this.tau = tau;
  }

  /**
   * Returns the test up to an age.
   *
   * @param tau the age τ up to which time counts, above 0 and within the data of both samples
   * @return the test
   * @throws IllegalArgumentException if τ is not above 0
   */
  public static RestrictedMeanTest upTo(long tau) {
    if (tau <= 0) {
      throw new IllegalArgumentException("tau must be above 0, not " + tau);
    }
    return new RestrictedMeanTest(tau);
  }

  /**
   * Returns the difference of the restricted means.
   *
   * @param x the first sample
   * @param y the second sample
   * @return Δ
   * @throws IllegalArgumentException if a sample is empty or its curve is not known up to τ
   */
  public double statistic(TimeToEventTable x, TimeToEventTable y) {
    Levels.requireBoth(x, y);
    return RestrictedMeanSurvival.difference(mean(x), mean(y)).mean();
  }

  private RestrictedMeanSurvival mean(TimeToEventTable table) {
    return RestrictedMeanSurvival.of(table, tau);
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty or its curve is not known up to τ, or if
   *     the means differ and one of them has no variance
   */
  public Result test(TimeToEventTable x, TimeToEventTable y) {
    Levels.requireBoth(x, y);
    RestrictedMeanSurvival first = mean(x);
    RestrictedMeanSurvival second = mean(y);
    RestrictedMeanSurvival difference = RestrictedMeanSurvival.difference(first, second);
    if (difference.mean() != 0 && !(first.hasVariance() && second.hasVariance())) {
      throw new IllegalArgumentException(
          "the difference "
              + difference.mean()
              + " of the restricted means up to "
              + tau
              + " has no variance: all rows of a sample end alike; use LogRankTest");
    }
    double z = difference.mean() == 0 ? 0 : difference.z();
    return new Result(difference.mean(), Tail.twoSidedNormal(z), z, difference.variance(), tau);
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic Δ, how much longer events of the second sample take, in the unit of the ages
   * @param logPValue ln p, two-sided
   * @param z Δ in standard deviations
   * @param variance the variance of Δ
   * @param tau the age up to which time counts
   */
  public record Result(double statistic, double logPValue, double z, double variance, long tau)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic Δ, how much longer events of the second sample take, in the unit of the ages
     * @param logPValue ln p, two-sided
     * @param z Δ in standard deviations
     * @param variance the variance of Δ
     * @param tau the age up to which time counts
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Returns the normal interval of the difference.
     *
     * @param level the confidence level, in (0, 1)
     * @return Δ ± z √Var Δ; all that there can be, from −τ to τ, where there is no variance
     */
    public Interval interval(double level) {
      double margin = variance > 0 ? Tail.normalQuantile(level) * StrictMath.sqrt(variance) : tau;
      return new Interval(statistic - margin, statistic + margin, level);
    }
  }
}

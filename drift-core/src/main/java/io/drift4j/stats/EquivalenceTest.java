package io.drift4j.stats;

/**
 * Whether two proportions differ by less than a margin: two one-sided score tests (Schuirmann,
 * 1987; Farrington and Manning, 1990). A small p says that there is no material difference, which a
 * large p of another test does not.
 *
 * <p>With d = y/m − x/n, and z(δ) the score statistic of a difference of δ, whose variance is that
 * of the likeliest proportions with that difference times N / (N − 1), as in {@link
 * MiettinenNurminenInterval}:
 *
 * <pre>
 *   z₁ = z(−margin)   against the second proportion being lower by the margin or more
 *   z₂ = −z(margin)   against it being higher by the margin or more
 *   statistic = min(z₁, z₂),   p = P(Z &gt; statistic)
 * </pre>
 *
 * <p>p is at most α just where the Miettinen-Nurminen interval at the level 1 − 2α lies within
 * ±margin. Where the observed difference is beyond the margin, the statistic is negative and p
 * above ½. Assumes independent observations; good from about 20 observations a side on.
 *
 * <p>Its size where the difference is the margin, enumerated for 10 to 240 observations a side: at
 * 0.05 it is at most 0.056 where five events and five others are expected in both samples, and up
 * to 0.069 where one proportion is near 0 or 1; it is above 0.05 for one in five of the proportions
 * with a margin of 0.2, one in a hundred with 0.1 or less, where so few observations seldom
 * suffice.
 *
 * <p>Reference: Farrington and Manning (1990), Statistics in Medicine 9, 1447–1454. Immutable and
 * thread-safe.
 */
public final class EquivalenceTest {

  private final double margin;

  private EquivalenceTest(double margin) {
    this.margin = margin;
  }

  /**
   * Returns the test with a margin, for which there is no default.
   *
   * @param margin the smallest difference of the proportions that matters, in (0, 1)
   * @return the test
   * @throws IllegalArgumentException if the margin is not in (0, 1)
   */
  public static EquivalenceTest withMargin(double margin) {
    if (!(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException("margin must be in (0, 1), not " + margin);
    }
    return new EquivalenceTest(margin);
  }

  /**
   * Returns the smaller one of both one-sided statistics.
   *
   * @param data both samples
   * @return min(z₁, z₂)
   */
  public double statistic(TwoProportions data) {
    return test(data).statistic();
  }

  /**
   * Tests two samples of zeros and ones.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty or has other values
   */
  public Result test(FrequencyTable x, FrequencyTable y) {
    return test(TwoProportions.of(x, y));
  }

  /**
   * Tests two samples.
   *
   * @param data both samples
   * @return the result
   */
  public Result test(TwoProportions data) {
    RestrictedDifference restricted = new RestrictedDifference(data);
    double above = restricted.z(-margin);
    double below = -restricted.z(margin);
    double statistic = Math.min(above, below);
    return new Result(statistic, Tail.normal(statistic), data.difference(), margin, above, below);
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic the smaller one of both one-sided statistics
   * @param logPValue ln p
   * @param difference y/m − x/n
   * @param margin the smallest difference that matters
   * @param aboveLowerMargin z₁, large where the difference is clearly above −margin
   * @param belowUpperMargin z₂, large where it is clearly below the margin
   */
  public record Result(
      double statistic,
      double logPValue,
      double difference,
      double margin,
      double aboveLowerMargin,
      double belowUpperMargin)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic the smaller one of both one-sided statistics
     * @param logPValue ln p
     * @param difference y/m − x/n
     * @param margin the smallest difference that matters
     * @param aboveLowerMargin z₁, large where the difference is clearly above −margin
     * @param belowUpperMargin z₂, large where it is clearly below the margin
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }
  }
}

package io.drift4j.stats;

/**
 * Whether two proportions are equal, exactly, given how many events both samples have together: the
 * test of Fisher (1935) of a 2×2 table, two-sided.
 *
 * <p>With x of n and y of m, K = x + y events in N = n + m observations, the number of events of
 * the first sample is hypergeometric where the proportions are equal:
 *
 * <pre>
 *   P(k) = C(n, k) C(m, K − k) / C(N, K),   max(0, K − m) ≤ k ≤ min(n, K)
 *   p = Σ P(k) over all k with P(k) ≤ P(x)
 *   mid-p = Σ P(k) over P(k) &lt; P(x), and half of the P(k) = P(x)
 * </pre>
 *
 * <p><b>Which tables are extreme.</b> Those that are not more probable than the observed one; that
 * is decided exactly, where needed by integers, and not by a relative slack as in R (1e-7) or scipy
 * (1e-14). Tables that are equally probable are always both in.
 *
 * <p>The statistic is the odds ratio of the sample, y (n − x) / (x (m − y)), second against first:
 * 1 where it is 0/0, which is where no observation or every one is an event; infinite where only
 * the divisor is 0.
 *
 * <p>The test is conservative: its size is at most the level, for small samples far below. The
 * mid-p (Lancaster, 1961) is nearer to it: at 0.05 its size was at most 0.058 in all that were
 * enumerated. Assumes independent observations. ln p is right to a relative 1e-13 where p is a
 * double, and in ln p beyond. Takes time in proportion to the standard deviation of k: microseconds
 * to some milliseconds. For totals up to {@value #LARGEST_TOTAL} observations; above, {@link
 * PearsonTest}, which for such totals is as good unless events are few.
 *
 * <p>Reference: Agresti, Categorical Data Analysis, 3rd edition, section 3.5. Immutable and
 * thread-safe.
 */
public final class FisherExactTest {

  /** The largest n + m. */
  public static final long LARGEST_TOTAL = GivenMargins.LARGEST;

  private static final FisherExactTest DEFAULT = new FisherExactTest(false);

  private final boolean midP;

  private FisherExactTest(boolean midP) {
    this.midP = midP;
  }

  /**
   * Returns the test with the full p.
   *
   * @return the test
   */
  public static FisherExactTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with the mid-p or the full p.
   *
   * @param midP whether tables as probable as the observed one count half
   * @return a changed copy
   */
  public FisherExactTest withMidP(boolean midP) {
    return new FisherExactTest(midP);
  }

  /**
   * Returns the odds ratio of the sample.
   *
   * @param data both samples
   * @return y (n − x) / (x (m − y)), from 0 to infinity
   */
  public double statistic(TwoProportions data) {
    return OddsRatio.of(data);
  }

  /**
   * Tests two samples of zeros and ones.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty or has other values, or the total exceeds
   *     {@value #LARGEST_TOTAL}
   */
  public Result test(FrequencyTable x, FrequencyTable y) {
    return test(TwoProportions.of(x, y));
  }

  /**
   * Tests two samples.
   *
   * @param data both samples
   * @return the result
   * @throws IllegalArgumentException if the total exceeds {@value #LARGEST_TOTAL}
   */
  public Result test(TwoProportions data) {
    if (data.total() > LARGEST_TOTAL) {
      throw new IllegalArgumentException(
          "Fisher's exact test is for totals up to %d observations, not %d; use PearsonTest"
              .formatted(LARGEST_TOTAL, data.total()));
    }
    double logP = new GivenMargins(data).logPValue(midP ? 0.5 : 1);
    return new Result(statistic(data), logP, midP);
  }

  /**
   * The result.
   *
   * @param statistic the odds ratio of the sample, second against first
   * @param logPValue ln p, two-sided
   * @param midP whether p is the mid-p
   */
  public record Result(double statistic, double logPValue, boolean midP) implements TestResult {}
}

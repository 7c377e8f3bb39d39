package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Whether two proportions are equal: the chi-square test of Pearson (1900) of a 2×2 table,
 * two-sided, which is the square of the score test of two proportions.
 *
 * <p>With x of n and y of m, K = x + y events in N = n + m observations,
 *
 * <pre>
 *   {@link Variant#PLAIN}      X² = N (n y − m x)² / (n m K (N − K))
 *   {@link Variant#YATES}      X² = N max(0, |n y − m x| − N/2)² / (n m K (N − K))    (Yates, 1934)
 *   {@link Variant#N_MINUS_1}  X² = (N − 1) (n y − m x)² / (n m K (N − K))          (E. Pearson, 1947)
 * </pre>
 *
 * <p>X² is a ratio of exact integers for any totals, rounded once; p is the upper tail of
 * chi-square with one degree of freedom. Where no observation or every one is an event, X² is 0 and
 * p is 1.
 *
 * <p>Assumes independent observations. The plain and the N − 1 test are good where every expected
 * count is at least 5, which the result says (N − 1: where each is at least 1; Campbell, 2007); at
 * levels far below 0.05, or below that, {@link FisherExactTest}. Yates' correction makes it
 * conservative, like Fisher's test; it is for comparing with older reports.
 *
 * <p>Enumerated for 10 to 240 observations a side: at 0.05 the size of the plain and of the N − 1
 * test is 0.042 to 0.057 where every expected count is at least 5, at most 0.057 where each is at
 * least 1, and up to 0.092 below that in samples of unequal size; at 0.001 it is at most 0.0014.
 * With Yates' correction it is at most 0.043.
 *
 * <p>Reference: Agresti, Categorical Data Analysis, 3rd edition, section 3.2. Immutable and
 * thread-safe.
 */
public final class PearsonTest {

  private static final PearsonTest DEFAULT = new PearsonTest(Variant.PLAIN);

  private final Variant variant;

  private PearsonTest(Variant variant) {
    this.variant = variant;
  }

  /** What the statistic is. */
  public enum Variant {
    /** As Pearson wrote it. */
    PLAIN,
    /** With a correction for continuity. */
    YATES,
    /** With the variance of the hypergeometric distribution. */
    N_MINUS_1
  }

  /**
   * Returns the plain test.
   *
   * @return the test
   */
  public static PearsonTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another statistic.
   *
   * @param variant the statistic
   * @return a changed copy
   */
  public PearsonTest with(Variant variant) {
    return new PearsonTest(Objects.requireNonNull(variant, "variant"));
  }

  /**
   * Returns X².
   *
   * @param data both samples
   * @return X², from 0 to N
   */
  public double statistic(TwoProportions data) {
    BigInteger total = BigInteger.valueOf(data.total());
    BigInteger distance = data.cross().abs().shiftLeft(1);
    if (variant == Variant.YATES) {
      distance = distance.subtract(total).max(BigInteger.ZERO);
    }
    BigInteger factor = variant == Variant.N_MINUS_1 ? total.subtract(BigInteger.ONE) : total;
    BigInteger margins = product(data.n(), data.m()).multiply(product(events(data), others(data)));
    return margins.signum() == 0
        ? 0
        : Quotient.of(factor.multiply(distance.pow(2)), margins.shiftLeft(2));
  }

  private static long events(TwoProportions data) {
    return data.x() + data.y();
  }

  private static long others(TwoProportions data) {
    return data.total() - events(data);
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
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
    double statistic = statistic(data);
    return new Result(
        statistic, Tail.twoSidedNormal(StrictMath.sqrt(statistic)), expected(data), variant);
  }

  /** Of x, n − x, y, m − y. */
  private static List<Double> expected(TwoProportions data) {
    BigInteger total = BigInteger.valueOf(data.total());
    return List.of(
        Quotient.of(product(data.n(), events(data)), total),
        Quotient.of(product(data.n(), others(data)), total),
        Quotient.of(product(data.m(), events(data)), total),
        Quotient.of(product(data.m(), others(data)), total));
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic X²
   * @param logPValue ln p
   * @param expected the counts that equal proportions would have: of x, n − x, y and m − y
   * @param variant what the statistic is
   */
  public record Result(double statistic, double logPValue, List<Double> expected, Variant variant)
      implements TestResult {

    /**
     * Creates a result.
     *
     * @param statistic X²
     * @param logPValue ln p
     * @param expected the counts that equal proportions would have: of x, n − x, y and m − y
     * @param variant what the statistic is
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
      expected = List.copyOf(expected);
    }

    /**
     * Returns the smallest expected count, by which the test is good or not.
     *
     * @return the smallest of the four
     */
    public double smallestExpected() {
      return Collections.min(expected);
    }
  }
}

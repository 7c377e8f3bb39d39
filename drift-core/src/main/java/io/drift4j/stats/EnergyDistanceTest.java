package io.drift4j.stats;

import java.math.BigInteger;

/**
 * Whether two samples come from one distribution, by the energy distance of Székely (2002), which
 * in one dimension is the Cramér distance of the distribution functions.
 *
 * <p>With X, X' independent and distributed as the first sample, Y, Y' as the second, and their
 * empirical distribution functions F and G,
 *
 * <pre>
 *   E = √(2 E|X − Y| − E|X − X'| − E|Y − Y'|) = √(2 ∫ (F(v) − G(v))² dv),
 * </pre>
 *
 * in the square root of the values' unit. E² is a ratio of exact integers, for any totals and
 * values that a table can hold; it is rounded once, and then its root.
 *
 * <p><b>p-value.</b> The share of random ways to share out the observed values between the samples
 * that give a statistic at least as large, (b + 1) / (B + 1), where B are the draws and b those at
 * least as extreme. Valid for every sample size and any ties; never below 1 / (B + 1). The draws
 * are seeded by the tables' contents. Up to 10⁹ observations; takes up to B · (distinct values) ·
 * 0.4 µs, 4 s for 1,000 distinct values, and a quarter of that up to 10⁵ observations.
 *
 * <p>Assumes independent observations. Where all values are equal, E is 0 and p is 1. Reference:
 * Székely and Rizzo, Energy statistics (2013).
 *
 * <p>Immutable and thread-safe.
 */
public final class EnergyDistanceTest {

  private static final EnergyDistanceTest DEFAULT = new EnergyDistanceTest(Columns.DEFAULT_DRAWS);

  private final int draws;

  private EnergyDistanceTest(int draws) {
    this.draws = draws;
  }

  /**
   * Returns the test with 9,999 draws.
   *
   * @return the test
   */
  public static EnergyDistanceTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another number of draws.
   *
   * @param draws B, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if the number is below 1
   */
  public EnergyDistanceTest withDraws(int draws) {
    return new EnergyDistanceTest(Columns.requireDraws(draws));
  }

  /**
   * Returns the energy distance.
   *
   * @param x the first sample
   * @param y the second sample
   * @return E, in the square root of the unit of the values
   * @throws IllegalArgumentException if a sample is empty
   */
  public double statistic(FrequencyTable x, FrequencyTable y) {
    return statistic(Columns.of(x, y));
  }

  private static double statistic(Columns columns) {
    BigInteger squares = columns.weightedSquares(columns.gaps());
    return StrictMath.sqrt(Quotient.of(squares.shiftLeft(1), columns.pairs().pow(2)));
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty, or both have more than 10⁹ observations
   */
  public Result test(FrequencyTable x, FrequencyTable y) {
    Columns columns = Columns.of(x, y);
    double[] weights = Columns.toDoubles(columns.gaps());
    double logP = columns.logPValue(columns.drawnSquares(weights), draws);
    return new Result(statistic(columns), logP, draws);
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic E, in the square root of the unit of the values
   * @param logPValue ln p, by permutation
   * @param draws B, the number of tables drawn
   */
  public record Result(double statistic, double logPValue, int draws) implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic E, in the square root of the unit of the values
     * @param logPValue ln p, by permutation
     * @param draws B, the number of tables drawn
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    @Override
    public double logFloor() {
      return Columns.logFloor(draws);
    }
  }
}

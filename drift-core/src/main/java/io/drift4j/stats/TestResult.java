package io.drift4j.stats;

/**
 * What a test of significance found. Results are values: the same tables give the same bits. They
 * are made by the tests, and read; they may get more components, and refuse what no test finds.
 *
 * <p>A p-value is never 0, never above 1 and never NaN: {@link #logPValue()} goes on where a {@code
 * double} underflows.
 *
 * <p>In all classes {@code alpha} is the probability of a false alarm that is accepted (0.05),
 * {@code level} that with which an interval covers (0.95), and {@code rate} that of false ones
 * among what is reported. z and differences are of the second sample less the first: positive where
 * its values, events or hazards are the larger ones.
 */
public interface TestResult {

  /**
   * Returns the statistic that the test is named after; its class says which, and its unit.
   *
   * @return the statistic
   */
  double statistic();

  /**
   * Returns the natural logarithm of the p-value.
   *
   * @return ln p, finite and not above 0
   */
  double logPValue();

  /**
   * Returns the p-value: how often chance alone gives what was observed, or more.
   *
   * @return p, from {@link Double#MIN_VALUE} to 1
   */
  default double pValue() {
    return Math.max(Double.MIN_VALUE, StrictMath.exp(logPValue()));
  }

  /**
   * Returns the logarithm of the smallest p-value that the test could have found, whatever the
   * data.
   *
   * @return −ln(B + 1) if p is by Monte Carlo with B draws, else minus infinity
   */
  default double logFloor() {
    return Double.NEGATIVE_INFINITY;
  }

  /**
   * Says whether the test could be the only one of a family that finds something. By Monte Carlo
   * with 9,999 draws p is at least 1e-4, which is never found alone among more than 500 hypotheses
   * at 0.05: {@link Adjustment#draws} says how many draws are needed.
   *
   * @param adjustment how the family is adjusted
   * @param hypotheses how many it has, at least 1
   * @param rate the rate of errors that is accepted, such as 0.05, in (0, 1)
   * @return whether the smallest p-value that it could have found would be rejected
   * @throws IllegalArgumentException if a number is out of its range
   */
  default boolean isFineEnoughFor(Adjustment adjustment, int hypotheses, double rate) {
    return logFloor() + StrictMath.log(adjustment.factor(hypotheses))
        <= StrictMath.log(Levels.requireRate(rate));
  }

  /**
   * Says whether chance alone is refused as the explanation.
   *
   * @param alpha the probability of a false alarm that is accepted, such as 0.05, in (0, 0.5]
   * @return whether p is not above alpha
   * @throws IllegalArgumentException if alpha is out of its range
   */
  default boolean isSignificantAt(double alpha) {
    return logPValue() <= StrictMath.log(Levels.requireAlpha(alpha));
  }
}

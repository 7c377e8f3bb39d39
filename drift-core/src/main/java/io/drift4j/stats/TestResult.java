package io.drift4j.stats;

/**
 * What a test of significance found. Results are values: the same tables give the same bits.
 *
 * <p>A p-value is never 0, never above 1 and never NaN: {@link #logPValue()} goes on where a {@code
 * double} underflows.
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
   * Says whether chance alone is refused as the explanation.
   *
   * @param level the significance level, in (0, 1)
   * @return whether p is not above the level
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  default boolean isSignificantAt(double level) {
    return logPValue() <= StrictMath.log(Levels.requireLevel(level));
  }
}

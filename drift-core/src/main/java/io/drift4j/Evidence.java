package io.drift4j;

/**
 * What speaks against chance.
 *
 * @param pValue the p-value of the test, in [0, 1]
 * @param adjustedPValue the p-value adjusted for the whole family of comparisons, in [0, 1]
 * @param intervalLow lower limit of the confidence interval of the change
 * @param intervalHigh upper limit of the confidence interval of the change
 */
public record Evidence(
    double pValue, double adjustedPValue, double intervalLow, double intervalHigh) {

  /**
   * Checks that both p-values are probabilities and the limits in order.
   *
   * @param pValue the p-value of the test, in [0, 1]
   * @param adjustedPValue the p-value adjusted for the whole family of comparisons, in [0, 1]
   * @param intervalLow lower limit of the confidence interval of the change
   * @param intervalHigh upper limit of the confidence interval of the change
   * @throws IllegalArgumentException if one is not, or a limit is not finite
   */
  public Evidence {
    Difference.require("p-value", "in [0, 1]", pValue >= 0 && pValue <= 1, pValue);
    Difference.require(
        "adjusted p-value",
        "in [0, 1]",
        adjustedPValue >= 0 && adjustedPValue <= 1,
        adjustedPValue);
    Difference.require(
        "interval",
        "from a lower to a higher finite limit",
        intervalLow <= intervalHigh && Double.isFinite(intervalHigh - intervalLow),
        "[" + intervalLow + ", " + intervalHigh + "]");
  }
}

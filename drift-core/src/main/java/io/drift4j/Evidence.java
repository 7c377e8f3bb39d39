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
    double pValue, double adjustedPValue, double intervalLow, double intervalHigh) {}

package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of a comparison.
 *
 * @param view how the metric was looked at; a metric may have several views in one run
 * @param baselineValue the metric's value in the baseline window
 * @param currentValue its value in the current window
 * @param baselineSize the number of observations in the baseline window
 * @param currentSize the number of observations in the current window
 * @param severity how grave the change is, in [0, 1]
 * @param volumeScore how much data there was, in [0, 1]; it says nothing about chance
 * @param evidence what speaks against chance, {@code null} if the policy does not test
 */
public record Difference(
    String view,
    double baselineValue,
    double currentValue,
    long baselineSize,
    long currentSize,
    double severity,
    double volumeScore,
    @Nullable Evidence evidence) {

  /**
   * Returns the change.
   *
   * @return current value minus baseline value
   */
  public double delta() {
    return currentValue - baselineValue;
  }
}

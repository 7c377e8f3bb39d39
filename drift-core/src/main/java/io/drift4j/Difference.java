package io.drift4j;

import java.util.Locale;
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
   * Checks that every number is one, and where it belongs.
   *
   * @param view how the metric was looked at; a metric may have several views in one run
   * @param baselineValue the metric's value in the baseline window
   * @param currentValue its value in the current window
   * @param baselineSize the number of observations in the baseline window
   * @param currentSize the number of observations in the current window
   * @param severity how grave the change is, in [0, 1]
   * @param volumeScore how much data there was, in [0, 1]; it says nothing about chance
   * @param evidence what speaks against chance, {@code null} if the policy does not test
   * @throws IllegalArgumentException if a value is not finite, a size is negative, severity or
   *     volume score are outside [0, 1], or the view is not a name
   */
  public Difference {
    Names.require("view", view);
    require("baseline value", "a finite number", Double.isFinite(baselineValue), baselineValue);
    require("current value", "a finite number", Double.isFinite(currentValue), currentValue);
    require("baseline size", "0 or more", baselineSize >= 0, baselineSize);
    require("current size", "0 or more", currentSize >= 0, currentSize);
    require("severity", "in [0, 1]", severity >= 0 && severity <= 1, severity);
    require("volume score", "in [0, 1]", volumeScore >= 0 && volumeScore <= 1, volumeScore);
  }

  static void require(String what, String rule, boolean kept, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be %s, not %s", what, rule, value));
    }
  }

  /**
   * Returns the change.
   *
   * @return current value minus baseline value
   */
  public double delta() {
    return currentValue - baselineValue;
  }
}

package io.drift4j.stats;

/**
 * A confidence interval of an effect. Limits may be infinite, never NaN.
 *
 * @param low the lower limit
 * @param high the upper limit, not below the lower
 * @param level the confidence level, such as 0.95
 */
public record Interval(double low, double high, double level) {

  /**
   * Creates an interval.
   *
   * @param low the lower limit
   * @param high the upper limit
   * @param level the confidence level, in (0, 1)
   * @throws IllegalArgumentException if the limits are NaN or in the wrong order, or the level is
   *     not in (0, 1)
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("limits out of order: " + low + ", " + high);
    }
    Levels.requireLevel(level);
  }

  /**
   * Says whether a value is one of those that the data do not refuse.
   *
   * @param value the value
   * @return whether it is within the limits, which belong to the interval
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /**
   * Says whether all values of the interval are small: what a claim of "no material difference"
   * needs.
   *
   * @param margin the largest difference that is immaterial
   * @return whether the interval lies within ±margin
   */
  public boolean isWithin(double margin) {
    return -margin <= low && high <= margin;
  }
}

package io.drift4j;

/**
 * How large a change must be to matter: by an absolute amount, or by a share of a positive
 * baseline. Reaching either is enough.
 *
 * @param absolute the least absolute change, in the unit of the metric
 * @param relative the least change as a share of the baseline value
 */
public record Threshold(double absolute, double relative) {

  /**
   * Checks the limits.
   *
   * @param absolute the least absolute change, in the unit of the metric
   * @param relative the least change as a share of the baseline value
   * @throws IllegalArgumentException if one is not a positive number
   */
  public Threshold {
    requirePositive("absolute", absolute);
    requirePositive("relative", relative);
  }

  /**
   * Says whether a change matters. The comparison is made on doubles, in the order {@code |d| ≥
   * absolute or (b > 0 and |d / b| ≥ relative)} with {@code d = current − baseline}.
   *
   * @param baseline the value in the baseline window
   * @param current the value in the current window
   * @return whether the change reaches a limit
   */
  public boolean isReached(double baseline, double current) {
    double delta = current - baseline;
    return Math.abs(delta) >= absolute || (baseline > 0 && Math.abs(delta / baseline) >= relative);
  }

  /** The smallest change from a baseline that reaches a limit, which may be infinite. */
  double least(double baseline) {
    return baseline > 0 ? Math.min(absolute, relative * baseline) : absolute;
  }

  private static void requirePositive(String name, double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException(name + " threshold must be positive, not " + limit);
    }
  }
}

package io.drift4j;

/** Whether a rise of a metric is bad news. */
public enum Direction {
  /** More is worse, as with denials and days. */
  UP_IS_WORSE,
  /** Less is worse, as with payments. */
  DOWN_IS_WORSE,
  /** Neither is worse. */
  NEUTRAL;

  /**
   * Says what a change means.
   *
   * @param delta current minus baseline
   * @return the trend
   */
  public Trend trend(double delta) {
    if (this == NEUTRAL || delta == 0) {
      return Trend.CHANGED;
    }
    return delta > 0 == (this == UP_IS_WORSE) ? Trend.DEGRADING : Trend.IMPROVING;
  }
}

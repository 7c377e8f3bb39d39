package io.drift4j;

/** What a change means for whoever reads the metric. */
public enum Trend {
  /** It got worse. */
  DEGRADING,
  /** It got better. */
  IMPROVING,
  /** It changed, and neither direction is worse. */
  CHANGED
}

package io.drift4j;

/**
 * When a change of a {@link Metric} is an event of {@link DriftPolicy#thresholds()}, and how grave
 * it is: whatever a system decides without regard to how much was looked at.
 *
 * <p>Such a rule judges each metric of each segment by itself. It is part of a metric's version:
 * whoever changes what a rule decides changes its id or the version of the metric.
 */
public interface ThresholdRule {

  /**
   * Returns the name that identifies the rule, with everything that is set of it.
   *
   * @return the name, such as {@code threshold}
   */
  String id();

  /**
   * Judges what was seen of a metric of a segment.
   *
   * @param examination what was seen, through {@link Metric#lens()}
   * @param minimumVolume how many observations each window must hold, as the policy says
   * @return the verdict on it
   */
  Verdict judge(Examination examination, int minimumVolume);

  /**
   * Returns the rule of every metric that has no other: an event is a change that reaches the
   * metric's {@link Threshold}, from the minimum volume on.
   *
   * @return the rule {@code threshold}
   */
  static ThresholdRule standard() {
    return new ReachedThreshold();
  }
}

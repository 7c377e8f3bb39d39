package io.drift4j;

/**
 * The properties of a {@link DriftEvent} by the names that JavaBeans have, for serialisers and
 * templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
public interface EventProperties {

  /**
   * Returns what {@link DriftEvent#eventId()} does.
   *
   * @return the same
   */
  String eventId();

  /**
   * Returns what {@link DriftEvent#run()} does.
   *
   * @return the same
   */
  Run run();

  /**
   * Returns what {@link DriftEvent#metricId()} does.
   *
   * @return the same
   */
  String metricId();

  /**
   * Returns what {@link DriftEvent#metricVersion()} does.
   *
   * @return the same
   */
  int metricVersion();

  /**
   * Returns what {@link DriftEvent#driftType()} does.
   *
   * @return the same
   */
  String driftType();

  /**
   * Returns what {@link DriftEvent#unit()} does.
   *
   * @return the same
   */
  String unit();

  /**
   * Returns what {@link DriftEvent#segment()} does.
   *
   * @return the same
   */
  Segment segment();

  /**
   * Returns what {@link DriftEvent#windows()} does.
   *
   * @return the same
   */
  WindowPair windows();

  /**
   * Returns what {@link DriftEvent#trend()} does.
   *
   * @return the same
   */
  Trend trend();

  /**
   * Returns what {@link DriftEvent#evidence()} does.
   *
   * @return the same
   */
  Evidence evidence();

  /**
   * Returns what {@link DriftEvent#assessment()} does.
   *
   * @return the same
   */
  Assessment assessment();

  /**
   * Returns what {@link DriftEvent#headline()} does.
   *
   * @return the same
   */
  String headline();

  /**
   * Returns what {@code eventId()} does.
   *
   * @return the same
   */
  default String getEventId() {
    return eventId();
  }

  /**
   * Returns what {@code run()} does.
   *
   * @return the same
   */
  default Run getRun() {
    return run();
  }

  /**
   * Returns what {@code metricId()} does.
   *
   * @return the same
   */
  default String getMetricId() {
    return metricId();
  }

  /**
   * Returns what {@code metricVersion()} does.
   *
   * @return the same
   */
  default int getMetricVersion() {
    return metricVersion();
  }

  /**
   * Returns what {@code driftType()} does.
   *
   * @return the same
   */
  default String getDriftType() {
    return driftType();
  }

  /**
   * Returns what {@code unit()} does.
   *
   * @return the same
   */
  default String getUnit() {
    return unit();
  }

  /**
   * Returns what {@code segment()} does.
   *
   * @return the same
   */
  default Segment getSegment() {
    return segment();
  }

  /**
   * Returns what {@code windows()} does.
   *
   * @return the same
   */
  default WindowPair getWindows() {
    return windows();
  }

  /**
   * Returns what {@code trend()} does.
   *
   * @return the same
   */
  default Trend getTrend() {
    return trend();
  }

  /**
   * Returns what {@code evidence()} does.
   *
   * @return the same
   */
  default Evidence getEvidence() {
    return evidence();
  }

  /**
   * Returns what {@code assessment()} does.
   *
   * @return the same
   */
  default Assessment getAssessment() {
    return assessment();
  }

  /**
   * Returns what {@code headline()} does.
   *
   * @return the same
   */
  default String getHeadline() {
    return headline();
  }
}

package io.drift4j;

/**
 * The properties of a {@link DriftEvent} by the names that JavaBeans have, for serialisers and
 * templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
interface EventProperties {

  String eventId();

  Run run();

  String metricId();

  int metricVersion();

  String driftType();

  String unit();

  Segment segment();

  WindowPair windows();

  Trend trend();

  Evidence evidence();

  Assessment assessment();

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

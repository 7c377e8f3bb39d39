package io.drift4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a {@link Verdict}, those of the {@link RecordedVerdict} that it is kept as, by
 * the names that JavaBeans have, for serialisers and templates, which look for those; whoever
 * writes Java calls the accessors. What is absent is {@code null}.
 */
public interface VerdictProperties {

  /**
   * Returns what {@link Verdict#recorded()} does.
   *
   * @return the same
   */
  RecordedVerdict recorded();

  /**
   * Returns what {@link RecordedVerdict#metricId} does.
   *
   * @return the same
   */
  default String getMetricId() {
    return recorded().metricId();
  }

  /**
   * Returns what {@link RecordedVerdict#metricVersion} does.
   *
   * @return the same
   */
  default int getMetricVersion() {
    return recorded().metricVersion();
  }

  /**
   * Returns what {@link RecordedVerdict#driftType} does.
   *
   * @return the same
   */
  default String getDriftType() {
    return recorded().driftType();
  }

  /**
   * Returns what {@link RecordedVerdict#unit} does.
   *
   * @return the same
   */
  default String getUnit() {
    return recorded().unit();
  }

  /**
   * Returns what {@link RecordedVerdict#segment} does.
   *
   * @return the same
   */
  default Segment getSegment() {
    return recorded().segment();
  }

  /**
   * Returns what {@link RecordedVerdict#decision} does.
   *
   * @return the same
   */
  default Decision getDecision() {
    return recorded().decision();
  }

  /**
   * Returns what {@link RecordedVerdict#reason} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable String getReason() {
    return recorded().reason();
  }

  /**
   * Returns what {@link RecordedVerdict#evidence} does.
   *
   * @return the same
   */
  default List<Evidence> getEvidence() {
    return recorded().evidence();
  }

  /**
   * Returns what {@link RecordedVerdict#leading} does.
   *
   * @return the same
   */
  default String getLeading() {
    return recorded().leading();
  }

  /**
   * Returns what {@link RecordedVerdict#assessment} does.
   *
   * @return the same
   */
  default Assessment getAssessment() {
    return recorded().assessment();
  }
}

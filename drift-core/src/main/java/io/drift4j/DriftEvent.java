package io.drift4j;

import java.util.Comparator;

/**
 * A metric of a segment that drifted: what moved, by how much, and how sure that is.
 *
 * <p>There is at most one of a metric and segment in a run. Events sort by reference day, run,
 * segment, label and metric.
 *
 * @param eventId the identity of the event, see {@link Run#eventId}
 * @param run the run that found it
 * @param metricId the metric
 * @param metricVersion its version
 * @param driftType the metric's label in reports
 * @param segment the segment
 * @param windows what was compared with what
 * @param trend whether that is good or bad news
 * @param difference what was measured
 */
public record DriftEvent(
    String eventId,
    Run run,
    String metricId,
    int metricVersion,
    String driftType,
    Segment segment,
    WindowPair windows,
    Trend trend,
    Difference difference)
    implements Comparable<DriftEvent> {

  private static final Comparator<DriftEvent> ORDER =
      Comparator.comparing((DriftEvent event) -> event.run().asOf())
          .thenComparing(event -> event.run().runId())
          .thenComparing(DriftEvent::segment)
          .thenComparing(DriftEvent::driftType)
          .thenComparing(DriftEvent::metricId);

  static DriftEvent of(Run run, Comparison comparison, Difference difference) {
    Metric metric = comparison.metric();
    return new DriftEvent(
        run.eventId(metric, comparison.segment()),
        run,
        metric.id(),
        metric.version(),
        metric.driftType(),
        comparison.segment(),
        comparison.windows(),
        metric.direction().trend(difference.delta()),
        difference);
  }

  @Override
  public int compareTo(DriftEvent other) {
    return ORDER.compare(this, other);
  }
}

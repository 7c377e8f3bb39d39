package io.drift4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as it is kept: what a policy said of a metric of a segment, why, and all that was seen.
 * It is read, not built; it may get more components.
 *
 * @param metricId the metric
 * @param metricVersion its version
 * @param driftType its label in reports
 * @param unit the unit of the values
 * @param segment the segment
 * @param decision what was decided
 * @param reason why nothing was judged, {@code null} unless the decision is {@link
 *     Decision#SKIPPED}
 * @param evidence what was seen, in the order of the views, at least one
 * @param leading the name of the view that the decision rests on
 * @param assessment how grave the change is, and how sure
 */
public record RecordedVerdict(
    String metricId,
    int metricVersion,
    String driftType,
    String unit,
    Segment segment,
    Decision decision,
    @Nullable String reason,
    List<Evidence> evidence,
    String leading,
    Assessment assessment) {

  /**
   * Checks that the leading view is one of those that were looked through.
   *
   * @param metricId the metric
   * @param metricVersion its version
   * @param driftType its label in reports
   * @param unit the unit of the values
   * @param segment the segment
   * @param decision what was decided
   * @param reason why nothing was judged, or {@code null}
   * @param evidence what was seen, in the order of the views, at least one
   * @param leading the name of the view that the decision rests on
   * @param assessment how grave the change is, and how sure
   * @throws IllegalArgumentException if it is not
   */
  public RecordedVerdict {
    evidence = List.copyOf(evidence);
    if (evidence.stream().noneMatch(seen -> seen.view().equals(leading))) {
      throw new IllegalArgumentException("the leading view " + leading + " is none of " + evidence);
    }
  }

  /**
   * Returns what was seen through the leading view.
   *
   * @return the evidence that the decision rests on
   */
  public Evidence leadingEvidence() {
    return evidence.stream().filter(seen -> seen.view().equals(leading)).findFirst().orElseThrow();
  }

  /**
   * Returns the verdict in one line, such as {@code Aetna / SURG: denial rate by day 30 9.8 -> 19.6
   * % (+6 to +14 points)}. The interval is the one that allows for selection where there is one.
   *
   * @return the line
   */
  public String headline() {
    return Explanation.headline(this);
  }

  /**
   * Explains in one paragraph why the metric of the segment was or was not flagged.
   *
   * @return the paragraph
   */
  public String explain() {
    return Explanation.of(this);
  }
}

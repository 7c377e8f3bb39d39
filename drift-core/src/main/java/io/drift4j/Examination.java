package io.drift4j;

import java.util.List;

/**
 * What was seen of a metric of a segment, through every view of the policy.
 *
 * @param metric the metric
 * @param segment the segment
 * @param evidence what was seen, in the order of the views, at least one
 */
public record Examination(Metric metric, Segment segment, List<Evidence> evidence) {

  /**
   * Copies the evidence.
   *
   * @param metric the metric
   * @param segment the segment
   * @param evidence what was seen, in the order of the views, at least one
   * @throws IllegalArgumentException if there is none
   */
  public Examination {
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException(
          metric + " of " + segment + " was looked at through no view");
    }
  }

  /**
   * Returns what was seen through the first view.
   *
   * @return the first evidence
   */
  public Evidence first() {
    return evidence.get(0);
  }

  /** Returns metric, segment and windows. */
  @Override
  public String toString() {
    String whose = segment.dimensions().isEmpty() ? "all records" : segment.toString();
    return metric + " of " + whose + " over " + first().windows();
  }
}

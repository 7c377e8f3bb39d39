package io.drift4j;

/**
 * What is looked at: a metric of a segment in two windows.
 *
 * @param metric the metric
 * @param segment the segment
 * @param view which windows are compared, and how
 * @param baseline its records in the baseline window
 * @param current its records in the current window
 */
public record Comparison(
    Metric metric, Segment segment, View view, Sample baseline, Sample current) {

  /**
   * Returns what is compared with what.
   *
   * @return the windows of the samples
   */
  public WindowPair windows() {
    return new WindowPair(baseline.window(), current.window());
  }
}

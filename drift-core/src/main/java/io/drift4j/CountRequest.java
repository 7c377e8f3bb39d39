package io.drift4j;

import java.util.List;

/**
 * What a run wants counted. Cells refer to windows and measures by their position here.
 *
 * @param customer whose records
 * @param windows the windows; they need not touch, but do not overlap
 * @param dimensions by which fields segments are formed, in order
 * @param measures what is read of each record, without repetition
 */
public record CountRequest(
    String customer, List<Window> windows, List<String> dimensions, List<Measure> measures) {

  /**
   * Copies the lists.
   *
   * @param customer whose records
   * @param windows the windows; they need not touch, but do not overlap
   * @param dimensions by which fields segments are formed, in order
   * @param measures what is read of each record, without repetition
   */
  public CountRequest {
    windows = List.copyOf(windows);
    dimensions = List.copyOf(dimensions);
    measures = List.copyOf(measures);
  }

  /**
   * Returns the request of a run.
   *
   * @param definition what the run computes
   * @param run the run
   * @return what it wants counted
   */
  public static CountRequest of(Definition definition, Run run) {
    List<Measure> measures = definition.metrics().stream().map(Metric::measure).distinct().toList();
    return new CountRequest(
        run.customer(), run.windows().windows(), definition.dimensions(), measures);
  }
}

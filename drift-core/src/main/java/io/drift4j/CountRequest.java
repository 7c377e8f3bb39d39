package io.drift4j;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run wants counted. Cells refer to windows and measures by their position here.
 *
 * @param customer whose records
 * @param windows the windows in order; they need not touch, but do not overlap
 * @param dimensions by which fields segments are formed, in order; none for one segment of all
 * @param measures what is read of each record, without repetition
 */
public record CountRequest(
    String customer, List<Window> windows, List<String> dimensions, List<Measure> measures) {

  /**
   * Copies the lists and checks the windows.
   *
   * @param customer whose records
   * @param windows the windows in order; they need not touch, but do not overlap
   * @param dimensions by which fields segments are formed, in order; none for one segment of all
   * @param measures what is read of each record, without repetition
   * @throws IllegalArgumentException if there is no window, or one begins before another has ended
   */
  public CountRequest {
    windows = requireOrder(List.copyOf(windows));
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
        run.customer(),
        definition.lookback().windows(run.asOf()).windows(),
        definition.dimensions(),
        measures);
  }

  private static List<Window> requireOrder(List<Window> windows) {
    boolean inOrder =
        IntStream.range(1, windows.size())
            .noneMatch(
                i -> windows.get(i).startInclusive().isBefore(windows.get(i - 1).endExclusive()));
    if (windows.isEmpty() || !inOrder) {
      throw new IllegalArgumentException("windows must follow each other, not " + windows);
    }
    return windows;
  }
}

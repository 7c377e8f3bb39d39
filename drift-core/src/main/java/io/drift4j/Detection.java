package io.drift4j;

import java.util.List;

/**
 * What a run computed, before anything of it is kept.
 *
 * @param summary what was seen, in numbers
 * @param verdicts what was decided of every comparison, and why, ordered by segment
 * @param events the comparisons that drifted, ordered by segment, label, metric and view
 */
public record Detection(RunSummary summary, List<Verdict> verdicts, List<DriftEvent> events) {

  /**
   * Copies the lists.
   *
   * @param summary what was seen, in numbers
   * @param verdicts what was decided of every comparison, and why, ordered by segment
   * @param events the comparisons that drifted, ordered by segment, label, metric and view
   */
  public Detection {
    verdicts = List.copyOf(verdicts);
    events = events.stream().sorted().toList();
  }
}

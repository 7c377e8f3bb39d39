package io.drift4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run computed, before anything of it is kept. It may get more components; it is read, not
 * built.
 *
 * @param summary what was seen, in numbers
 * @param verdicts what was decided of every comparison, and why, ordered by segment
 * @param events the comparisons that drifted, ordered by segment, label and metric
 * @param emptyBecause why there is nothing to keep, {@code null} if there is
 */
public record Detection(
    RunSummary summary,
    List<Verdict> verdicts,
    List<DriftEvent> events,
    @Nullable String emptyBecause) {

  /**
   * Copies the lists.
   *
   * @param summary what was seen, in numbers
   * @param verdicts what was decided of every comparison, and why, ordered by segment
   * @param events the comparisons that drifted, ordered by segment, label and metric
   * @param emptyBecause why there is nothing to keep, {@code null} if there is
   * @throws IllegalArgumentException if there are events and nothing to keep
   */
  public Detection {
    verdicts = List.copyOf(verdicts);
    events = events.stream().sorted().toList();
    if (emptyBecause != null && !events.isEmpty()) {
      throw new IllegalArgumentException("an empty run has no events, this one has some");
    }
  }

  static Detection empty(RunSummary summary, String because) {
    return new Detection(summary, List.of(), List.of(), because);
  }

  /**
   * Says whether nothing usable was read, so that the run ends as {@link RunStatus#EMPTY}.
   *
   * @return whether there is nothing to keep
   */
  public boolean isEmpty() {
    return emptyBecause != null;
  }
}

package io.drift4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs that were computed before their customer is locked, because their source would need a
 * connection of its own. A failure is kept for the repository, which marks the runs failed.
 */
final class ComputedBefore implements Computation {

  private final Map<Run, Computed> outcomes = new HashMap<>();

  private ComputedBefore(List<Run> runs, List<Computed> outcomes) {
    for (int i = 0; i < runs.size(); i++) {
      this.outcomes.put(runs.get(i), outcomes.get(i));
    }
  }

  static Computation of(List<Run> runs, Computation computation) {
    try {
      return new ComputedBefore(runs, computation.checked(runs, Remembered.nothing()));
    } catch (RuntimeException e) {
      return (due, remembered) -> {
        throw e;
      };
    }
  }

  /** By now some of them may have been recorded by others. */
  @Override
  public List<Computed> of(List<Run> due, Remembered remembered) {
    return due.stream().map(run -> Objects.requireNonNull(outcomes.get(run))).toList();
  }
}

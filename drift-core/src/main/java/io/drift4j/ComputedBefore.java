package io.drift4j;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs that were computed before their customer is locked, because their source would need a
 * connection of its own. A failure is kept for the repository, which marks the runs failed.
 */
final class ComputedBefore implements Computation {

  private final Map<Run, Computed> outcomes = new HashMap<>();
  private final @Nullable RuntimeException failure; // of all
  private final Duration spent;

  private ComputedBefore(List<Run> runs, Computation computation) {
    long start = System.nanoTime();
    this.failure = compute(runs, computation);
    this.spent = Duration.ofNanos(System.nanoTime() - start);
  }

  static Computation of(List<Run> runs, Computation computation) {
    return new ComputedBefore(runs, computation);
  }

  private @Nullable RuntimeException compute(List<Run> runs, Computation computation) {
    try {
      List<Computed> computed = computation.checked(runs, Remembered.nothing());
      IntStream.range(0, runs.size()).forEach(i -> outcomes.put(runs.get(i), computed.get(i)));
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  @Override
  public Duration spentBefore() {
    return spent;
  }

  /** By now some of them may have been recorded by others. */
  @Override
  public List<Computed> of(List<Run> due, Remembered remembered) {
    if (failure != null) {
      throw failure;
    }
    return due.stream().map(run -> Objects.requireNonNull(outcomes.get(run))).toList();
  }
}

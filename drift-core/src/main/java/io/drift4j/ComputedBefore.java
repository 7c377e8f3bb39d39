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
 * connection of its own. A failure is kept for the repository, which marks the runs failed. Where
 * what they remember has moved meanwhile, they are computed again.
 */
final class ComputedBefore implements Computation {

  private final Map<Run, Computed> outcomes = new HashMap<>();
  private final @Nullable RuntimeException failure; // of all
  private final Duration spent;
  private final Remembered before;
  private final Computation computation;

  private ComputedBefore(List<Run> runs, Remembered before, Computation computation) {
    long start = System.nanoTime();
    this.before = before;
    this.computation = computation;
    this.failure = compute(runs);
    this.spent = Duration.ofNanos(System.nanoTime() - start);
  }

  static Computation of(List<Run> runs, Remembered before, Computation computation) {
    return new ComputedBefore(runs, before, computation);
  }

  private @Nullable RuntimeException compute(List<Run> runs) {
    try {
      List<Computed> computed = computation.checked(runs, before);
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

  /** By now some of them may have been recorded by others, and more may be remembered. */
  @Override
  public List<Computed> of(List<Run> due, Remembered remembered) {
    if (failure != null) {
      throw failure;
    }
    return before.isSame(remembered, due)
        ? due.stream().map(run -> Objects.requireNonNull(outcomes.get(run))).toList()
        : computation.of(due, remembered);
  }
}

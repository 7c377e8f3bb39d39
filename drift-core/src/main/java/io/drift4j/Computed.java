package io.drift4j;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Computation} made of one run: something that can be kept, or the failure of that
 * run alone. It may get more components; it is made by {@link #of} and {@link #failed}.
 *
 * @param detection what was computed, {@code null} if that failed
 * @param failure why nothing was computed, {@code null} if something was
 * @param folded what it made of its watch, {@code null} if it made nothing of one
 */
public record Computed(
    @Nullable Detection detection, @Nullable RuntimeException failure, @Nullable Folded folded) {

  /**
   * Checks that it is one of the two.
   *
   * @param detection what was computed, {@code null} if that failed
   * @param failure why nothing was computed, {@code null} if something was
   * @param folded what it made of its watch, {@code null} if it made nothing of one
   * @throws IllegalArgumentException if there are both, or neither, or a failure made something of
   *     a watch
   */
  public Computed {
    if ((detection == null) == (failure == null)) {
      throw new IllegalArgumentException(
          "an outcome is either a detection or a failure, this one is "
              + (failure == null ? "neither" : "both"));
    }
    if (detection == null && folded != null) {
      throw new IllegalArgumentException("a failure makes nothing of a watch");
    }
  }

  /**
   * Returns the outcome of a run that was computed.
   *
   * @param detection what was computed, {@linkplain Detection#isEmpty() empty} perhaps
   * @return the outcome
   */
  public static Computed of(Detection detection) {
    return new Computed(Objects.requireNonNull(detection, "a computation gave null"), null, null);
  }

  /**
   * Returns the outcome of a run that was folded into its watch.
   *
   * @param detection what was computed
   * @param folded what it made of the watch, to be kept together with it
   * @return the outcome
   */
  public static Computed of(Detection detection, Folded folded) {
    return new Computed(detection, null, Objects.requireNonNull(folded, "a watch became null"));
  }

  /**
   * Returns the outcome of a run that could not be computed from what was read.
   *
   * @param failure why
   * @return the outcome
   */
  public static Computed failed(RuntimeException failure) {
    return new Computed(null, Objects.requireNonNull(failure, "a run failed with null"), null);
  }

  /**
   * Says whether the run could not be computed.
   *
   * @return whether there is a {@link #failure}
   */
  public boolean isFailed() {
    return failure != null;
  }

  /**
   * Returns what is to be thrown where nothing is left to keep: for whoever writes a repository.
   *
   * @param outcomes the outcomes of runs that were computed together
   * @return the first failure, with the others suppressed in it, if every run failed
   */
  public static Optional<RuntimeException> failureOfAll(List<Computed> outcomes) {
    List<RuntimeException> failures =
        outcomes.stream().map(Computed::failure).filter(Objects::nonNull).distinct().toList();
    if (outcomes.isEmpty() || !outcomes.stream().allMatch(Computed::isFailed)) {
      return Optional.empty();
    }
    RuntimeException first = failures.get(0);
    List<Throwable> told = List.of(first.getSuppressed()); // a repeated transaction says it again
    failures.stream().skip(1).filter(other -> !told.contains(other)).forEach(first::addSuppressed);
    return Optional.of(first);
  }

  /** Whoever confuses the runs of a computation would keep the events of one as another's. */
  static void require(@Nullable Computed outcome, Run run) {
    if (outcome == null) {
      throw new DriftException(
          "the computation gave null where an outcome of run " + run.runId() + " was due");
    }
    if (outcome.detection != null
        && !outcome.detection.events().stream().allMatch(event -> isOf(event, run))) {
      throw new DriftException(
          "the computation gave events of another run where an outcome of run "
              + run.runId()
              + " was due; it must give the outcomes in the order of the runs");
    }
  }

  private static boolean isOf(DriftEvent event, Run run) {
    return event.run().runId().equals(run.runId());
  }
}

package io.drift4j;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a repository read of the past of runs under the lock that it records them under, so that
 * what is computed may depend on it: the {@linkplain Watch watches} of those that {@linkplain
 * Run#isWatched remember}.
 */
public final class Remembered {

  private static final Remembered NOTHING = new Remembered(Map.of());

  private final Map<WatchId, Watch> watches;

  private Remembered(Map<WatchId, Watch> watches) {
    this.watches = watches;
  }

  /**
   * Returns what is known of runs without a past.
   *
   * @return nothing
   */
  public static Remembered nothing() {
    return NOTHING;
  }

  /**
   * Returns what is known of runs with a past.
   *
   * @param watches of the runs that have one
   * @return what they remember
   */
  public static Remembered of(List<Watch> watches) {
    return new Remembered(
        watches.stream().collect(Collectors.toUnmodifiableMap(Watch::id, Function.identity())));
  }

  /**
   * Returns what is remembered of a watch.
   *
   * @param id the watch
   * @return its state, that before its first look if there was none
   */
  public Watch watch(WatchId id) {
    return Objects.requireNonNullElseGet(watches.get(id), () -> Watch.begun(id));
  }

  /**
   * Says whether the same is remembered of runs, so that what was computed from it still holds:
   * nobody has looked, or said anything, meanwhile. For whoever writes a repository that computes
   * before it locks.
   *
   * @param other what was remembered at another time
   * @param runs the runs; those that do not {@linkplain Run#isWatched remember} count for nothing
   * @return whether each of their watches is the same in both
   */
  public boolean isSame(Remembered other, List<Run> runs) {
    return runs.stream()
        .filter(Run::isWatched)
        .map(WatchId::of)
        .allMatch(id -> watch(id).equals(other.watch(id)));
  }
}

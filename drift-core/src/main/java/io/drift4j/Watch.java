package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a customer's changes by one definition and source: the state that a night's
 * look depends on, and its result. It is read, not built; it may get more components.
 *
 * @param id what is watched
 * @param generation how often it was begun anew, from 1
 * @param version how often its state has changed, 0 before the first look
 * @param newestAsOf the as-of day of the last look, {@code null} before the first
 * @param historicBefore days before it were told of already when the watch was begun anew; {@code
 *     null} if it was not
 * @param episodes those of this generation that a look may depend on, by their ids: open ones, and
 *     those that ended so late that baselines still leave their days out
 */
public record Watch(
    WatchId id,
    int generation,
    long version,
    @Nullable LocalDate newestAsOf,
    @Nullable LocalDate historicBefore,
    List<Episode> episodes) {

  /** So many days after it ended no look depends on an episode any more. */
  public static final int MEMORY = 800;

  /**
   * Sorts the episodes by their ids.
   *
   * @param id what is watched
   * @param generation how often it was begun anew, from 1
   * @param version how often its state has changed, 0 before the first look
   * @param newestAsOf the as-of day of the last look, {@code null} before the first
   * @param historicBefore days before it were told of already
   * @param episodes those of this generation that a look may depend on
   * @throws IllegalArgumentException if one is of another watch or generation
   */
  public Watch {
    episodes = episodes.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    for (Episode episode : episodes) {
      if (!episode.watch().equals(id) || episode.generation() != generation) {
        throw new IllegalArgumentException(
            "episode " + episode.id() + " is of another watch or generation than " + id);
      }
    }
  }

  /**
   * Returns a watch that has not looked yet.
   *
   * @param id what is watched
   * @return its first generation
   */
  public static Watch begun(WatchId id) {
    return new Watch(id, 1, 0, null, null, List.of());
  }

  /**
   * Returns this watch begun anew: what it remembered is forgotten, and what it finds on days that
   * it had looked at already is historic.
   *
   * @return the next generation
   */
  public Watch restarted() {
    return new Watch(
        id, generation + 1, version + 1, null, later(newestAsOf, historicBefore), List.of());
  }

  private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  /**
   * Says whether a look at a day can follow: days ascend.
   *
   * @param asOf the as-of day
   * @return whether it is later than the last one
   */
  public boolean canLookAt(LocalDate asOf) {
    return newestAsOf == null || asOf.isAfter(newestAsOf);
  }

  /** Whether a later look may depend on an episode of this watch, of whatever generation. */
  boolean needs(Episode episode) {
    return episode.generation() == generation
        && (newestAsOf == null || episode.isRememberedOn(newestAsOf));
  }

  /** The episode that goes on in a stream. */
  Optional<Episode> open(Metric metric, Segment segment) {
    return episodes.stream()
        .filter(one -> one.state().isOpen() && one.isOf(metric, segment))
        .findFirst();
  }

  /** Those that ended in a stream, in the order of their ends. */
  List<Episode> ended(Metric metric, Segment segment) {
    return episodes.stream()
        .filter(one -> one.progress().endedAsOf() != null && one.isOf(metric, segment))
        .sorted((a, b) -> ends(a).compareTo(ends(b)))
        .toList();
  }

  private static LocalDate ends(Episode episode) {
    LocalDate end = episode.progress().endedAsOf();
    return end == null ? LocalDate.MAX : end;
  }
}

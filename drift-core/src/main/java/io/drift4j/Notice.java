package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * What is told of episodes, once: a line of text for people, and the keys for programs. It is read,
 * not built; it may get more components.
 *
 * @param id the same however often it is delivered: the SHA-256 of {@code drift-notice/1}, the
 *     watch, its generation, as-of day, kind and the ids of its episodes
 * @param watch which watch it comes from
 * @param number its place among the notices of its customer, from 1, without gaps
 * @param kind what it tells
 * @param asOf the as-of day of the look
 * @param episodeIds the episodes that it tells of, one but for {@link NoticeKind#MANY_OPENED}
 * @param isDegrading whether the change, or one of them, is for the worse
 * @param isHistoric whether it tells of the past: of a day that was computed later than it could
 *     have been, which no consumer is told of unless it asks
 * @param isToldElsewhere whether an episode of another definition {@linkplain
 *     Episode.Opening#toldWith tells the same}, which no consumer is told of twice unless it asks
 * @param text one line: what moved, by how much, since when, how sure, what is at stake
 */
public record Notice(
    String id,
    WatchId watch,
    long number,
    NoticeKind kind,
    LocalDate asOf,
    List<String> episodeIds,
    boolean isDegrading,
    boolean isHistoric,
    boolean isToldElsewhere,
    String text) {

  /**
   * Copies the list.
   *
   * @param id the same however often it is delivered
   * @param watch which watch it comes from
   * @param number its place among the notices of its customer, 0 before it has one
   * @param kind what it tells
   * @param asOf the as-of day of the look
   * @param episodeIds the episodes that it tells of
   * @param isDegrading whether the change, or one of them, is for the worse
   * @param isHistoric whether it tells of the past
   * @param isToldElsewhere whether an episode of another definition tells the same
   * @param text one line
   * @throws IllegalArgumentException if it tells of no episode
   */
  public Notice {
    episodeIds = List.copyOf(episodeIds);
    if (episodeIds.isEmpty()) {
      throw new IllegalArgumentException("a notice tells of an episode, this one of none");
    }
  }

  static Notice of(
      Watch watch,
      LocalDate asOf,
      NoticeKind kind,
      List<Episode> episodes,
      boolean isHistoric,
      String text) {
    List<String> ids = episodes.stream().map(Episode::id).toList();
    Fingerprint key = new Fingerprint().add("drift-notice/1").add(watch.id().key());
    key.add(watch.generation()).add(asOf.toString()).add(kind.name()).add(ids.size());
    ids.forEach(key::add);
    boolean isDegrading =
        episodes.stream().anyMatch(one -> one.progress().told().trend() == Trend.DEGRADING);
    boolean isToldElsewhere = episodes.stream().allMatch(one -> one.opening().toldWith() != null);
    return new Notice(
        key.hex(), watch.id(), 0, kind, asOf, ids, isDegrading, isHistoric, isToldElsewhere, text);
  }

  /** This notice, once it is known which episodes others tell. */
  Notice given(Set<String> toldElsewhere) {
    return new Notice(
        id,
        watch,
        number,
        kind,
        asOf,
        episodeIds,
        isDegrading,
        isHistoric,
        isToldElsewhere || toldElsewhere.containsAll(episodeIds),
        text);
  }

  /**
   * Returns this notice with its place: for whoever writes a repository.
   *
   * @param place among the notices of its customer
   * @return the notice
   */
  public Notice numbered(long place) {
    return new Notice(
        id, watch, place, kind, asOf, episodeIds, isDegrading, isHistoric, isToldElsewhere, text);
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}

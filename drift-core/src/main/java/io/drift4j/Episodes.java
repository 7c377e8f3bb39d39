package io.drift4j;

import java.util.List;
import java.util.Optional;

/** The episodes that a repository keeps, for people. */
public interface Episodes {

  /**
   * Finds episodes.
   *
   * @param query which
   * @return those of the newest generation of each watch, the one that was opened first first, then
   *     by id
   */
  List<Episode> find(EpisodeQuery query);

  /**
   * Finds an episode of whatever generation.
   *
   * @param id its id
   * @return the episode, or nothing if there is none
   */
  Optional<Episode> find(String id);

  /**
   * Returns the episodes of other definitions that are told with one.
   *
   * @param id its id
   * @return those of whatever generation whose opening was {@linkplain Episode.Opening#toldWith
   *     told with} it, the one that was opened first first, then by id
   */
  List<Episode> toldWith(String id);

  /**
   * Returns the looks at an episode.
   *
   * @param id its id
   * @return by as-of day; none if there is no such episode
   */
  List<EpisodeLook> looks(String id);

  /**
   * Says something of an episode. It is appended to what was said before, waits for nobody, and is
   * applied by the next look.
   *
   * @param id the episode
   * @param statement what is said, and by whom
   * @throws DriftException if there is no such episode, or it cannot be kept
   */
  void judge(String id, Opinion.Statement statement);

  /**
   * Returns what was said of an episode.
   *
   * @param id its id
   * @return the statements in the order in which they were made
   */
  List<Opinion.Statement> statements(String id);

  /**
   * Begins a watch anew: its next look remembers nothing, and what it finds on days that were
   * looked at already is historic. A backfill of days before the newest look needs it.
   *
   * @param watch what is watched
   * @throws CustomerBusyException if the customer's lock could not be had in time
   * @throws DriftException if there is no such watch, or it cannot be kept
   */
  void restart(WatchId watch);
}

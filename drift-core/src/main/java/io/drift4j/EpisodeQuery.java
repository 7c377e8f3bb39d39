package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * Which episodes of a customer are wanted, of the newest generation of each watch.
 *
 * @param customer whose episodes
 * @param definitionId of which definition, {@code null} for all
 * @param onlyOpen whether those that ended are left out
 */
public record EpisodeQuery(String customer, @Nullable String definitionId, boolean onlyOpen) {

  /**
   * Returns the query for all episodes of a customer.
   *
   * @param customer whose episodes
   * @return the query
   */
  public static EpisodeQuery of(String customer) {
    return new EpisodeQuery(customer, null, false);
  }

  /**
   * Returns this query for one definition.
   *
   * @param definition the definition, by its id
   * @return the narrower query
   */
  public EpisodeQuery withDefinition(Definition definition) {
    return new EpisodeQuery(customer, definition.id(), onlyOpen);
  }

  /**
   * Returns this query for episodes that go on.
   *
   * @return the narrower query
   */
  public EpisodeQuery open() {
    return new EpisodeQuery(customer, definitionId, true);
  }

  /**
   * Says whether an episode is wanted: for whoever writes a repository.
   *
   * @param episode the episode
   * @return whether it matches
   */
  public boolean matches(Episode episode) {
    return customer.equals(episode.watch().customer())
        && (definitionId == null || definitionId.equals(episode.watch().definitionId()))
        && (!onlyOpen || episode.state().isOpen());
  }
}

package io.drift4j;

/** Where an {@link Episode} stands. */
public enum EpisodeState {
  /** The change is there. */
  OPEN,
  /** The last looks saw nothing of it any more, and are too few to say that it is over. */
  RECOVERING,
  /** It is over: what is measured is again as it was before. */
  RESOLVED,
  /** It has become what is usual: accepted by somebody, or there for 182 days. */
  SETTLED,
  /** The metric that showed it has another version, or is no longer looked at. */
  SUPERSEDED;

  /**
   * Says whether the episode goes on.
   *
   * @return whether it is {@link #OPEN} or {@link #RECOVERING}
   */
  public boolean isOpen() {
    return this == OPEN || this == RECOVERING;
  }
}

package io.drift4j;

/** What became of a run. */
public enum RunStatus {
  /** Begun and not finished, perhaps waiting: it says nothing about whether anybody is alive. */
  RUNNING,
  /** Finished; its events are recorded. */
  SUCCESS,
  /**
   * Nothing usable was read: no record, none of which a metric can be computed, or none that is
   * fresh enough. It has no events and no number, and the next call computes it anew.
   */
  EMPTY,
  /** Its last attempt failed; it has no events, and the next attempt takes it over. */
  FAILED
}

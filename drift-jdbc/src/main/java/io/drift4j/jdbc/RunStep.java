package io.drift4j.jdbc;

/** How far the recording of a run has come; tests stop or die at a step. */
enum RunStep {
  /** The run is there, committed, and nothing is locked. */
  BEGUN,
  /** The customer is locked. */
  LOCKED,
  /** The counts are read and judged. */
  READ,
  /** The events are inserted, their segments are not. */
  INSERTING,
  /** The events are inserted with everything of theirs. */
  INSERTED,
  /** The run is finished with its events; its number, counts, verdicts and watch are not there. */
  FINISHED,
  /** All is written, the commit comes next. */
  COMMITTING,
  /** Committed; the caller does not know yet. */
  COMMITTED
}

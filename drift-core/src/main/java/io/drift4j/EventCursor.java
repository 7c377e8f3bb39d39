package io.drift4j;

/**
 * How far somebody has read the events of a customer: the number of the last run that was dealt
 * with. A customer's recorded runs are numbered 1, 2, 3 … in the order in which they were recorded,
 * without gaps but for those that were {@linkplain Retention#prune pruned}.
 *
 * @param customer whose events
 * @param runNumber the number of the last run dealt with, 0 for none
 */
public record EventCursor(String customer, long runNumber) {

  /**
   * Checks the number.
   *
   * @param customer whose events
   * @param runNumber the number of the last run dealt with, 0 for none
   * @throws IllegalArgumentException if the number is negative
   */
  public EventCursor {
    if (runNumber < 0) {
      throw new IllegalArgumentException("run number must not be negative: " + runNumber);
    }
  }

  /**
   * Returns this cursor where it can be gone on from: for whoever writes a repository.
   *
   * @param lastRunNumber the number of the run of the customer that was recorded last, 0 for none
   * @return this cursor
   * @throws DriftException if it is behind that
   */
  public EventCursor requireAtMost(long lastRunNumber) {
    if (runNumber > lastRunNumber) {
      throw new DriftException(
          "the cursor of a customer is at run "
              + runNumber
              + ", but the last one recorded is "
              + lastRunNumber
              + ": the customer was forgotten since; begin at EventCursor.start");
    }
    return this;
  }

  /**
   * Returns the cursor before a customer's first run.
   *
   * @param customer whose events
   * @return the cursor
   */
  public static EventCursor start(String customer) {
    return new EventCursor(customer, 0);
  }
}

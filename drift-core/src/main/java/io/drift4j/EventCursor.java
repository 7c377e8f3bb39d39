package io.drift4j;

/**
 * How far somebody has read the events of a customer: the number of the last run that was dealt
 * with. A customer's recorded runs are numbered 1, 2, 3 … in the order in which they were recorded,
 * without gaps.
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
   * Returns the cursor before a customer's first run.
   *
   * @param customer whose events
   * @return the cursor
   */
  public static EventCursor start(String customer) {
    return new EventCursor(customer, 0);
  }
}

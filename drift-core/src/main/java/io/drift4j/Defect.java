package io.drift4j;

/**
 * Why a record that was read says nothing: its dates and its outcome contradict each other, or are
 * not what the definition knows. Such records are counted and left out of every metric of the
 * measure.
 */
public enum Defect {
  /** The event is dated before the record's start: a claim decided before it was submitted. */
  ENDED_BEFORE_START("ended before they started"),
  /** The event has a date and no outcome: a claim decided nobody knows how. */
  ENDED_WITHOUT_OUTCOME("ended without an outcome"),
  /** The event has an outcome and no date: a claim paid or denied nobody knows when. */
  OUTCOME_WITHOUT_END("have an outcome and no end"),
  /** The outcome is none that the measure knows: a spelling or a status nobody has mapped. */
  UNKNOWN_OUTCOME("have an unknown outcome"),
  /** There is no day of the start, so that the record is in no window. */
  NO_START("have no start"),
  /** A date is there, and is none: a text in another format, a number. */
  UNREADABLE_DATE("have a date that cannot be read"),
  /** The amount has more decimal places than its unit, or more digits than any amount. */
  INEXACT_AMOUNT("have an amount that its unit cannot hold"),
  /** The amount is due and not there. */
  NO_AMOUNT("have no amount although it is due");

  private final String words;

  Defect(String words) {
    this.words = words;
  }

  /**
   * Returns what the records are said to have done, such as {@code ended before they started}.
   *
   * @return the words
   */
  public String words() {
    return words;
  }
}

package io.drift4j;

/**
 * Why a record of the customer says nothing to a measure: its dates, outcome or amount contradict
 * each other, are not there, cannot be read, or are not what the metrics know. It is left out of
 * every metric of that measure, and counted, once for each measure, in {@link RunSummary#leftOut};
 * other measures may still use it. Where there is no start that can be read, it is counted whatever
 * the windows are.
 */
public enum Defect {
  /** The event comes before the record's start: a claim decided before it was submitted. */
  ENDED_BEFORE_START("ended before they started"),
  /** The event has a date, and no outcome where one is due: a claim decided nobody knows how. */
  ENDED_WITHOUT_OUTCOME("ended without an outcome"),
  /** The event has an outcome and no date: a claim paid or denied nobody knows when. */
  OUTCOME_WITHOUT_END("have an outcome and no end"),
  /** The outcome is none that a metric names: a spelling or a status that nobody has mapped. */
  UNKNOWN_OUTCOME("have an unknown outcome"),
  /** There is no day of the start, or one that stands for never: the record is in no window. */
  NO_START("have no start"),
  /** A date is there, and is none: a text in another format, a number. */
  UNREADABLE_DATE("have a date that cannot be read"),
  /** The amount has more decimal places than its unit, or more digits than any amount. */
  INEXACT_AMOUNT("have an amount that its unit cannot hold"),
  /** The amount is due, since its date has come, and not there. */
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

package io.drift4j;

/**
 * What a change is worth: the amount that is at stake of each record, told beside what was seen.
 */
final class Stake {

  private Stake() {}

  /** The same evidence, with the mean amount of the current window where there is one. */
  static Evidence told(Evidence evidence, Sample amounts) {
    return evidence.hasValues() && amounts.size() > 0
        ? evidence.with(Figure.AMOUNT_A_RECORD, amounts.table().mean())
        : evidence;
  }
}

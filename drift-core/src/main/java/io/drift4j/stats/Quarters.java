package io.drift4j.stats;

/**
 * The parts of a history about whose own means its days are taken: as many equal runs of
 * consecutive days as there are quarters in it. A season, or a change of half a year ago, is then
 * no dispersion of today.
 */
final class Quarters {

  private static final int DAYS = 91;

  private Quarters() {}

  /** g = max(1, ⌊H / max(91, 2L)⌋). */
  static int of(int days, int length) {
    return Math.max(1, days / Math.max(DAYS, 2 * length));
  }

  /** The first day of a run, counted from 0; of the one after the last, the number of days. */
  static int begin(int run, int runs, int days) {
    return Math.toIntExact((long) run * days / runs);
  }
}

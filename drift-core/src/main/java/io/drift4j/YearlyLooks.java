package io.drift4j;

/**
 * How many independent looks those of a year are worth: the smallest p of them all, times this
 * number, is the chance of such a thing in a year in which nothing changes. Nights resemble each
 * other, so that it is far from the number of looks.
 *
 * <p>Where the tests allow for being repeated ({@link Pace#REPEATED}), the numbers are measured, by
 * the program {@code MonitoringGrid} of the examples; of all others the looks are counted, which is
 * an upper bound.
 */
enum YearlyLooks {
  /** Every night. */
  NIGHTLY(365, 250, 550),
  /** Every seventh day. */
  WEEKLY(53, 95, 160);

  private final int looks;
  private final double ofOneView;
  private final double ofSeveral;

  YearlyLooks(int looks, double ofOneView, double ofSeveral) {
    this.looks = looks;
    this.ofOneView = ofOneView;
    this.ofSeveral = ofSeveral;
  }

  /** Of streams that are looked at through so many lenses, at several scales each. */
  double measured(int lenses) {
    return lenses == 1 ? ofOneView : ofSeveral;
  }

  /** An upper bound of what so many views at a time are worth. */
  double counted(int views) {
    return (double) looks * views;
  }
}

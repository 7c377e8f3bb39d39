package io.drift4j;

/**
 * How many independent looks those of a year are worth: the smallest p of them all, times this
 * number, is the chance of such a thing in a year in which nothing changes. Nights resemble each
 * other, so that it is far from the number of looks.
 *
 * <p>Where the tests allow for being repeated ({@link Pace#REPEATED}), the numbers are measured, by
 * the program {@code MonitoringGrid} of the examples; of all others the looks are counted, which is
 * an upper bound. Measured with them where the day's effect has a lag-1 autocorrelation of 0.8, a
 * budget of 4 a year comes to 3.8 (claims of a day correlated by 0.01) and 4.4 (by 0.05), each ±
 * 0.8; where days resemble each other less, to fewer.
 */
enum YearlyLooks {
  /** Every night. */
  NIGHTLY(365, 300, 500, 1_000),
  /** Every seventh day. */
  WEEKLY(53, 170, 280, 450);

  private final int looks;
  private final double ofTimes;
  private final double ofAShare;
  private final double ofSharesThroughSeveral;

  YearlyLooks(int looks, double ofTimes, double ofAShare, double ofSharesThroughSeveral) {
    this.looks = looks;
    this.ofTimes = ofTimes;
    this.ofAShare = ofAShare;
    this.ofSharesThroughSeveral = ofSharesThroughSeveral;
  }

  /** Of a stream that is looked at through so many lenses, at several scales each. */
  double measured(Metric.Kind kind, int lenses) {
    if (kind == Metric.Kind.TIME) {
      return ofTimes * lenses;
    }
    return lenses == 1 ? ofAShare : ofSharesThroughSeveral;
  }

  /** An upper bound of what so many views at a time are worth. */
  double counted(int views) {
    return (double) looks * views;
  }
}

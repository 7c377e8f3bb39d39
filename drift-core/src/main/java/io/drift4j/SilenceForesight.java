package io.drift4j;

import io.drift4j.stats.Power;

/** Of days without a record: nothing of it varies, so that the change is found in every case. */
final class SilenceForesight implements Foresight {

  private final double usual;
  private final double[] logPValues;
  private final double most;

  /**
   * Creates a foresight.
   *
   * @param usual how long there is none in the mean
   * @param logPValues ln p of 1, 2, … days, as long as they may be of interest
   * @param most days that anything is said of
   */
  SilenceForesight(double usual, double[] logPValues, double most) {
    this.usual = usual;
    this.logPValues = logPValues;
    this.most = most;
  }

  @Override
  public double most() {
    return most;
  }

  @Override
  public double least(Power power) {
    double limit = StrictMath.log(power.alpha());
    for (int day = 0; day < logPValues.length; day++) {
      if (logPValues[day] <= limit) {
        return day + 1.0;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double error(double change) {
    return 0;
  }

  /** Of whole days. */
  @Override
  public Shift at(double change) {
    double days = Math.ceil(change);
    return new Shift(usual, days, days / usual);
  }
}

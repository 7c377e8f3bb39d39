package io.drift4j;

import io.drift4j.stats.HistoryRateTest;
import io.drift4j.stats.Power;

/**
 * Of records a day, which vary the more the more they are: with O records where E were expected,
 * their variance is O (1 + (φ − 1) O / E), since what days have in common multiplies them.
 *
 * @param sign 1 of a rise, -1 of a fall
 */
record RateForesight(HistoryRateTest.Result result, int sign) implements Foresight {

  @Override
  public double most() {
    return sign > 0 ? Double.POSITIVE_INFINITY : result.expected() / result.days();
  }

  @Override
  public double least(Power power) {
    double critical = power.critical(sign * result.skewness(), result.degrees());
    return critical * result.standardError() / result.days();
  }

  @Override
  public double error(double change) {
    double records = records(change);
    double phi = result.dispersion();
    double ofCurrent = records * (1 + (phi - 1) * records / result.expected());
    return StrictMath.sqrt(ofCurrent + phi * result.expectedVariance()) / result.days();
  }

  private double records(double change) {
    return Math.max(0, result.expected() + sign * change * result.days());
  }

  @Override
  public Shift at(double change) {
    double records = records(change);
    double days = result.days();
    return new Shift(result.expected() / days, records / days, records / result.expected());
  }
}

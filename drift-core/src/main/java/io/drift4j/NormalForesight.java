package io.drift4j;

import io.drift4j.stats.Interval;
import io.drift4j.stats.Power;

/**
 * Of a lens that says no more than a standard error and, it may be, intervals: how far an estimate
 * must be from no change is as far as the longer arm of the interval reaches.
 */
record NormalForesight(Evidence evidence, double error, int sign) implements Foresight {

  @Override
  public double most() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double least(Power power) {
    return evidence
        .intervalAt(1 - power.alpha())
        .map(limits -> reach(limits, evidence.delta()))
        .orElseGet(() -> power.critical() * error);
  }

  private static double reach(Interval limits, double estimate) {
    return Math.max(limits.high() - estimate, estimate - limits.low());
  }

  @Override
  public double error(double change) {
    return error;
  }

  @Override
  public Shift at(double change) {
    double before = evidence.baselineValue();
    double now = before + sign * change;
    return new Shift(before, now, now / before);
  }
}

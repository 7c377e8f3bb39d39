package io.drift4j;

import io.drift4j.stats.Power;
import java.util.function.DoubleFunction;

/**
 * Of a slope, which varies as much whatever it is.
 *
 * @param error its standard error
 * @param degrees of freedom of the test
 * @param told what is told of it
 */
record SlopeForesight(double error, double degrees, DoubleFunction<Shift> told)
    implements Foresight {

  @Override
  public double most() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double least(Power power) {
    return power.critical(0, degrees) * error;
  }

  @Override
  public double error(double change) {
    return error;
  }

  @Override
  public Shift at(double change) {
    return told.apply(change);
  }
}

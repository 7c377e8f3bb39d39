package io.drift4j;

import io.drift4j.stats.NewCategoryTest;
import io.drift4j.stats.Power;

/**
 * Of a new category's records, which are binomial.
 *
 * @param records of the current window
 */
record NewCategoryForesight(NewCategoryTest.Result result, double records) implements Foresight {

  @Override
  public double most() {
    return records;
  }

  @Override
  public double least(Power power) {
    return result.critical(power.alpha(), records);
  }

  @Override
  public double error(double change) {
    return StrictMath.sqrt(change * Math.max(0, 1 - change / records));
  }

  @Override
  public Shift at(double change) {
    return new Shift(0, change / records, change / records);
  }
}

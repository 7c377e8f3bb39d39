package io.drift4j;

import io.drift4j.stats.HistoryLogRankTest;
import io.drift4j.stats.Power;
import java.util.function.DoubleFunction;

/**
 * Of hazards that are multiplied by θ, whose estimate varies by θ φ C + θ² Σ G² ({@link
 * HistoryLogRankTest}). The change is |θ − 1|.
 *
 * @param sign 1 of larger hazards, -1 of smaller ones
 * @param told what is told of θ
 */
record HazardForesight(HistoryLogRankTest.Result result, int sign, DoubleFunction<Shift> told)
    implements Foresight {

  @Override
  public double most() {
    return sign > 0 ? Double.POSITIVE_INFINITY : 1;
  }

  @Override
  public double least(Power power) {
    double critical = power.critical(sign * result.skewness(), result.degrees());
    return critical * result.logRatioError();
  }

  @Override
  public double error(double change) {
    double ratio = ratio(change);
    double variance = ratio * result.ownVariance() + ratio * ratio * result.baselineVariance();
    return StrictMath.sqrt(variance) / result.weightedExpected();
  }

  private double ratio(double change) {
    return Math.max(0, 1 + sign * change);
  }

  @Override
  public Shift at(double change) {
    return told.apply(ratio(change));
  }
}

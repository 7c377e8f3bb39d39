package io.drift4j.stats;

import org.apache.commons.numbers.core.DD;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Pointwise interval of a probability that a curve estimates, p^exp(±z σ) with σ = √Var p / (p |ln
 * p|): the normal interval of ln(−ln p), which stays within [0, 1].
 *
 * <p>Where the estimate is 0 or 1 it has no variance; the limit then is that of a binomial share
 * that was 0 or 1 of the rows at risk (Clopper and Pearson, 1934).
 */
final class LogLogInterval {

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private LogLogInterval() {}

  static double normalQuantile(double level) {
    return STANDARD.inverseSurvivalProbability((1 - Levels.requireLevel(level)) / 2);
  }

  static Interval of(DD p, DD variance, long atRisk, double level) {
    double z = normalQuantile(level);
    double limit = StrictMath.exp(StrictMath.log((1 - level) / 2) / atRisk);
    if (p.doubleValue() <= 0) {
      return new Interval(0, 1 - limit, level);
    }
    double log = log(p);
    if (log >= 0) {
      return new Interval(limit, 1, level);
    }
    double sigma = variance.sqrt().divide(p).doubleValue() / -log;
    double low = StrictMath.exp(log * StrictMath.exp(z * sigma));
    return new Interval(low, StrictMath.exp(log * StrictMath.exp(-z * sigma)), level);
  }

  private static double log(DD p) {
    double rest = DD.ONE.subtract(p).doubleValue();
    return rest < 0.5 ? StrictMath.log1p(-rest) : StrictMath.log(p.doubleValue());
  }
}

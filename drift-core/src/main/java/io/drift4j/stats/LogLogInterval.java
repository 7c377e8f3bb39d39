package io.drift4j.stats;

import org.apache.commons.numbers.core.DD;

/**
 * Pointwise interval of a probability that a curve estimates, p^exp(±z σ) with σ = √Var p / (p |ln
 * p|): the normal interval of ln(−ln p), which stays within [0, 1].
 *
 * <p>Where the estimate is 0 or 1 it has no variance; the limit then is that of a binomial share
 * that was 0 or 1 of the rows at risk (Clopper and Pearson, 1934).
 */
final class LogLogInterval {

  private LogLogInterval() {}

  /**
   * Creates an interval.
   *
   * @param p the estimate
   * @param rest 1 − p, given because the subtraction would lose it
   * @param relativeError √Var p / p, not read where p is 0 or 1
   * @param atRisk how many rows bound an estimate of 0 or 1
   * @param level the confidence level
   */
  static Interval of(DD p, DD rest, double relativeError, long atRisk, double level) {
    double z = Tail.normalQuantile(level);
    double ofShare = StrictMath.log((1 - level) / 2) / atRisk;
    if (p.doubleValue() <= 0) {
      return new Interval(0, -StrictMath.expm1(ofShare), level);
    }
    double log = log(p.doubleValue(), rest.doubleValue());
    if (log >= 0) {
      return new Interval(StrictMath.exp(ofShare), 1, level);
    }
    double factor = StrictMath.exp(z * relativeError / -log);
    return new Interval(StrictMath.exp(log * factor), StrictMath.exp(log / factor), level);
  }

  private static double log(double p, double rest) {
    return rest < 0.5 ? StrictMath.log1p(-rest) : StrictMath.log(p);
  }
}

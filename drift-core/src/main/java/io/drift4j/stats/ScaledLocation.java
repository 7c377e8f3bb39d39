package io.drift4j.stats;

/**
 * Intervals of a mean or median whose days resemble each other: those of independent observations,
 * with a variance φ times as large.
 *
 * <pre>
 *   mean     ā exp(± t e / ā),  e = √(φ s² / n)      where ā is positive; else ā ± t e
 *   median   the quantiles of ½ ± z √φ / (2 √n)
 * </pre>
 *
 * <p>Amounts are skewed, and so is the mean of a few; its logarithm is hardly. Their variance is
 * known the worse the longer their tail is, as that of 2n / (κ − 1) normal observations would be
 * with the kurtosis κ: t is the quantile of Student's with so many degrees of freedom, at least 2.
 */
public final class ScaledLocation {

  private ScaledLocation() {}

  /**
   * Returns how much a mean varies by chance.
   *
   * @param sample the observations
   * @param dispersion φ, at least 1
   * @return e; 0 of a single observation
   * @throws IllegalArgumentException if φ is out of its range
   * @throws IllegalStateException if the sample is empty
   */
  public static double error(FrequencyTable sample, double dispersion) {
    Levels.requireDispersion(dispersion);
    return sample.count() == 1
        ? 0
        : StrictMath.sqrt(dispersion * sample.sampleVariance() / sample.count());
  }

  /**
   * Computes the interval of the mean.
   *
   * @param sample the observations
   * @param dispersion φ, at least 1
   * @param level the confidence level, such as 0.95
   * @return the interval
   * @throws IllegalArgumentException if φ or the level is out of its range
   * @throws IllegalStateException if the sample is empty
   */
  public static Interval ofMean(FrequencyTable sample, double dispersion, double level) {
    double mean = sample.mean();
    double arm = arm(sample, dispersion, level);
    if (!(mean > 0)) {
      return new Interval(mean - arm, mean + arm, level);
    }
    double ratio = StrictMath.exp(arm / mean);
    return new Interval(mean / ratio, mean * ratio, level);
  }

  /** t e. */
  private static double arm(FrequencyTable sample, double dispersion, double level) {
    double error = error(sample, dispersion);
    double tail = StrictMath.log((1 - Levels.requireLevel(level)) / 2);
    return error > 0 ? PearsonThree.criticalAtStudent(tail, 0, degrees(sample)) * error : 0;
  }

  /**
   * The interval of the second mean less the first. A sample whose observations are all alike does
   * not tell its variance, which is then taken from the other; of a single observation, or where
   * all are alike in both, nothing is known.
   */
  static Interval ofDifference(
      FrequencyTable x, FrequencyTable y, double dispersion, double level) {
    if (x.count() == 1 || y.count() == 1 || (isConstant(x) && isConstant(y))) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
    }
    boolean areSkewed = Math.min(x.min(), y.min()) >= 0;
    return SquareAndAdd.difference(
        x.mean(),
        beside(y, x, areSkewed, dispersion, level),
        y.mean(),
        beside(x, y, areSkewed, dispersion, level));
  }

  private static Interval beside(
      FrequencyTable other,
      FrequencyTable sample,
      boolean areSkewed,
      double dispersion,
      double level) {
    if (isConstant(sample)) {
      double arm = arm(other, dispersion, level);
      return around(
          sample.mean(), arm * StrictMath.sqrt((double) other.count() / sample.count()), level);
    }
    return areSkewed
        ? ofMean(sample, dispersion, level)
        : around(sample.mean(), arm(sample, dispersion, level), level);
  }

  private static boolean isConstant(FrequencyTable sample) {
    return sample.min() == sample.max();
  }

  private static Interval around(double mean, double arm, double level) {
    return new Interval(mean - arm, mean + arm, level);
  }

  /** The interval of P(y &gt; x) + ½ P(y = x). */
  static Interval ofSuperiority(
      FrequencyTable x, FrequencyTable y, double dispersion, double level) {
    return MannWhitneyTest.withDefaults()
        .with(MannWhitneyTest.Method.NORMAL)
        .test(x, y)
        .superiorityInterval(level, dispersion);
  }

  /** 2n / (κ − 1), at least 2. */
  private static double degrees(FrequencyTable sample) {
    double mean = sample.mean();
    double[] moments = new double[2];
    sample.forEach(
        (value, count) -> {
          double square = (value - mean) * (value - mean);
          moments[0] += square * count;
          moments[1] += square * square * count;
        });
    double n = sample.count();
    double kurtosis = n * moments[1] / (moments[0] * moments[0]);
    return kurtosis > 1 ? Math.max(2, Math.min(1e6, 2 * n / (kurtosis - 1))) : 1e6;
  }

  /**
   * Computes the interval of the median.
   *
   * @param sample the observations
   * @param dispersion φ, at least 1
   * @param level the confidence level, such as 0.95
   * @return the interval, whose limits were observed
   * @throws IllegalArgumentException if φ or the level is out of its range
   * @throws IllegalStateException if the sample is empty
   */
  public static Interval ofMedian(FrequencyTable sample, double dispersion, double level) {
    double scale = StrictMath.sqrt(Levels.requireDispersion(dispersion) / sample.count());
    double arm = Math.min(0.5, Tail.normalQuantile(level) * scale / 2);
    return new Interval(sample.quantile(0.5 - arm), sample.quantile(0.5 + arm), level);
  }
}

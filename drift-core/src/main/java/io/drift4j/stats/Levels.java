package io.drift4j.stats;

/** Checks of the numbers that callers choose. */
final class Levels {

  private Levels() {}

  @CanIgnoreReturnValue
  static double requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), not " + level);
    }
    return level;
  }

  /** A false alarm more often than not is none that is wanted: 0.95 is a level of intervals. */
  static double requireAlpha(double alpha) {
    if (!(alpha > 0 && alpha <= 0.5)) {
      throw new IllegalArgumentException(
          "alpha must be in (0, 0.5], not "
              + alpha
              + (alpha > 0.5 && alpha < 1 ? "; it is 1 less the level of an interval" : ""));
    }
    return alpha;
  }

  @CanIgnoreReturnValue
  static double requireRate(double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("rate must be in (0, 1), not " + rate);
    }
    return rate;
  }

  /** What any result of a test is. */
  static void requireResult(double statistic, double logPValue) {
    if (Double.isNaN(statistic)) {
      throw new IllegalArgumentException("the statistic of a result must be a number, not NaN");
    }
    if (!(logPValue <= 0)) {
      throw new IllegalArgumentException("ln p must not be above 0, not " + logPValue);
    }
  }

  /**
   * Variance over what independence would give; below 1 it would make data better than they are.
   */
  @CanIgnoreReturnValue
  static double requireDispersion(double dispersion) {
    if (!(dispersion >= 1 && dispersion < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "dispersion must be at least 1 and finite, not " + dispersion);
    }
    return dispersion;
  }

  /** A sample of which something is estimated. */
  static void requireRows(TimeToEventTable sample) {
    if (sample.isEmpty()) {
      throw new IllegalArgumentException("the sample has no observations");
    }
  }

  /** Both samples of a comparison, which needs something to compare. */
  static void requireBoth(FrequencyTable x, FrequencyTable y) {
    requireBoth(x.isEmpty(), y.isEmpty());
  }

  /** Both samples of a comparison, which needs something to compare. */
  static void requireBoth(TimeToEventTable x, TimeToEventTable y) {
    requireBoth(x.isEmpty(), y.isEmpty());
  }

  static void requireBoth(boolean isFirstEmpty, boolean isSecondEmpty) {
    if (isFirstEmpty || isSecondEmpty) {
      throw new IllegalArgumentException(
          "the " + (isFirstEmpty ? "first" : "second") + " sample has no observations");
    }
  }
}

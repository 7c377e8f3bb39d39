package io.drift4j.examples.benchmarks.detection;

import io.drift4j.stats.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What a look says of a stream.
 *
 * @param logPValue ln p, 0 where nothing was tested
 * @param estimate of the change
 * @param interval of the change at 0.95, {@code null} where there is none
 * @param scale what the estimate is
 * @param dispersion φ of single days, NaN where there is none
 * @param horizon the last age that was compared, −1 where there is none
 */
record Looked(
    double logPValue,
    double estimate,
    @Nullable Interval interval,
    Scale scale,
    double dispersion,
    int horizon) {

  static final int NO_HORIZON = -1;

  Looked(double logPValue, double estimate, @Nullable Interval interval, Scale scale) {
    this(logPValue, estimate, interval, scale, Double.NaN, NO_HORIZON);
  }

  /** What an estimate is. */
  enum Scale {
    /** Current share − baseline share. */
    DIFFERENCE,
    /** Current hazard / baseline hazard. */
    HAZARD_RATIO,
    /** Current time / baseline time. */
    TIME_RATIO,
    /** Nothing was tested. */
    NONE
  }

  static final Looked SKIPPED = new Looked(0, 0, null, Scale.NONE);

  boolean isTested() {
    return scale != Scale.NONE;
  }
}

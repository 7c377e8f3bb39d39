package io.drift4j;

import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The size of a change as people were told of it, until it is measured: by the first look whose
 * days, 28 or more, are all of the change as it was told. It is read, not built; it may get more
 * components.
 *
 * @param asOf the day of the look that showed it
 * @param before the value of the baseline
 * @param now the value of the current window
 * @param low the lower limit of the interval of the change; absent if there is none
 * @param high the upper limit
 * @param horizon up to which age both were compared; absent if there is none
 * @param trend what it means
 * @param isMeasured whether it is that of a later look than the one that was told
 */
public record ToldChange(
    LocalDate asOf,
    double before,
    double now,
    OptionalDouble low,
    OptionalDouble high,
    OptionalInt horizon,
    Trend trend,
    boolean isMeasured) {

  /** What evidence shows that is told of. */
  static ToldChange of(LocalDate asOf, Metric metric, Evidence seen) {
    return of(asOf, metric, seen, false);
  }

  static ToldChange measured(LocalDate asOf, Metric metric, Evidence seen) {
    return of(asOf, metric, seen, true);
  }

  private static ToldChange of(LocalDate asOf, Metric metric, Evidence seen, boolean isMeasured) {
    return new ToldChange(
        asOf,
        seen.baselineValue(),
        seen.currentValue(),
        seen.intervalLow(),
        seen.intervalHigh(),
        seen.horizon(),
        metric.direction().trend(seen.delta()),
        isMeasured);
  }

  /**
   * Returns the change.
   *
   * @return now − before
   */
  public double delta() {
    return now - before;
  }
}

package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * What is looked at: a metric of a segment in two windows. It is read, not built; it may get more
 * components.
 *
 * @param metric the metric
 * @param segment the segment
 * @param view which windows are compared, and how
 * @param baseline its records in the baseline window
 * @param current its records in the current window
 * @param history its records from the first day of the baseline, or as many days before the current
 *     window as the lens wants to see if these are more, until the current window
 * @param closedDays the days between the first of the history and the as-of day on which nobody
 *     ends any record: as the definition says, and as were found
 * @param companions what is read beside the metric, in the same windows of the same segment: a
 *     comparison of each of {@link Metric#companions}, in their order
 */
public record Comparison(
    Metric metric,
    Segment segment,
    View view,
    Sample baseline,
    Sample current,
    Sample history,
    SortedSet<LocalDate> closedDays,
    List<Comparison> companions) {

  /**
   * Returns what is read beside the metric.
   *
   * @param companion one of {@link Metric#companions}
   * @return the comparison of that metric, in the same windows of the same segment
   * @throws IllegalArgumentException if it is none of them
   */
  public Comparison of(Metric companion) {
    return companions.stream()
        .filter(beside -> beside.metric.equals(companion))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "metric "
                        + metric
                        + " has no companion "
                        + companion
                        + "; name it with withCompanions"));
  }

  /** The same of the records of some strata only, of the companions too. */
  Comparison among(Predicate<Segment> strata) {
    return new Comparison(
        metric,
        segment,
        view,
        baseline.among(strata),
        current.among(strata),
        history.among(strata),
        closedDays,
        companions.stream().map(beside -> beside.among(strata)).toList());
  }

  /** An age as horizons are told: in the units of a metric of time, in whole days of any other. */
  int horizon(long age) {
    long units = metric.kind() == Metric.Kind.TIME ? 1 : metric.unitsInADay();
    return Math.toIntExact(age / units);
  }

  /** The history and the current window, which follows it, in one. */
  Sample whole() {
    return history.with(current);
  }

  /**
   * Returns what is compared with what.
   *
   * @return the windows of the samples
   */
  public WindowPair windows() {
    return new WindowPair(baseline.window(), current.window());
  }
}

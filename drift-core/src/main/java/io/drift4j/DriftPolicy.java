package io.drift4j;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * When a difference is an event. A policy says through which {@link View views} it wants to look,
 * and sees the {@link Evidence} of the whole run at once, so that it can account for how much there
 * is.
 *
 * <p>Id, version and settings enter the identity of a run: a policy that changes what it decides
 * changes its version.
 */
public interface DriftPolicy {

  /**
   * Returns the name that identifies the policy.
   *
   * @return the id, such as {@code thresholds}
   */
  String id();

  /**
   * Returns the version of what the policy decides.
   *
   * @return the version, from 1
   */
  int version();

  /**
   * Returns the settings that differ from the defaults of this {@link #version}. Numbers are exact
   * texts.
   *
   * @return name to value, empty if everything is at its default, as unless told otherwise
   */
  default SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  /**
   * Returns the views of a metric that the policy wants.
   *
   * @param metric a metric of the definition
   * @param lookback the windows of the definition
   * @return the views, at least one, with distinct names, the same in every call; unless told
   *     otherwise {@code window}: the definition's windows through the {@linkplain Metric#lens()
   *     metric's lens}, which sees their summaries where it has no other
   */
  default List<View> views(Metric metric, Lookback lookback) {
    return List.of(new View("window", lookback, metric.lens()));
  }

  /**
   * Says whether the policy wants to see events that are dated on or after the as-of day. With
   * hindsight a run of a past day depends on when it is computed; without, it sees what was known
   * on that day's morning.
   *
   * @return {@code false} unless told otherwise
   */
  default boolean hasHindsight() {
    return false;
  }

  /**
   * Says whether the policy wants closed days to be found: those on which nearly no record ends
   * though on their weekday many do, by the coarsest dimension. Then segments are looked at when
   * all are read.
   *
   * @return {@code false} unless told otherwise
   */
  default boolean findsClosedDays() {
    return false;
  }

  /**
   * Returns the smallest change of a metric that the policy lets matter, for people: what is told
   * of it beside what would be found.
   *
   * @param metric the metric
   * @param baseline the value of the baseline
   * @return the change, in the unit of the values; absent if there is none; unless told otherwise
   *     the one that reaches the metric's {@link Threshold}
   */
  default OptionalDouble leastThatMatters(Metric metric, double baseline) {
    double least = metric.threshold().least(baseline);
    return Double.isFinite(least) ? OptionalDouble.of(least) : OptionalDouble.empty();
  }

  /**
   * Judges what was seen in a run.
   *
   * @param examinations every metric of every segment of which there was anything to be seen,
   *     ordered by segment
   * @return verdicts in the order of the examinations, exactly one on each; anything else fails the
   *     run and names the policy
   */
  List<Verdict> judge(List<Examination> examinations);

  /**
   * Returns the policy that reports changes that are both material and real: large enough to
   * matter, by a test that fits the data, adjusted for how many were looked at. It is what {@link
   * io.drift4j.claims.ClaimDefinitions} use.
   *
   * @return the policy at a false discovery rate of 5 %
   */
  static ControlledPolicy controlled() {
    return ControlledPolicy.withDefaults();
  }

  /**
   * Returns the policy that tells each change once, and holds the false ones to a number a year:
   * for definitions that run every night.
   *
   * @return the policy with a budget of 4 false episodes a year for a customer
   */
  static MonitoredPolicy monitored() {
    return MonitoredPolicy.withDefaults();
  }

  /**
   * Returns the policy that reports every change beyond its metric's {@link Threshold}, from a
   * minimum volume on, with no regard to chance: the rules of the reference system.
   *
   * @return the policy with a minimum volume of 30
   */
  static ThresholdPolicy thresholds() {
    return ThresholdPolicy.withDefaults();
  }
}

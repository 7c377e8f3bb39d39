package io.drift4j;

import java.util.List;
import java.util.SortedMap;

/**
 * When a difference is an event. A policy sees every comparison of a run at once, so that it can
 * account for how many there are.
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
   * @return name to value, empty if everything is at its default
   */
  SortedMap<String, String> settings();

  /**
   * Judges the comparisons of a run.
   *
   * @param comparisons every metric of every segment, ordered by segment
   * @return verdicts in the order of the comparisons, exactly one on each; anything else fails the
   *     run and names the policy
   */
  List<Verdict> judge(List<Comparison> comparisons);

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

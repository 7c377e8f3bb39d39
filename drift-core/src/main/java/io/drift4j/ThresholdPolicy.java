package io.drift4j;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reports every change beyond its metric's {@link Threshold}, with no regard to chance, or whatever
 * else its metric's {@link ThresholdRule} says.
 *
 * <p>What is looked at is skipped unless both windows hold the minimum volume of observations; of a
 * number of records a day the baseline is enough. The volume score is {@code min((n₁ + n₂) / (4 ·
 * minimum volume), 1)}. Records that are still open take no part, so a payer looks faster in its
 * newest weeks: this policy is for comparison with a system that decides so, not for waking people
 * up.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class ThresholdPolicy implements DriftPolicy {

  private static final int DEFAULT_MINIMUM_VOLUME = 30;

  private final int minimumVolume;

  private ThresholdPolicy(int minimumVolume) {
    this.minimumVolume = minimumVolume;
  }

  static ThresholdPolicy withDefaults() {
    return new ThresholdPolicy(DEFAULT_MINIMUM_VOLUME);
  }

  /**
   * Returns this policy with another minimum volume.
   *
   * @param observations how many observations each window must hold, 1 or more
   * @return the changed policy
   * @throws IllegalArgumentException if the number is not positive
   */
  public ThresholdPolicy withMinimumVolume(int observations) {
    if (observations < 1) {
      throw new IllegalArgumentException("minimum volume must be 1 or more, not " + observations);
    }
    return new ThresholdPolicy(observations);
  }

  @Override
  public String id() {
    return "thresholds";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    if (minimumVolume != DEFAULT_MINIMUM_VOLUME) {
      settings.put("minimum-volume", Integer.toString(minimumVolume));
    }
    return settings;
  }

  /** As in the reference: a claim decided after the as-of day is decided. */
  @Override
  public boolean hasHindsight() {
    return true;
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return examinations.stream().map(this::judge).toList();
  }

  private Verdict judge(Examination examination) {
    return examination.metric().rule().judge(examination, minimumVolume);
  }
}

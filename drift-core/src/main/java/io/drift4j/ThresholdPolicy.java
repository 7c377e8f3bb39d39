package io.drift4j;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reports every change beyond its metric's {@link Threshold}, with no regard to chance.
 *
 * <p>A comparison is skipped unless both windows hold the minimum volume of observations. The
 * volume score is {@code min((n₁ + n₂) / (4 · minimum volume), 1)}. Records that are still open
 * take no part, so a payer looks faster in its newest weeks: this policy is for comparison with a
 * system that decides so, not for waking people up.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class ThresholdPolicy implements DriftPolicy {

  private static final int DEFAULT_MINIMUM_VOLUME = 30;
  private static final String VIEW = "window";

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

  @Override
  public List<Verdict> judge(List<Comparison> comparisons) {
    return comparisons.stream().map(this::judge).toList();
  }

  private Verdict judge(Comparison comparison) {
    if (comparison.baseline().count() < minimumVolume
        || comparison.current().count() < minimumVolume) {
      return Verdict.skipped(comparison, "below minimum volume " + minimumVolume);
    }
    Difference difference = measure(comparison);
    boolean reached =
        comparison
            .metric()
            .threshold()
            .isReached(difference.baselineValue(), difference.currentValue());
    return Verdict.of(comparison, reached ? Decision.DRIFT : Decision.UNREMARKABLE, difference);
  }

  private Difference measure(Comparison comparison) {
    Metric metric = comparison.metric();
    double baseline = metric.summary().of(comparison.baseline());
    double current = metric.summary().of(comparison.current());
    long n1 = comparison.baseline().count();
    long n2 = comparison.current().count();
    double volumeScore = Math.min((double) (n1 + n2) / (minimumVolume * 4L), 1.0);
    double severity = metric.severity(current - baseline);
    return new Difference(VIEW, baseline, current, n1, n2, severity, volumeScore, null);
  }
}

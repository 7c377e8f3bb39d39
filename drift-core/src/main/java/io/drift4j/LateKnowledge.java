package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * What the newest records do not tell yet: an amount or category that is known by a later day only.
 * What is known early may be of another size or kind than what is known late, so both windows end
 * earlier, and the same part of both must be known.
 */
final class LateKnowledge {

  /** How many days both windows end earlier. */
  static final int LAG = 30;

  /** By so much less of the current window may be known. */
  private static final double MOST_MISSING = 0.05;

  static final String LESS_KNOWN = "less is known of the current window than of the baseline";

  private LateKnowledge() {}

  /** Whether a record enters its window before its number or category is known. */
  static boolean isOf(Measure measure) {
    return measure.until() != null && !measure.isWindowedByEvent();
  }

  /** Says how much of both windows is known, and returns why that is too little, if it is. */
  static @Nullable String tell(Comparison comparison, Evidence.Builder evidence) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    if (isWhole(comparison) || baseline.size() == 0 || current.size() == 0) {
      return null;
    }
    double before = known(baseline);
    double now = known(current);
    evidence
        .figure(Figure.KNOWN_BASELINE, before)
        .figure(Figure.KNOWN_CURRENT, now)
        .note("of those only that are known by the as-of day; what is known late may differ");
    return now < before - MOST_MISSING ? LESS_KNOWN : null;
  }

  /** Whether a smaller part of the current window is known than of the baseline. */
  static boolean isLessKnown(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    return baseline.size() > 0
        && current.size() > 0
        && known(current) < known(baseline) - MOST_MISSING;
  }

  /** Whether all that is ever told is known of every record. */
  private static boolean isWhole(Comparison comparison) {
    Measure measure = comparison.metric().measure();
    Integer within = measure.within();
    return !isOf(measure) || (within != null && within <= comparison.view().lens().lagDays());
  }

  private static double known(Sample sample) {
    return (double) sample.ended() / (sample.ended() + sample.open());
  }
}

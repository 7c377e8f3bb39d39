package io.drift4j;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A metric of a segment in a {@link ControlledJudgement}: its views, combined before anything is
 * adjusted.
 */
final class Stream {

  private final ControlledSettings settings;
  private final Examination examination;
  private final List<Evidence> candidates;
  private final @Nullable Evidence leading;
  private final double logP;

  Stream(ControlledSettings settings, Examination examination) {
    this.settings = settings;
    this.examination = examination;
    this.candidates = examination.evidence().stream().filter(this::isCandidate).toList();
    this.leading = candidates.stream().min(Comparator.comparingDouble(this::logP)).orElse(null);
    this.logP = simes(candidates.stream().mapToDouble(this::logP).sorted().toArray());
  }

  private boolean isCandidate(Evidence evidence) {
    return evidence.hasValues() && evidence.logPValue().isPresent() && hasVolume(evidence);
  }

  private boolean hasVolume(Evidence evidence) {
    boolean isCount = metric().kind() == Metric.Kind.COUNT; // few may be the news
    return evidence.baselineSize() >= settings.minimumVolume()
        && (isCount || evidence.currentSize() >= settings.minimumVolume());
  }

  /** min over k of (m / k) p_(k), as logarithms; 0 where there is nothing. */
  private static double simes(double[] sorted) {
    double smallest = 0;
    for (int k = 0; k < sorted.length; k++) {
      smallest = Math.min(smallest, sorted[k] + StrictMath.log(sorted.length / (k + 1.0)));
    }
    return smallest;
  }

  Examination examination() {
    return examination;
  }

  Metric metric() {
    return examination.metric();
  }

  boolean isTested() {
    return leading != null;
  }

  /** Why no view could tell anything. */
  String skippedBecause() {
    return examination.evidence().stream().anyMatch(this::hasVolume)
        ? examination.evidence().stream()
            .map(Evidence::undecidedBecause)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("no view tests it")
        : "below minimum volume " + settings.minimumVolume();
  }

  /** Views that could tell something. */
  List<Evidence> candidates() {
    return candidates;
  }

  /** Those of them that see every record of their windows to the same age. */
  List<Evidence> mature() {
    return candidates.stream()
        .filter(evidence -> !isOfTheNewest(evidence) || candidates.size() == 1)
        .toList();
  }

  private static boolean isOfTheNewest(Evidence evidence) {
    return evidence.figures().containsKey(Figure.HAZARD_RATIO)
        || evidence.figures().containsKey(Figure.ODDS_RATIO);
  }

  Evidence leading() {
    return Objects.requireNonNull(leading);
  }

  /** ln p of the stream. */
  double logP() {
    return logP;
  }

  /** ln p of a view: 0 where its own estimate does not matter, or only speed explains it. */
  double logP(Evidence evidence) {
    boolean counts = isMaterial(evidence) && !evidence.figures().containsKey(Figure.SPEED_LOG_P);
    return counts ? evidence.logPValue().orElse(0) : 0;
  }

  private boolean isMaterial(Evidence evidence) {
    return isMaterial(
        evidence.baselineValue(), evidence.currentValue(), evidence.effect().orElse(1));
  }

  /** Whether such values matter, and of a time such a ratio. */
  boolean isMaterial(double before, double now, double effect) {
    return switch (metric().kind()) {
      case PROPORTION ->
          metric().threshold().isReached(before, now)
              && (Math.abs(now - before) >= metric().threshold().absolute()
                  || Math.abs(now - before) >= ControlledSettings.ONE_POINT);
      case TIME -> isMaterialRatio(effect);
      case AMOUNT, CATEGORY, COUNT -> metric().threshold().isReached(before, now);
    };
  }

  private boolean isMaterialRatio(double ratio) {
    return ratio >= settings.timeRatio() || ratio * settings.timeRatio() <= 1;
  }

  /** Whether the windows do not differ otherwise than in what is shown: curves may cross. */
  boolean isAlikeElsewhere(Evidence evidence) {
    return Math.abs(evidence.figure(Figure.RESTRICTED_MEAN_DIFFERENCE).orElse(0))
        <= margin(evidence);
  }

  /** How large a change may be that does not matter. */
  double margin(Evidence evidence) {
    return settings.margin(metric(), evidence.baselineValue());
  }
}

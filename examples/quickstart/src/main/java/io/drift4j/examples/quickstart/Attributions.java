package io.drift4j.examples.quickstart;

import io.drift4j.Attribution;
import io.drift4j.RecordedVerdict;
import io.drift4j.stats.RateMixDecomposition.Effect;
import java.util.List;

/** Where the change of a payer as a whole comes from: its groups, or how many claims each has. */
final class Attributions {

  /** Fewer standard errors than this are left to chance. */
  private static final double SURPRISING = 3;

  private Attributions() {}

  /** Of each metric and payer, where it can be told. */
  static List<Attribution> of(List<RecordedVerdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.segment().dimensions().contains("payer"))
        .map(RecordedVerdict::metricId)
        .distinct()
        .flatMap(metricId -> Attribution.by(verdicts, metricId, "payer").stream())
        .filter(Attribution::hasParts)
        .toList();
  }

  /** What is worth reading: payers of several groups that have changed by more than chance. */
  static List<String> lines(List<RecordedVerdict> verdicts) {
    return of(verdicts).stream()
        .filter(attribution -> attribution.contributions().size() > 1)
        .filter(attribution -> isSurprising(attribution.total()))
        .flatMap(attribution -> attribution.lines().stream())
        .toList();
  }

  private static boolean isSurprising(Effect total) {
    return Math.abs(total.value()) > SURPRISING * total.standardError();
  }
}

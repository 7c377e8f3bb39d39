package io.drift4j;

import java.util.List;
import java.util.Objects;

/**
 * From counts to verdicts: reads what a definition wants compared, lets its policy judge, and makes
 * an event of whatever drifted. The result depends on the counts alone, not on their order, the
 * thread, the locale or the time zone.
 */
public final class DriftDetector {

  private DriftDetector() {}

  /**
   * Computes a run. Where nothing usable was read, nothing is judged.
   *
   * @param definition what is compared
   * @param run the run, of this definition
   * @param source where the counts come from
   * @return what was found
   * @throws IllegalArgumentException if the source lacks a dimension or field of the definition
   * @throws DriftException if the source cannot be read, or it, a metric or the policy breaks its
   *     contract; the message names which
   */
  public static Detection detect(Definition definition, Run run, CountSource source) {
    Counts counts = Counts.read(definition, run, source);
    List<Comparison> comparisons = counts.comparisons();
    return Emptiness.of(counts, comparisons, run, source)
        .map(because -> Detection.empty(counts.summary(List.of()), because))
        .orElseGet(() -> judged(definition, run, counts, comparisons));
  }

  private static Detection judged(
      Definition definition, Run run, Counts counts, List<Comparison> comparisons) {
    List<Verdict> verdicts = Judgement.of(definition.policy(), comparisons);
    return new Detection(counts.summary(verdicts), verdicts, events(run, verdicts), null);
  }

  private static List<DriftEvent> events(Run run, List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.decision() == Decision.DRIFT)
        .map(verdict -> event(run, verdict))
        .toList();
  }

  private static DriftEvent event(Run run, Verdict verdict) {
    Difference difference = Objects.requireNonNull(verdict.difference());
    return DriftEvent.of(run, verdict.comparison(), difference);
  }
}

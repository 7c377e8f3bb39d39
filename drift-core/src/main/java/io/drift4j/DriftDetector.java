package io.drift4j;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
   * @throws DriftException if the source lacks a dimension or field of the definition or cannot be
   *     read, or it, a metric or the policy breaks its contract; the message names which
   */
  public static Detection detect(Definition definition, Run run, CountSource source) {
    Plan plan = Plan.of(List.of(definition), run);
    return detection(Scan.read(plan, source).get(0), run, source);
  }

  /** What comes of what was examined. */
  static Detection detection(Examiner examiner, Run run, CountSource source) {
    List<Examination> examinations = examiner.examinations();
    Totals totals = examiner.totals();
    Window span = Plan.span(examiner.definition(), run.asOf());
    return Emptiness.of(totals, span, examinations, run, source)
        .map(because -> Detection.empty(summary(totals, span, List.of()), because))
        .orElseGet(() -> judged(examiner.definition(), run, totals, span, examinations));
  }

  private static Detection judged(
      Definition definition, Run run, Totals totals, Window span, List<Examination> examinations) {
    List<Verdict> verdicts = Judgement.of(definition.policy(), examinations);
    return new Detection(summary(totals, span, verdicts), verdicts, events(run, verdicts), null);
  }

  private static List<DriftEvent> events(Run run, List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.decision() == Decision.DRIFT)
        .map(verdict -> DriftEvent.of(run, verdict))
        .toList();
  }

  private static SortedMap<String, Integer> reasons(List<Verdict> verdicts) {
    SortedMap<String, Integer> reasons = new TreeMap<>();
    for (Verdict verdict : verdicts) {
      if (verdict.reason() != null) {
        reasons.merge(verdict.reason(), 1, Integer::sum);
      }
    }
    return reasons;
  }

  /** What was read, together with what was decided of it. */
  private static RunSummary summary(Totals totals, Window span, List<Verdict> verdicts) {
    Map<Decision, Integer> decided = new EnumMap<>(Decision.class);
    verdicts.forEach(verdict -> decided.merge(verdict.decision(), 1, Integer::sum));
    return new RunSummary(
        span,
        totals.read(),
        totals.usableInBaseline(),
        totals.usableInCurrent(),
        totals.newestRecordDay(),
        totals.newestEventDay(),
        Math.toIntExact(verdicts.stream().map(Verdict::segment).distinct().count()),
        decided,
        reasons(verdicts),
        totals.defects());
  }
}

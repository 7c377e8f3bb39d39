package io.drift4j.examples.quickstart;

import io.drift4j.Decision;
import io.drift4j.RecordedVerdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run could not tell, and why: how much of it, or each piece. */
final class Undecided {

  private final Findings findings;

  Undecided(Findings findings) {
    this.findings = findings;
  }

  List<String> lines(boolean each) {
    List<String> lines = new ArrayList<>(inconclusive());
    lines.addAll(skipped());
    if (each) {
      lines.addAll(explanations());
    }
    return lines;
  }

  /** Of each metric, with the changes that would not have been seen. */
  private List<String> inconclusive() {
    return findings.decided(Decision.INCONCLUSIVE).stream()
        .collect(
            Collectors.groupingBy(RecordedVerdict::metricId, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(Undecided::inconclusive)
        .toList();
  }

  private static String inconclusive(List<RecordedVerdict> ofMetric) {
    RecordedVerdict first = ofMetric.get(0);
    return String.format(
        Locale.ROOT,
        "inconclusive: %,d of %s%s",
        ofMetric.size(),
        first.driftType(),
        detectable(Units.of(first.unit()), ofMetric));
  }

  private static String detectable(Units units, Collection<RecordedVerdict> verdicts) {
    DoubleSummaryStatistics least =
        verdicts.stream()
            .flatMapToDouble(verdict -> verdict.assessment().minimumDetectable().stream())
            .summaryStatistics();
    return least.getCount() == 0
        ? ""
        : ", in which changes of "
            + units.range(least.getMin(), least.getMax())
            + " would have been found";
  }

  private List<String> skipped() {
    Map<String, Integer> reasons = findings.report().summary().reasons();
    return reasons.entrySet().stream()
        .map(
            reason ->
                String.format(Locale.ROOT, "skipped: %,d %s", reason.getValue(), reason.getKey()))
        .toList();
  }

  private List<String> explanations() {
    return Stream.of(Decision.INCONCLUSIVE, Decision.SKIPPED)
        .flatMap(decision -> findings.decided(decision).stream())
        .map(RecordedVerdict::explain)
        .toList();
  }
}

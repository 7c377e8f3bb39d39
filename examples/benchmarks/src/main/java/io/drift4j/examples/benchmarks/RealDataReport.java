package io.drift4j.examples.benchmarks;

import io.drift4j.CountSource;
import io.drift4j.Decision;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftMonitor;
import io.drift4j.Evidence;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Metric;
import io.drift4j.Segment;
import io.drift4j.Verdict;
import io.drift4j.stats.Interval;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what runs over real data report, each beside what was listed before the first of them. */
final class RealDataReport {

  private static final int TOP = 10;

  private static final Comparator<Finding> BY_SEVERITY =
      Comparator.comparingDouble((Finding f) -> f.verdict.assessment().severityLow().orElse(0))
          .thenComparingDouble(f -> f.verdict.severity())
          .reversed()
          .thenComparing(Finding::name);

  private final ExpectedEvents expected = ExpectedEvents.read();
  private final PrintStream out;

  RealDataReport(PrintStream out) {
    this.out = out;
  }

  /** A verdict under the name by which it is listed. */
  record Finding(String name, Verdict verdict) {

    static Finding of(Verdict verdict) {
      Segment segment = verdict.segment();
      String name =
          segment.values().stream()
              .map(value -> value == null ? "(none)" : value)
              .collect(Collectors.joining("/"));
      return new Finding(name.isEmpty() ? "all" : name, verdict);
    }

    boolean isEvent() {
      return verdict.decision() == Decision.DRIFT;
    }

    boolean isTested() {
      return verdict.decision() != Decision.SKIPPED;
    }

    String direction() {
      return verdict.evidence().delta() > 0 ? "up" : "down";
    }
  }

  void line(String format, Object... values) {
    out.print(String.format(Locale.ROOT, format, values) + "\n");
  }

  /** Computes a run, in memory, and keeps nothing of it. */
  static List<Finding> findings(CountSource source, Definition definition, LocalDate asOf) {
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), source);
    Detection detection = monitor.preview(definition, "all", asOf);
    if (detection.emptyBecause() != null) {
      throw new IllegalStateException("as of " + asOf + ": " + detection.emptyBecause());
    }
    return detection.verdicts().stream().map(Finding::of).toList();
  }

  /** Computes a run and prints its first ten. */
  List<Finding> run(String name, CountSource source, Definition definition, LocalDate asOf) {
    List<Finding> findings = findings(source, definition, asOf);
    print(name, findings, TOP);
    return findings;
  }

  /** Prints the first of what was reported, and where what had to be among them is. */
  void print(String run, List<Finding> findings, int most) {
    List<Finding> events = findings.stream().filter(Finding::isEvent).sorted(BY_SEVERITY).toList();
    line("%n== %s", run);
    line("   %s", counts(findings));
    for (int i = 0; i < Math.min(most, events.size()); i++) {
      Finding event = events.get(i);
      line("%3d. %s", i + 1, told(event));
      event.verdict.evidence().notes().forEach(note -> line("     noting: %s", note));
      line("     %s", expected.says(run, event.name(), event.direction()));
    }
    expected.of(run, "must").forEach(line -> printWhere(line, events, findings));
    expected.of(run, "never").forEach(line -> printWhere(line, events, findings));
    long unlisted = events.stream().filter(event -> isUnlisted(run, event)).count();
    line("   %d of %d events are not listed", unlisted, events.size());
  }

  /** Where everything that was tested stands, event or not: what a reader sees who ranks it all. */
  void printTested(String run, List<Finding> findings) {
    List<Finding> tested = findings.stream().filter(Finding::isTested).sorted(BY_SEVERITY).toList();
    line("   first %d of all %d that were tested, events or not:", TOP, tested.size());
    for (int i = 0; i < Math.min(TOP, tested.size()); i++) {
      Finding finding = tested.get(i);
      line("%3d. %s", i + 1, told(finding));
      line("     %s", expected.says(run, finding.name(), finding.direction()));
    }
  }

  /** How large a change would have been found with 80 %, in the middle of what was tested. */
  void printDetectable(List<Finding> findings) {
    double[] points =
        findings.stream()
            .mapToDouble(f -> f.verdict.assessment().minimumDetectable().orElse(Double.NaN))
            .filter(change -> !Double.isNaN(change))
            .sorted()
            .toArray();
    line(
        "   found with 80 %% would have been a change of %.1f points in the middle of %d segments, %.1f in a quarter of them",
        100 * points[points.length / 2], points.length, 100 * points[points.length / 4]);
  }

  private boolean isUnlisted(String run, Finding event) {
    return expected.says(run, event.name(), event.direction()).equals("NOT LISTED");
  }

  private void printWhere(ExpectedEvents.Line line, List<Finding> events, List<Finding> findings) {
    List<Integer> ranks = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (line.isOf(events.get(i).name(), events.get(i).direction())) {
        ranks.add(i + 1);
      }
    }
    boolean isFirst = !ranks.isEmpty() && ranks.get(0) <= TOP;
    boolean isRight = line.word().equals("must") ? isFirst : ranks.isEmpty();
    line(
        "   %s: %s %s %s, %s",
        isRight ? "as listed" : "NOT AS LISTED",
        line.word(),
        line.segment(),
        line.direction(),
        ranks.isEmpty() ? "not reported" : "reported at rank " + ranks);
    if (ranks.isEmpty()) {
      findings.stream()
          .filter(finding -> finding.name().equals(line.segment()))
          .forEach(finding -> line("     %s", told(finding)));
    }
  }

  /** How many were decided how, and why some were skipped. */
  private static String counts(List<Finding> findings) {
    Map<String, Long> counts =
        findings.stream()
            .map(Finding::verdict)
            .map(v -> v.decision() + (v.reason() == null ? "" : " (" + v.reason() + ")"))
            .collect(Collectors.groupingBy(text -> text, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Effect, interval, p and dispersion of a finding, in a line. */
  static String told(Finding finding) {
    Verdict verdict = finding.verdict();
    Evidence evidence = verdict.evidence();
    if (!evidence.hasValues()) {
      return finding.name() + ": " + verdict.decision() + ", " + verdict.reason();
    }
    return String.format(
        Locale.ROOT,
        "%s %s by view %s: %s%s%s, n %,d and %,d, severity %.2f",
        finding.name(),
        verdict.decision(),
        evidence.view(),
        values(verdict.metric(), evidence),
        interval(verdict),
        tested(verdict),
        evidence.baselineSize(),
        evidence.currentSize(),
        verdict.severity());
  }

  /** Nothing of what was not tested. */
  private static String tested(Verdict verdict) {
    Evidence evidence = verdict.evidence();
    return evidence.pValue().isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            ", p %.2g, adjusted %.2g, dispersion %.0f, severityLow %.2f",
            evidence.pValue().getAsDouble(),
            verdict.assessment().adjustedPValue().orElse(1),
            evidence.dispersion().orElse(1),
            verdict.assessment().severityLow().orElse(0));
  }

  private static String values(Metric metric, Evidence evidence) {
    return isShare(metric)
        ? String.format(
            Locale.ROOT,
            "%.1f -> %.1f %%",
            100 * evidence.baselineValue(),
            100 * evidence.currentValue())
        : String.format(
            Locale.ROOT,
            "%.1f -> %.1f days%s",
            evidence.baselineValue(),
            evidence.currentValue(),
            evidence.effect().isPresent()
                ? String.format(Locale.ROOT, " (x %.2f)", evidence.effect().getAsDouble())
                : "");
  }

  /** Of an event the one that allows for its selection. */
  private static String interval(Verdict verdict) {
    return verdict
        .assessment()
        .adjustedInterval()
        .or(() -> verdict.evidence().intervalAt(Evidence.LEVEL))
        .map(interval -> told(interval, isShare(verdict.metric())))
        .orElse("");
  }

  private static String told(Interval interval, boolean isShare) {
    double unit = isShare ? 100 : 1;
    return String.format(
        Locale.ROOT,
        " (%+.1f to %+.1f %s)",
        unit * interval.low(),
        unit * interval.high(),
        isShare ? "points" : "days");
  }

  private static boolean isShare(Metric metric) {
    return metric.kind() == Metric.Kind.PROPORTION;
  }
}

package io.drift4j.examples.quickstart;

import io.drift4j.Decision;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Lookback;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import io.drift4j.WindowPair;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report for people: what drifted, the gravest first. */
final class TableReport {

  private static final int MOST_EVENTS = 20;
  private static final String ROW = "%-8s  %-13s  %-40s  %10s  %10s  %10s  %11s";

  private TableReport() {}

  static void print(Lookback lookback, RunReport report, PrintStream out) {
    Run run = report.run();
    RunSummary summary = report.summary();
    line(out, "");
    line(
        out,
        "%s, %s under %s, as of %s",
        run.customer(),
        run.definitionId(),
        run.policyId(),
        run.asOf());
    WindowPair windows = lookback.windows(run.asOf());
    line(out, "baseline %s, current %s", windows.baseline(), windows.current());
    if (report.isEmpty()) {
      line(out, "EMPTY, nothing is recorded: %s", String.valueOf(report.reason()));
    } else {
      found(report, summary, out);
    }
  }

  private static void found(RunReport report, RunSummary summary, PrintStream out) {
    line(
        out,
        "%,d claims read, %,d segments; comparisons: %,d drifted, %,d unremarkable, %,d skipped",
        summary.rowsRead(),
        summary.groupsConsidered(),
        summary.verdicts().getOrDefault(Decision.DRIFT, 0),
        summary.verdicts().getOrDefault(Decision.UNREMARKABLE, 0),
        summary.verdicts().getOrDefault(Decision.SKIPPED, 0));
    summary.leftOut().stream()
        .filter(left -> !left.isAlarming())
        .forEach(left -> line(out, "%s", left));
    summary.warnings().forEach(warning -> line(out, "warning: %s", warning));
    events(report.events(), out);
    line(
        out,
        "%d %s, %d of them new%s",
        report.events().size(),
        report.events().size() == 1 ? "event" : "events",
        report.eventsCreated(),
        report.alreadyRecorded()
            ? " (recorded before, from " + summary.rowsRead() + " claims; --revision computes anew)"
            : "");
  }

  private static void events(List<DriftEvent> events, PrintStream out) {
    if (!events.isEmpty()) {
      line(out, ROW, "severity", "drift", "segment", "baseline", "current", "change", "n");
    }
    events.stream()
        .sorted(Comparator.comparingDouble((DriftEvent e) -> -e.severity()))
        .limit(MOST_EVENTS)
        .forEach(event -> event(event, out));
    if (events.size() > MOST_EVENTS) {
      line(out, "… and %d more; --format csv lists all", events.size() - MOST_EVENTS);
    }
  }

  private static void event(DriftEvent event, PrintStream out) {
    Evidence evidence = event.evidence();
    line(
        out,
        ROW,
        String.format(Locale.ROOT, "%.2f", event.severity()),
        event.driftType(),
        String.join(" / ", event.segment().values().stream().map(String::valueOf).toList()),
        value(event, evidence.baselineValue(), ""),
        value(event, evidence.currentValue(), ""),
        value(event, evidence.delta(), "+"),
        evidence.baselineSize() + " / " + evidence.currentSize());
  }

  private static String value(DriftEvent event, double value, String sign) {
    return event.metricId().equals("denial-rate")
        ? String.format(Locale.ROOT, "%" + sign + ".1f %%", 100 * value)
        : String.format(Locale.ROOT, "%" + sign + ".1f d", value);
  }

  private static void line(PrintStream out, String format, Object... values) {
    out.print(String.format(Locale.ROOT, format, values).stripTrailing() + "\n");
  }
}

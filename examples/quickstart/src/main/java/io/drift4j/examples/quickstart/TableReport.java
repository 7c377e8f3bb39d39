package io.drift4j.examples.quickstart;

import io.drift4j.Decision;
import io.drift4j.DriftEvent;
import io.drift4j.Lookback;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import io.drift4j.WindowPair;
import io.drift4j.export.Printable;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for people: what drifted, the gravest first, and what could not be told. */
final class TableReport {

  private static final int MOST_EVENTS = 20;

  /** By what is at least true of them, where the policy says that; else by their estimates. */
  private static final Comparator<DriftEvent> GRAVEST_FIRST =
      Comparator.comparingDouble(
          (DriftEvent event) -> -event.assessment().severityLow().orElse(event.severity()));

  private final Lookback lookback;
  private final boolean verbose;
  private final PrintStream out;

  TableReport(Lookback lookback, boolean verbose, PrintStream out) {
    this.lookback = lookback;
    this.verbose = verbose;
    this.out = out;
  }

  void print(Findings findings) {
    RunReport report = findings.report();
    Run run = report.run();
    line("");
    line(
        "%s, %s under %s, as of %s",
        Printable.name(run.customer()), run.definitionId(), run.policyId(), run.asOf());
    WindowPair windows = lookback.windows(run.asOf());
    line("baseline %s, current %s", windows.baseline(), windows.current());
    if (report.isEmpty()) {
      line("EMPTY, nothing is recorded: %s", String.valueOf(report.reason()));
    } else {
      found(findings, windows);
    }
  }

  private void found(Findings findings, WindowPair usual) {
    RunReport report = findings.report();
    counts(report.summary());
    events(report.events(), usual);
    line(
        "%d %s, %d of them new%s",
        report.events().size(),
        report.events().size() == 1 ? "event" : "events",
        report.eventsCreated(),
        report.alreadyRecorded()
            ? " (recorded before, from "
                + report.summary().rowsRead()
                + " claims; --revision computes anew)"
            : "");
    new Undecided(findings).lines(verbose).forEach(text -> line("%s", text));
    attributions(Attributions.lines(findings.verdicts()));
    new Notes(findings.verdicts()).lines().forEach(text -> line("noted: %s", text));
  }

  private void attributions(List<String> lines) {
    if (!lines.isEmpty()) {
      line(
          "payers that have changed as a whole, by their groups (rate) or by what they get (mix):");
      lines.forEach(text -> line("%s", text));
    }
  }

  private void counts(RunSummary summary) {
    line(
        "%,d claims read, %,d segments; comparisons: %s",
        summary.rowsRead(), summary.groupsConsidered(), verdicts(summary));
    summary.leftOut().stream().filter(left -> !left.isAlarming()).forEach(left -> line("%s", left));
    summary.warnings().forEach(warning -> line("warning: %s", warning));
  }

  /** Those that a policy does not know have no count. */
  private static String verdicts(RunSummary summary) {
    return summary.verdicts().entrySet().stream()
        .filter(entry -> entry.getValue() > 0 || entry.getKey() == Decision.DRIFT)
        .map(TableReport::verdicts)
        .collect(Collectors.joining(", "));
  }

  private static String verdicts(Map.Entry<Decision, Integer> entry) {
    String name =
        switch (entry.getKey()) {
          case DRIFT -> "drifted";
          case EQUIVALENT -> "equivalent";
          case INCONCLUSIVE -> "inconclusive";
          case UNREMARKABLE -> "unremarkable";
          case SKIPPED -> "skipped";
        };
    return String.format(Locale.ROOT, "%,d %s", entry.getValue(), name);
  }

  private void events(List<DriftEvent> events, WindowPair usual) {
    if (!events.isEmpty()) {
      line("%s", EventLines.HEADER);
    }
    events.stream()
        .sorted(GRAVEST_FIRST)
        .limit(MOST_EVENTS)
        .flatMap(event -> new EventLines(event, usual).lines().stream())
        .forEach(text -> line("%s", text));
    if (events.size() > MOST_EVENTS) {
      line("… and %d more; --format csv lists all", events.size() - MOST_EVENTS);
    }
  }

  private void line(String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    out.print(Printable.of(text).stripTrailing() + "\n");
  }
}

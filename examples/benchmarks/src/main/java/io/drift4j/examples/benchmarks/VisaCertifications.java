package io.drift4j.examples.benchmarks;

import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.Direction;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Reading;
import io.drift4j.RecordCounts;
import io.drift4j.Series;
import io.drift4j.Verdict;
import io.drift4j.examples.benchmarks.RealDataReport.Finding;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Days from submission to decision, in years in which decisions got faster and then stopped. */
final class VisaCertifications {

  private static final Lookback BEFORE = Lookback.ofDays(90, 42);

  /** The same 42 days a year earlier. */
  private static final Lookback YEAR_BEFORE = new Lookback(42, 42, 365 - 42);

  private static final int AGE = 21;

  static final Metric TIME =
      Metric.days("decision-time", 1, Measure.timeToEvent("submitted", "decided"), Reading::value)
          .withDirection(Direction.UP_IS_WORSE);

  private final RealDataReport report;
  private final Function<LocalDate, CountSource> sources;

  private record Certification(
      LocalDate submitted, @Nullable LocalDate decided, @Nullable String state) {

    static Certification of(CsvFile.Row row) {
      String state = row.get("state");
      return new Certification(
          LocalDate.parse(row.get("submitted")),
          LocalDate.parse(row.get("decided")),
          state.isEmpty() ? null : state);
    }

    /** What is dated later had not happened. */
    Certification asKnownOn(LocalDate day) {
      boolean isKnown = decided != null && decided.isBefore(day);
      return new Certification(submitted, isKnown ? decided : null, state);
    }
  }

  private VisaCertifications(Path folder, RealDataReport report) {
    this.report = report;
    this.sources = sources(folder);
  }

  /** The table as it was on the morning of any day. */
  static Function<LocalDate, CountSource> sources(Path folder) {
    List<Certification> records =
        CsvFile.read(folder.resolve("h2b_certifications_2007_2013.csv"), Certification::of);
    return asOf -> source(records, asOf);
  }

  static void print(Path folder, RealDataReport report) {
    VisaCertifications visas = new VisaCertifications(folder, report);
    LocalDate stopped = LocalDate.of(2013, 4, 15);
    visas.sideBySide(stopped);
    visas.run("h2b 2013-04-15", stopped);
    visas.run("h2b 2009-03-15", LocalDate.of(2009, 3, 15));
  }

  private static CountSource source(List<Certification> records, LocalDate asOf) {
    List<Certification> known =
        records.stream()
            .filter(record -> record.submitted.isBefore(asOf))
            .map(record -> record.asKnownOn(asOf))
            .toList();
    return RecordCounts.of(known, record -> "all")
        .date("submitted", Certification::submitted)
        .date("decided", Certification::decided)
        .text("state", Certification::state);
  }

  private static Definition definition(
      List<String> dimensions, Lookback lookback, DriftPolicy policy) {
    return Definition.of("certifications", 1, dimensions, List.of(TIME), lookback, policy);
  }

  private void run(String name, LocalDate asOf) {
    DriftPolicy policy = DriftPolicy.controlled();
    CountSource source = sources.apply(asOf);
    report.run(name, source, definition(List.of(), BEFORE, policy), asOf);
    report.run(name + " by state", source, definition(List.of("state"), BEFORE, policy), asOf);
    report.run(
        name + " against a year before", source, definition(List.of(), YEAR_BEFORE, policy), asOf);
  }

  private void sideBySide(LocalDate asOf) {
    DriftPolicy policy = DriftPolicy.controlled();
    Verdict theirs =
        report
            .run(
                "h2b " + asOf + " thresholds",
                sources.apply(asOf),
                definition(List.of(), BEFORE, DriftPolicy.thresholds()),
                asOf)
            .get(0)
            .verdict();
    Finding ours =
        RealDataReport.findings(sources.apply(asOf), definition(List.of(), BEFORE, policy), asOf)
            .get(0);
    report.line("%n== h2b %s, the two side by side", asOf);
    report.line("   %-40s %8s %8s   %s", "", "90 days", "42 days", "verdict");
    report.line(
        "   %-40s %8.0f %8.0f   %s",
        "thresholds(): median days of the decided",
        theirs.evidence().baselineValue(),
        theirs.evidence().currentValue(),
        theirs.decision());
    Series decided = ours.verdict().evidence().series();
    if (decided != null) {
      report.line(
          "   %-40s %6.0f %% %6.0f %%   %s",
          "controlled(): decided by day " + AGE,
          100 * decided.column("baseline")[AGE],
          100 * decided.column("current")[AGE],
          RealDataReport.told(ours));
    }
  }
}

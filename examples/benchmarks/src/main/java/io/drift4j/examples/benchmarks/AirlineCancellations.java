package io.drift4j.examples.benchmarks;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.Direction;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.Segment;
import io.drift4j.examples.benchmarks.RealDataReport.Finding;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The share of flights that were cancelled, by carrier and airport, of which only the counts of
 * months are known: each month is one day, its first.
 */
final class AirlineCancellations {

  private static final String CANCELLED = "cancelled";
  private static final String FLOWN = "flown";

  static final Metric SHARE =
      Metric.proportion(
              "cancelled-share",
              1,
              Measure.category("month", "outcome"),
              Observation.of(CANCELLED).among(CANCELLED, FLOWN))
          .withDirection(Direction.UP_IS_WORSE);

  /** Of the pandemic, which is an event of its own: it says nothing of how other months differ. */
  private static final Set<LocalDate> SHOCK =
      Set.of(LocalDate.of(2020, 3, 1), LocalDate.of(2020, 4, 1), LocalDate.of(2020, 5, 1));

  private final RealDataReport report;
  private final CountSource source;

  /** The counts of a carrier at an airport in a month. */
  private record Flights(
      LocalDate month, String carrier, String airport, long flights, long cancelled) {

    static Flights of(CsvFile.Row row) {
      return new Flights(
          LocalDate.of(Integer.parseInt(row.get("year")), Integer.parseInt(row.get("month")), 1),
          row.get("carrier"),
          row.get("airport"),
          count(row.get("arr_flights")),
          count(row.get("arr_cancelled")));
    }

    /** Some months of a carrier say nothing, which is no flight. */
    private static long count(String text) {
      return text.isEmpty() ? 0 : Math.round(Double.parseDouble(text));
    }

    Segment segment(List<String> dimensions) {
      Map<String, String> values = Map.of("carrier", carrier, "airport", airport);
      return Segment.of(dimensions, dimensions.stream().map(values::get).toList());
    }
  }

  /** Tells counted cells. */
  private record Counts(List<Flights> rows) implements CountSource {

    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      for (Flights row : rows) {
        if (request.contains(row.month) && row.flights > 0) {
          CellVisitor.Cells cells = visitor.segment(row.segment(request.dimensions()));
          add(cells, row.month, CANCELLED, row.cancelled);
          add(cells, row.month, FLOWN, row.flights - row.cancelled);
        }
      }
    }

    private static void add(CellVisitor.Cells cells, LocalDate day, String outcome, long count) {
      if (count != 0) {
        cells.add(0, day.toEpochDay(), 0, outcome, count);
      }
    }
  }

  private AirlineCancellations(Path folder, RealDataReport report) {
    this.report = report;
    this.source = source(folder);
  }

  static CountSource source(Path folder) {
    return new Counts(
        CsvFile.read(folder.resolve("bts_airline_delay_cause_2019_2024.csv"), Flights::of));
  }

  static void print(Path folder, RealDataReport report) {
    AirlineCancellations airlines = new AirlineCancellations(folder, report);
    airlines.months();
    airlines.run("2020-04", List.of("carrier", "airport"));
    airlines.run("2020-04", List.of("carrier"));
    airlines.austin();
    airlines.run("2022-12", List.of("carrier"));
    airlines.run("2024-01", List.of("carrier"));
    for (String quiet : List.of("2023-09", "2023-10", "2023-11")) {
      airlines.printAll(quiet, List.of("carrier", "airport"));
    }
  }

  /** Each month by itself, of all carriers and airports. */
  private void months() {
    List<Finding> months = new ArrayList<>();
    YearMonth last = YearMonth.of(2024, 5);
    for (YearMonth month = YearMonth.of(2020, 1);
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      for (Finding finding : findings(month, List.of())) {
        months.add(new Finding(month.toString(), finding.verdict()));
      }
    }
    report.print("airlines months", months, 10);
  }

  private void run(String month, List<String> dimensions) {
    List<Finding> findings = findings(YearMonth.parse(month), dimensions);
    report.print(name(month, dimensions), findings, 10);
    report.printTested(name(month, dimensions), findings);
  }

  private void printAll(String month, List<String> dimensions) {
    List<Finding> findings = findings(YearMonth.parse(month), dimensions);
    report.print(name(month, dimensions), findings, findings.size());
    report.printDetectable(findings);
  }

  private static String name(String month, List<String> dimensions) {
    return "airlines " + month + " by " + String.join(", ", dimensions);
  }

  /** Against the 12 months before. */
  private List<Finding> findings(YearMonth month, List<String> dimensions) {
    LocalDate first = month.atDay(1);
    int year = (int) ChronoUnit.DAYS.between(first.minusYears(1), first);
    Definition definition = definition(dimensions, Lookback.ofDays(year, 1));
    return RealDataReport.findings(source, definition, first.plusDays(1));
  }

  /** Against the same month a year before, with and without the pandemic's shock in between. */
  private void austin() {
    LocalDate first = LocalDate.of(2021, 2, 1);
    int gap = (int) ChronoUnit.DAYS.between(first.minusYears(1), first) - 1;
    Definition year = definition(List.of("airport"), new Lookback(1, 1, gap));
    LocalDate asOf = first.plusDays(1);
    List<Finding> declared = RealDataReport.findings(source, year.withoutDays(SHOCK), asOf);
    report.print("airlines 2021-02 by airport", declared, declared.size());
    report.run("airlines 2021-02 by airport, nothing declared", source, year, asOf);
  }

  private static Definition definition(List<String> dimensions, Lookback lookback) {
    return Definition.of(
        "cancellations", 1, dimensions, List.of(SHARE), lookback, DriftPolicy.controlled());
  }
}

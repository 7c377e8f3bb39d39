package io.drift4j.examples.benchmarks;

import io.drift4j.ControlledPolicy;
import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.RecordCounts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Requests of which none was ever closed, until nearly all were: few, and shares of 0 and 1. */
final class CityRequests {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);

  /** March and April 2020, against the year before. */
  private static final Lookback LOOKBACK = Lookback.ofDays(364, 61);

  private static final LocalDate END = LocalDate.of(2020, 5, 1);

  private static final Metric BY_AGE =
      Metric.proportion(
          "closed-rate",
          1,
          Measure.timeToEvent("created", "closed"),
          reading -> reading.isOpen() ? null : 1L);

  private static final Metric LAST_STATE =
      Metric.proportion(
          "closed-share", 1, Measure.category("created", "state"), Observation.of("closed"));

  private final RealDataReport report;
  private final RecordCounts<Request> source;

  private record Request(
      LocalDate created, @Nullable LocalDate closed, String borough, String type) {

    static Request of(CsvFile.Row row) {
      return new Request(
          LocalDate.parse(row.get("Created Date").substring(0, 10), DAY),
          dayOrNone(row.get("Closed Date")),
          row.get("Borough"),
          row.get("Complaint Type"));
    }

    private static @Nullable LocalDate dayOrNone(String text) {
      return text.isEmpty() ? null : LocalDate.parse(text.substring(0, 10), DAY);
    }

    String state() {
      return closed == null ? "open" : "closed";
    }
  }

  private CityRequests(Path folder, RealDataReport report) {
    this.report = report;
    this.source =
        RecordCounts.of(
                CsvFile.read(folder.resolve("nyc_311_dohmh_animals_2010_2025.csv"), Request::of),
                request -> "all")
            .date("created", Request::created)
            .date("closed", Request::closed)
            .text("state", Request::state)
            .text("borough", Request::borough)
            .text("type", Request::type);
  }

  static void print(Path folder, RealDataReport report) {
    CityRequests requests = new CityRequests(folder, report);
    ControlledPolicy policy = DriftPolicy.controlled();
    requests.run("2020-05-31 by age", List.of(), BY_AGE, policy.withAges(30), END.plusDays(30));
    requests.run("2020-05-01 last state", List.of(), LAST_STATE, policy, END);
    requests.run("2020-05-01 last state by borough", List.of("borough"), LAST_STATE, policy, END);
    requests.run(
        "2020-05-01 last state by borough, type",
        List.of("borough", "type"),
        LAST_STATE,
        policy.withMinimumVolume(10),
        END);
  }

  private void run(
      String name, List<String> dimensions, Metric metric, DriftPolicy policy, LocalDate asOf) {
    Definition definition =
        Definition.of("requests", 1, dimensions, List.of(metric), LOOKBACK, policy);
    report.run("requests " + name, source, definition, asOf);
  }
}

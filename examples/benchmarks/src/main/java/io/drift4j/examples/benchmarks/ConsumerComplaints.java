package io.drift4j.examples.benchmarks;

import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Reading;
import io.drift4j.RecordCounts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A file without open records, of whose newest days only what was quick is there yet. */
final class ConsumerComplaints {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d/yyyy", Locale.ROOT);

  private static final LocalDate AS_OF = LocalDate.of(2015, 3, 20);

  private static final Metric TIME =
      Metric.days("sending-time", 1, Measure.timeToEvent("received", "sent"), Reading::value);

  private record Complaint(LocalDate received, LocalDate sent, String product) {

    static Complaint of(CsvFile.Row row) {
      return new Complaint(
          LocalDate.parse(row.get("Date received"), DAY),
          LocalDate.parse(row.get("Date sent to company"), DAY),
          row.get("Product"));
    }
  }

  private ConsumerComplaints() {}

  static void print(Path folder, RealDataReport report) {
    RecordCounts<Complaint> source =
        RecordCounts.of(
                CsvFile.read(folder.resolve("cfpb_complaints_2015q1.csv"), Complaint::of),
                complaint -> "all")
            .date("received", Complaint::received)
            .date("sent", Complaint::sent)
            .text("product", Complaint::product);
    String name = "complaints 2015-03-20 by product";
    report.run(name, source, definition(DriftPolicy.controlled().ofDecidedRowsOnly()), AS_OF);
    report.run(
        name + ", not declared as decided rows only",
        source,
        definition(DriftPolicy.controlled()),
        AS_OF);
    report.run(name + ", thresholds", source, definition(DriftPolicy.thresholds()), AS_OF);
  }

  private static Definition definition(DriftPolicy policy) {
    return Definition.of(
        "complaints", 1, List.of("product"), List.of(TIME), Lookback.ofDays(56, 14), policy);
  }
}

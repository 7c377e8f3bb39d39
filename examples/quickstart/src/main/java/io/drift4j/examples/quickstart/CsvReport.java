package io.drift4j.examples.quickstart;

import io.drift4j.export.EventCsv;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A line for each event, made for spreadsheets; JSON has names as they are. */
final class CsvReport {

  private CsvReport() {}

  static void print(List<Findings> runs, PrintStream out) {
    EventCsv csv = EventCsv.by(dimensions(runs));
    try {
      csv.writeHeader(out);
      for (Findings run : runs) {
        csv.write(run.report(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the reference, and what else an event has. */
  private static List<String> dimensions(List<Findings> runs) {
    Set<String> dimensions = new LinkedHashSet<>(List.of("payer", "cpt_group"));
    for (Findings run : runs) {
      run.report().events().forEach(event -> dimensions.addAll(event.segment().dimensions()));
    }
    return List.copyOf(dimensions);
  }
}

package io.drift4j.examples.quickstart;

import io.drift4j.export.EventCsv;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A line for each event, made for spreadsheets; JSON has names as they are. */
final class CsvReport {

  private static final EventCsv CSV = EventCsv.by(List.of("payer", "cpt_group"));

  private CsvReport() {}

  static void print(List<Findings> runs, PrintStream out) {
    try {
      CSV.writeHeader(out);
      for (Findings run : runs) {
        CSV.write(run.report(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.drift4j.examples.quickstart;

import io.drift4j.Lookback;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How reports are printed. */
enum ReportFormat {
  /** For people. */
  TABLE {
    @Override
    void print(Lookback lookback, List<Findings> runs, boolean verbose, PrintStream out) {
      runs.forEach(new TableReport(lookback, verbose, out)::print);
    }
  },
  /** For programs: one object. */
  JSON {
    @Override
    void print(Lookback lookback, List<Findings> runs, boolean verbose, PrintStream out) {
      JsonReport.print(lookback, runs, out);
    }
  },
  /** For spreadsheets: a line for each event. */
  CSV {
    @Override
    void print(Lookback lookback, List<Findings> runs, boolean verbose, PrintStream out) {
      CsvReport.print(runs, out);
    }
  };

  static ReportFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new UsageException("--format must be table, json or csv"));
  }

  /** The look back of the definition whose runs they are says what their windows were. */
  abstract void print(Lookback lookback, List<Findings> runs, boolean verbose, PrintStream out);
}

package io.drift4j.examples.quickstart;

import io.drift4j.Lookback;
import io.drift4j.RunReport;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How reports are printed. */
enum ReportFormat {
  /** For people. */
  TABLE {
    @Override
    void print(Lookback lookback, List<RunReport> reports, PrintStream out) {
      reports.forEach(report -> TableReport.print(lookback, report, out));
    }
  },
  /** For programs: one object. */
  JSON {
    @Override
    void print(Lookback lookback, List<RunReport> reports, PrintStream out) {
      JsonReport.print(lookback, reports, out);
    }
  },
  /** For spreadsheets: a line for each event. */
  CSV {
    @Override
    void print(Lookback lookback, List<RunReport> reports, PrintStream out) {
      CsvReport.print(reports, out);
    }
  };

  static ReportFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new UsageException("--format must be table, json or csv"));
  }

  /** The look back of the definition whose runs they are says what their windows were. */
  abstract void print(Lookback lookback, List<RunReport> reports, PrintStream out);
}

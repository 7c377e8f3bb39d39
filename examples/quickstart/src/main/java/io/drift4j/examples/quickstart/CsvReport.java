package io.drift4j.examples.quickstart;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.WindowPair;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A line for each event: the twelve columns of the reference system, then customer and event id,
 * and what a policy has to say of chance.
 */
final class CsvReport {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "payer",
              "cpt_group",
              "drift_type",
              "baseline_value",
              "current_value",
              "delta_value",
              "severity",
              "confidence",
              "baseline_start",
              "baseline_end",
              "current_start",
              "current_end",
              "customer",
              "event_id",
              "severity_low",
              "adjusted_p_value",
              "interval_low",
              "interval_high")
          .get();

  private CsvReport() {}

  static void print(List<Findings> runs, PrintStream out) {
    try {
      CSVPrinter csv = new CSVPrinter(out, FORMAT);
      for (Findings run : runs) {
        for (DriftEvent event : run.report().events()) {
          csv.printRecord(values(event));
        }
      }
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object[] values(DriftEvent event) {
    Evidence evidence = event.evidence();
    WindowPair windows = event.windows();
    return new Object[] {
      event.segment().value("payer"),
      event.segment().value("cpt_group"),
      event.driftType(),
      text(evidence.baselineValue()),
      text(evidence.currentValue()),
      text(evidence.delta()),
      text(event.severity()),
      text(event.volumeScore()),
      windows.baseline().startInclusive(),
      windows.baseline().endExclusive(),
      windows.current().startInclusive(),
      windows.current().endExclusive(),
      event.run().customer(),
      event.eventId(),
      text(event.assessment().severityLow()),
      text(event.adjustedPValue()),
      text(evidence.intervalLow()),
      text(evidence.intervalHigh())
    };
  }

  private static String text(double number) {
    return NumberOutput.toString(number, true);
  }

  /** Empty where nothing was computed. */
  private static String text(OptionalDouble number) {
    return number.isPresent() ? text(number.getAsDouble()) : "";
  }
}

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
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A line for each event: the twelve columns of the reference system, then customer and event id,
 * and what a policy has to say of chance. It is made for spreadsheets, which would execute a name
 * that begins as a formula does; JSON has names as they are.
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

  /**
   * What begins a formula, also in full width, at the beginning or behind what a spreadsheet might
   * take for the end of a value (OWASP, CSV injection).
   */
  private static final Pattern FORMULA =
      Pattern.compile("(^|[,;|\"])(?=[\\s\\p{Z}]*[-=+@\uFF0D\uFF1D\uFF0B\uFF20])");

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

  private static @Nullable Object[] values(DriftEvent event) {
    Evidence evidence = event.evidence();
    WindowPair windows = event.windows();
    return new Object[] {
      harmless(event.segment().value("payer")),
      harmless(event.segment().value("cpt_group")),
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
      harmless(event.run().customer()),
      event.eventId(),
      text(event.assessment().severityLow()),
      text(event.adjustedPValue()),
      text(evidence.intervalLow()),
      text(evidence.intervalHigh())
    };
  }

  private static @Nullable String harmless(@Nullable String text) {
    return text == null ? null : FORMULA.matcher(Printable.name(text)).replaceAll("$1'");
  }

  private static String text(double number) {
    return NumberOutput.toString(number, true);
  }

  /** Empty where nothing was computed. */
  private static String text(OptionalDouble number) {
    return number.isPresent() ? text(number.getAsDouble()) : "";
  }
}

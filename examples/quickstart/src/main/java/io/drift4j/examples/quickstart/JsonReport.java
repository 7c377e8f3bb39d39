package io.drift4j.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.drift4j.Decision;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.LeftOut;
import io.drift4j.Lookback;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import io.drift4j.Segment;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reports as one JSON object. Doubles are the shortest text that reads back the same, on any JDK.
 */
final class JsonReport {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private static final Separators COLON_THEN_BLANK =
      Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);

  private final JsonGenerator json;
  private final Lookback lookback;

  private JsonReport(JsonGenerator json, Lookback lookback) {
    this.json = json;
    this.lookback = lookback;
  }

  static void print(Lookback lookback, List<RunReport> reports, PrintStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter()
              .withSeparators(COLON_THEN_BLANK)
              .withObjectIndenter(lines)
              .withArrayIndenter(lines));
      new JsonReport(json, lookback).reports(reports);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print('\n');
  }

  private void reports(List<RunReport> reports) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("runs");
    for (RunReport report : reports) {
      report(report);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void report(RunReport report) throws IOException {
    Run run = report.run();
    json.writeStartObject();
    json.writeStringField("customer", run.customer());
    json.writeStringField("definition", run.definitionId());
    json.writeStringField("policy", run.policyId());
    json.writeStringField("as_of", run.asOf().toString());
    json.writeNumberField("revision", run.revision());
    json.writeStringField("run_id", run.runId());
    json.writeStringField("status", lower(report.status()));
    json.writeBooleanField("already_recorded", report.alreadyRecorded());
    windows(lookback.windows(run.asOf()));
    json.writeStringField("source", run.sourceId());
    json.writeStringField("reason", report.reason());
    summary(report.summary(), run);
    json.writeNumberField("events_created", report.eventsCreated());
    json.writeArrayFieldStart("events");
    for (DriftEvent event : report.events()) {
      event(event);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void windows(WindowPair windows) throws IOException {
    window("baseline", windows.baseline());
    window("current", windows.current());
  }

  private void window(String name, Window window) throws IOException {
    json.writeStringField(name + "_start", window.startInclusive().toString());
    json.writeStringField(name + "_end", window.endExclusive().toString());
  }

  private void summary(RunSummary summary, Run run) throws IOException {
    json.writeNumberField("groups_considered", summary.groupsConsidered());
    json.writeNumberField("rows_read", summary.rowsRead());
    json.writeStringField("library_version", run.libraryVersion());
    json.writeObjectFieldStart("verdicts");
    for (Map.Entry<Decision, Integer> verdict : summary.verdicts().entrySet()) {
      json.writeNumberField(lower(verdict.getKey()), verdict.getValue());
    }
    json.writeEndObject();
    dataQuality(summary.leftOut());
    json.writeArrayFieldStart("warnings");
    for (String warning : summary.warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
  }

  private void dataQuality(List<LeftOut> reasons) throws IOException {
    json.writeArrayFieldStart("data_quality");
    for (LeftOut left : reasons) {
      json.writeStartObject();
      json.writeStringField("reason", lower(left.defect()));
      json.writeNumberField("count", left.count());
      json.writeNumberField("share", left.share());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void event(DriftEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("event_id", event.eventId());
    segment(event.segment());
    json.writeStringField("metric", event.metricId());
    json.writeStringField("view", event.evidence().view());
    json.writeStringField("drift_type", event.driftType());
    evidence(event);
    json.writeEndObject();
  }

  private void segment(Segment segment) throws IOException {
    json.writeObjectFieldStart("segment");
    for (Map.Entry<String, @Nullable String> part : segment.asMap().entrySet()) {
      json.writeStringField(part.getKey(), part.getValue());
    }
    json.writeEndObject();
    for (String name : List.of("payer", "cpt_group")) {
      if (segment.dimensions().contains(name)) {
        json.writeStringField(name, segment.value(name));
      }
    }
  }

  private void evidence(DriftEvent event) throws IOException {
    Evidence evidence = event.evidence();
    json.writeNumberField("baseline_value", evidence.baselineValue());
    json.writeNumberField("current_value", evidence.currentValue());
    json.writeNumberField("delta_value", evidence.delta());
    json.writeNumberField("severity", event.severity());
    json.writeNumberField("confidence", event.volumeScore());
    windows(event.windows());
    json.writeNumberField("baseline_sample_size", evidence.baselineSize());
    json.writeNumberField("current_sample_size", evidence.currentSize());
    number("p_value", evidence.pValue());
    number("adjusted_p_value", event.adjustedPValue());
    number("interval_low", evidence.intervalLow());
    number("interval_high", evidence.intervalHigh());
    json.writeStringField("verdict", lower(Decision.DRIFT));
    json.writeStringField("trend", lower(event.trend()));
  }

  private void number(String name, OptionalDouble number) throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.getAsDouble());
    } else {
      json.writeNullField(name);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

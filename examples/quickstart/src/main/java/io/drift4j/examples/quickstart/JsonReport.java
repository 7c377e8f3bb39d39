package io.drift4j.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.drift4j.Attribution;
import io.drift4j.Decision;
import io.drift4j.DriftEvent;
import io.drift4j.LeftOut;
import io.drift4j.Lookback;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import io.drift4j.Segment;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import io.drift4j.export.EventJson;
import io.drift4j.stats.RateMixDecomposition.Effect;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports as one JSON object. Doubles are the shortest text that reads back the same, on any JDK.
 */
final class JsonReport {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .characterEscapes(new JsonEscapes())
          .build();

  private static final Separators COLON_THEN_BLANK =
      Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);

  private static final Lookback NONE = Lookback.ofDays(1, 1); // of what is of no run

  private final JsonGenerator json;
  private final Lookback lookback;

  private JsonReport(JsonGenerator json, Lookback lookback) {
    this.json = json;
    this.lookback = lookback;
  }

  static void print(Lookback lookback, List<Findings> runs, PrintStream out) {
    print(out, json -> new JsonReport(json, lookback).runs(runs));
  }

  /** An object of texts, numbers, lists and such objects. */
  static void print(Map<String, ?> object, PrintStream out) {
    print(out, json -> new JsonReport(json, NONE).object(object));
  }

  /** What is written of an object. */
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static void print(PrintStream out, Content content) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter()
              .withSeparators(COLON_THEN_BLANK)
              .withObjectIndenter(lines)
              .withArrayIndenter(lines));
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print('\n');
  }

  private void runs(List<Findings> runs) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("runs");
    for (Findings run : runs) {
      run(run);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void run(Findings findings) throws IOException {
    RunReport report = findings.report();
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
      value(EventJson.fieldsWithinRun(event));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("attribution");
    for (Attribution attribution : Attributions.of(findings.verdicts())) {
      attribution(attribution);
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
    json.writeObjectFieldStart("reasons");
    for (Map.Entry<String, Integer> reason : summary.reasons().entrySet()) {
      json.writeNumberField(reason.getKey(), reason.getValue());
    }
    json.writeEndObject();
    dataQuality(summary.leftOut());
    json.writeFieldName("warnings");
    value(summary.warnings());
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

  private void attribution(Attribution attribution) throws IOException {
    json.writeStartObject();
    json.writeStringField("metric", attribution.metricId());
    segment(attribution.whose());
    json.writeStringField("view", attribution.view());
    json.writeFieldName("horizon");
    value(attribution.getHorizon());
    json.writeNumberField("baseline_value", attribution.baselineValue());
    json.writeNumberField("current_value", attribution.currentValue());
    json.writeNumberField("baseline_sample_size", attribution.baselineSize());
    json.writeNumberField("current_sample_size", attribution.currentSize());
    effect("delta_value", attribution.total());
    parts(attribution.rate(), attribution.mix());
    json.writeBooleanField("reversed", attribution.isReversed());
    json.writeArrayFieldStart("contributions");
    for (Attribution.Contribution contribution : attribution.contributions()) {
      contribution(contribution);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void contribution(Attribution.Contribution contribution) throws IOException {
    json.writeStartObject();
    segment(contribution.segment());
    json.writeNumberField("baseline_value", contribution.baselineValue());
    json.writeNumberField("current_value", contribution.currentValue());
    json.writeNumberField("baseline_weight", contribution.baselineWeight());
    json.writeNumberField("current_weight", contribution.currentWeight());
    parts(contribution.rate(), contribution.mix());
    json.writeEndObject();
  }

  private void parts(Effect rate, Effect mix) throws IOException {
    effect("rate", rate);
    effect("mix", mix);
  }

  private void effect(String name, Effect effect) throws IOException {
    json.writeNumberField(name, effect.value());
    json.writeNumberField(name + "_standard_error", effect.standardError());
  }

  /** A text, a number, a list, a map or none of these. */
  private void value(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else {
      json.writeObject(value);
    }
  }

  private void object(Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> member : map.entrySet()) {
      json.writeFieldName(String.valueOf(member.getKey()));
      value(member.getValue());
    }
    json.writeEndObject();
  }

  private void array(List<?> list) throws IOException {
    json.writeStartArray();
    for (Object element : list) {
      value(element);
    }
    json.writeEndArray();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --definition} prints: under thresholds what the reference found. */
class DefinitionsTest {

  @TempDir Path folder;

  /** A field of the reference to ours of the same meaning. */
  private static final Map<String, String> OF_EVENTS =
      Map.of(
          "baseline_value", "baseline_value",
          "current_value", "current_value",
          "severity", "severity",
          "confidence", "confidence",
          "baseline_sample_size", "baseline_sample_size",
          "current_sample_size", "current_sample_size");

  private static final Map<String, String> OF_DELAYS =
      Map.of(
          "baseline_avg_days", "baseline_value",
          "current_avg_days", "current_value",
          "delta_days", "delta_value",
          "baseline_claim_count", "baseline_sample_size",
          "current_claim_count", "current_sample_size",
          "confidence", "confidence");

  private static final Map<String, String> OF_TRENDS =
      Map.of(
          "baseline_avg_days", "baseline_value",
          "current_avg_days", "current_value",
          "total_delta_days", "delta_value",
          "confidence", "confidence");

  private static final Map<String, String> OF_SIGNALS = Map.of("confidence", "confidence");

  static Stream<Arguments> engines() {
    return Stream.of(
        Arguments.of(
            "08_window_edges", "behavioral-prediction", "/behavioral_prediction/events", OF_EVENTS),
        Arguments.of("20_delayguard", "delayguard", "/delayguard/signals", OF_DELAYS),
        Arguments.of("20_delayguard", "payment-timing-trend", "/payment_timing_trend", OF_TRENDS),
        Arguments.of("21_denialscope", "denialscope", "/denialscope/signals", OF_SIGNALS));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void areThoseOfTheReference(
      String set, String definition, String where, Map<String, String> fields) throws IOException {
    assertFound(set, definition, list(expected(set).at(where)), fields);
  }

  @Test
  void driftwatchIsThatOfTheReferenceMadeToRun() throws IOException {
    List<JsonNode> expected = new ArrayList<>();
    expected("18_driftwatch_amounts")
        .at("/driftwatch/averages_as_float")
        .forEach(detector -> expected.addAll(list(detector.get("events"))));
    assertFound("18_driftwatch_amounts", "driftwatch", expected, OF_EVENTS);
  }

  private static JsonNode expected(String set) throws IOException {
    return new Golden(set).expected().get("acme");
  }

  private void assertFound(
      String set, String definition, List<JsonNode> expected, Map<String, String> fields)
      throws IOException {
    Command command =
        Command.run(
            TestDatabases.h2(),
            new Golden(set).claims(folder),
            "2026-01-15",
            "--definition",
            definition,
            "--format",
            "json");
    assertThat(command.status()).as(command.err()).isZero();
    List<JsonNode> events = list(command.runs().get(0).get("events"));
    assertThat(events).hasSameSizeAs(expected).isNotEmpty();
    for (JsonNode signal : expected) {
      assertThat(events).as("%s", signal).anySatisfy(event -> assertSame(event, signal, fields));
    }
  }

  private static void assertSame(JsonNode event, JsonNode signal, Map<String, String> fields) {
    assertThat(event.get("payer")).isEqualTo(signal.get("payer"));
    for (String name : List.of("drift_type", "signal_type")) {
      if (signal.has(name)) {
        assertThat(event.get("drift_type")).isEqualTo(signal.get(name));
      }
    }
    if (event.has("cpt_group")) {
      assertThat(event.get("cpt_group")).isEqualTo(signal.get("cpt_group"));
    }
    if (signal.has("denial_reason")) {
      assertThat(event.at("/segment/denial_reason")).isEqualTo(signal.get("denial_reason"));
    }
    fields.forEach((theirs, ours) -> assertNear(event.get(ours), signal.get(theirs)));
    if (signal.path("severity").isTextual()) {
      assertThat(list(event.get("notes")))
          .extracting(JsonNode::asText)
          .contains("severity " + signal.get("severity").asText());
    }
  }

  private static void assertNear(JsonNode ours, JsonNode theirs) {
    double expected = theirs.asDouble();
    assertThat(ours.asDouble()).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  @Test
  void asCsvHaveEveryDimension() throws IOException {
    Command command =
        Command.run(
            TestDatabases.h2(),
            new Golden("21_denialscope").claims(folder),
            "2026-01-15",
            "--definition",
            "denialscope",
            "--format",
            "csv");
    assertThat(command.status()).as(command.err()).isZero();
    assertThat(command.out().lines().findFirst().orElseThrow())
        .startsWith("payer,cpt_group,denial_reason,drift_type");
    assertThat(command.out().lines()).hasSize(1 + 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "behavioral-prediction",
        "driftwatch",
        "delayguard",
        "payment-timing-trend",
        "denialscope",
        "payer-scorecard"
      })
  void runOnTheDemonstration(String definition) {
    Command command = Command.run("--definition", definition);
    assertThat(command.err()).isEmpty();
    assertThat(command.status()).isZero();
    assertThat(command.out())
        .contains("riverside-clinic, " + definition + " under controlled")
        .contains("rerun: 0 new")
        .doesNotContain("FALSE ALARM");
  }

  @Test
  void whatIsLackingIsSaid() {
    assertThat(Command.run("--definition", "payer-scorecard").out())
        .contains("metric paid-to-expected is left out, without field expected_amount");
    assertThat(Command.run("--definition", "payer-scorecard", "--format", "json").err())
        .contains("metric paid-to-expected is left out, without field expected_amount");
    assertThat(Command.run("--definition", "payer-scorecard", "--policy", "thresholds").err())
        .contains("the reference has no payer-scorecard");
  }
}

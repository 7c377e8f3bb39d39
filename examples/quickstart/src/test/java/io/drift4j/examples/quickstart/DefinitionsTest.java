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

  /** What each tells of what is true; each payer as a whole where it looks at no groups. */
  static Stream<Arguments> truths() {
    return Stream.of(
        Arguments.of(
            "behavioral-prediction",
            List.of(
                "0 events",
                "planted, MISSED  Aldermere / all groups: DENIAL_RATE up",
                "planted, MISSED  Dunmore / all groups: DENIAL_RATE down",
                "planted, MISSED  Fairhaven / all groups: DENIAL_RATE up")),
        Arguments.of(
            "driftwatch",
            List.of(
                "4 events",
                "planted, found   Aldermere / IMAGING: DENIAL_RATE up",
                "planted, found   Calloway / SURGERY: DECISION_TIME up",
                "planted, found   Dunmore / LAB: DENIAL_RATE down")),
        Arguments.of(
            "delayguard",
            List.of("1 event,", "planted, found   Calloway / all groups: DECISION_TIME up")),
        Arguments.of(
            "payment-timing-trend",
            List.of("1 event,", "planted, found   Calloway / all groups: DECISION_TIME up")),
        Arguments.of("denialscope", List.of("0 events")),
        Arguments.of(
            "payer-scorecard",
            List.of(
                "6 events",
                "AUTHORIZATION_DECISION_TIME  Calloway ",
                "AUTHORIZATION_DENIAL_RATE  Aldermere ",
                "VOLUME         Everlane ",
                "planted, found   Aldermere / all groups: DENIAL_RATE up",
                "planted, found   Dunmore / all groups: DENIAL_RATE down",
                "planted, found   Fairhaven / all groups: DENIAL_RATE up")));
  }

  @ParameterizedTest
  @MethodSource("truths")
  void runOnTheDemonstration(String definition, List<String> told) {
    Command command = Command.run("--definition", definition);
    assertThat(command.err()).isEmpty();
    assertThat(command.status()).isZero();
    assertThat(command.out())
        .contains("riverside-clinic, " + definition + " under controlled")
        .contains("rerun: 0 new")
        .contains(told)
        .doesNotContain("FALSE ALARM");
    long planted = told.stream().filter(line -> line.startsWith("planted")).count();
    assertThat(command.out().lines().filter(line -> line.startsWith("planted")))
        .hasSize((int) planted);
    if (!definition.equals("denialscope")) { // of reasons no truth is told
      assertThat(command.out()).contains("decoy, silent    Harcourt / ");
    }
  }

  /** Its confidence, and with it its severity, are computed from the volume. */
  @Test
  void theMinimumVolumeOfDelayguardIsThatOfItsConfidence() throws IOException {
    Command command =
        Command.run(
            TestDatabases.h2(),
            new Golden("20_delayguard").claims(folder),
            "2026-01-15",
            "--definition",
            "delayguard",
            "--min-volume",
            "5",
            "--format",
            "json");
    assertThat(command.status()).as(command.err()).isZero();
    List<JsonNode> events = list(command.runs().get(0).get("events"));
    assertThat(events).anyMatch(event -> claims(event) == 20); // enough from 5 on, not from 10
    for (JsonNode event : events) {
      assertThat(event.get("confidence").asDouble())
          .as("of %s claims", claims(event))
          .isCloseTo(0.7 * Math.min(1, claims(event) / 20) + 0.3, within(1e-12));
    }
    Command refused =
        Command.run("--definition", "delayguard", "--policy", "thresholds", "--min-volume", "0");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("--min-volume: ");
  }

  private static double claims(JsonNode event) {
    return event.get("baseline_sample_size").asDouble()
        + event.get("current_sample_size").asDouble();
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

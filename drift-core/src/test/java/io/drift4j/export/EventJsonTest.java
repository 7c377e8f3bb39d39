package io.drift4j.export;

import static io.drift4j.export.SomeEvents.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.DriftEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {

  private static final String KEY = "0123456789abcdef".repeat(4);

  @Test
  void hasWhatIsKnownUnderTheNamesOfTheReferenceAndItsOwn() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("customer", "acme");
    expected.put("definition", "own-drift");
    expected.put("definition_version", 3);
    expected.put("policy", "own");
    expected.put("policy_version", 2);
    expected.put("as_of", "2026-01-15");
    expected.put("revision", 4);
    expected.put("run_id", KEY);
    expected.put("source", "claims");
    expected.put("source_fingerprint", KEY);
    expected.put("settings", "{\"gap-days\":\"7\"}");
    expected.put("library_version", "0.1.0");
    expected.put("event_id", KEY);
    expected.put("segment", Map.of("payer", "Aetna"));
    expected.put("payer", "Aetna");
    expected.put("metric", "denial-rate");
    expected.put("view", "by-30");
    expected.put("drift_type", "DENIAL_RATE");
    expected.put("baseline_value", 0.30000000000000004);
    expected.put("current_value", 2.2250738585072014E-308);
    expected.put("delta_value", -0.30000000000000004);
    expected.put("severity", 0.4);
    expected.put("confidence", 0.5);
    expected.put("baseline_start", "2025-10-03");
    expected.put("baseline_end", "2026-01-01");
    expected.put("current_start", "2026-01-01");
    expected.put("current_end", "2026-01-15");
    expected.put("baseline_sample_size", Long.MAX_VALUE);
    expected.put("current_sample_size", 45);
    expected.put("p_value", Double.MIN_VALUE); // which is never 0
    expected.put("adjusted_p_value", 0.02);
    expected.put("interval_low", -0.3333333333333333);
    expected.put("interval_high", 5.684341886080802E-14);
    expected.put("verdict", "drift");
    expected.put("trend", "degrading");
    expected.put("baseline_open", 3);
    expected.put("current_open", 21);
    expected.put("test", "log-rank");
    expected.put("log_p_value", -2000.5);
    expected.put("effect_measure", "risk-ratio");
    expected.put("effect", 1e23);
    expected.put("standard_error", Double.MIN_VALUE);
    expected.put("dispersion", 1.2);
    expected.put("horizon", 30);
    expected.put("figures", Map.of("decided-baseline", 0.75, "expected", 12.0));
    expected.put("notes", List.of("a note", "a second, \"quoted\""));
    expected.put("severity_low", 0.1);
    expected.put("adjusted_interval_low", 0.1);
    expected.put("adjusted_interval_high", 0.3333333333333333);
    expected.put("adjusted_interval_level", 0.995);
    expected.put("family", "run");
    expected.put("family_size", 160);
    expected.put("minimum_detectable", 0.05);
    expected.put("records_at_stake", 9.5);
    expected.put("money_at_stake", -9_007_199_254_740_993L);
    expected.put("confirming", List.of("by-60", "fast"));
    expected.put("metric_version", 5);
    expected.put("unit", "share");
    expected.put("margin", 0.02);
    expected.put("headline", SomeEvents.full().headline());
    expected.put("series", series());
    expected.put("money_at_stake_low", 0); // of a change the other way
    expected.put("money_at_stake_high", 0);
    expected.put("dimensions", List.of("payer"));
    String line = Readers.line(SomeEvents.full());
    assertThat(Readers.two(line)).containsAllEntriesOf(expected);
    assertThat(Readers.three(line)).containsAllEntriesOf(expected);
  }

  @Test
  void hasEveryFieldOfEveryEventInTheSameOrder() {
    List<String> names = new ArrayList<>();
    Arrays.stream(EventField.values()).map(EventField::text).forEach(names::add);
    names.add(names.indexOf("segment") + 1, "payer");
    for (DriftEvent event : List.of(SomeEvents.full(), SomeEvents.bare(segment("payer", null)))) {
      assertThat(List.copyOf(Readers.two(Readers.line(event)).keySet())).isEqualTo(names);
      assertThat(List.copyOf(Readers.three(Readers.line(event)).keySet())).isEqualTo(names);
    }
  }

  /** Whoever writes what the fields hold by other means writes the same. */
  @Test
  void isWhatOthersMakeOfItsFields() {
    DriftEvent event = SomeEvents.full();
    String line = Readers.line(event);
    assertThat(Readers.tree(Readers.byOthers(EventJson.fields(event))))
        .isEqualTo(Readers.tree(line));
    Map<String, Object> within = new LinkedHashMap<>(EventJson.fields(event));
    Arrays.stream(EventField.values())
        .filter(EventField::isOfRun)
        .forEach(field -> within.remove(field.text()));
    assertThat(EventJson.fieldsWithinRun(event))
        .isEqualTo(within)
        .containsKey("event_id")
        .doesNotContainKeys("customer", "run_id", "as_of");
  }

  @Test
  void whatIsNotKnownIsNull() {
    Map<String, Object> bare = Readers.two(Readers.line(SomeEvents.bare(segment("payer", null))));
    List<String> unknown =
        bare.entrySet().stream()
            .filter(field -> field.getValue() == null)
            .map(field -> field.getKey())
            .toList();
    assertThat(unknown)
        .contains("payer", "p_value", "log_p_value", "adjusted_p_value", "interval_low", "test")
        .contains("effect", "horizon", "severity_low", "adjusted_interval_low", "money_at_stake")
        .contains(
            "money_at_stake_low",
            "money_at_stake_high",
            "series",
            "margin",
            "family",
            "family_size",
            "dispersion")
        .doesNotContain("figures", "notes", "confirming", "severity", "baseline_open", "unit");
    assertThat((Map<?, ?>) bare.get("segment")).isEqualTo(segment("payer", null).asMap());
  }

  @Test
  void whatIsRolledUpIsNotThere() {
    Map<String, Object> all = Readers.two(Readers.line(SomeEvents.bare(segment("payer", "Aetna"))));
    Map<String, Object> none =
        Readers.three(Readers.line(SomeEvents.bare(segment("payer", "Aetna", "plan", null))));
    assertThat(all).doesNotContainKey("plan").containsEntry("dimensions", List.of("payer"));
    assertThat(none)
        .containsEntry("plan", null)
        .containsEntry("dimensions", List.of("payer", "plan"));
    assertThat((Map<?, ?>) all.get("segment")).isEqualTo(Map.of("payer", "Aetna"));
  }

  @Test
  void noDimensionTakesTheNameOfAField() {
    DriftEvent event =
        SomeEvents.bare(segment("view", "a", "Severity", "b", "segment.view", "c", "plan", "d"));
    Map<String, Object> read = Readers.two(Readers.line(event));
    assertThat(read.get("view")).isEqualTo("own");
    assertThat(read.get("severity")).isEqualTo(0.0);
    assertThat(read)
        .containsEntry("segment.view", "a")
        .containsEntry("segment.Severity", "b")
        .containsEntry("segment.segment.view", "c")
        .containsEntry("plan", "d");
    assertThat((Map<?, ?>) read.get("segment")).isEqualTo(event.segment().asMap());
  }

  @Test
  void ofEverybodyHasAnEmptySegment() {
    assertThat(Readers.line(SomeEvents.bare(segment())))
        .contains(",\"segment\":{},\"metric\":")
        .endsWith("}\n");
  }

  /** So that a million of them need the memory of one. */
  @Test
  void handsOnEachEventAtOnceAndInOnePiece() throws IOException {
    DriftEvent event = SomeEvents.full();
    List<String> pieces = new ArrayList<>();
    for (int written = 1; written <= 3; written++) {
      EventJson.write(event, new Pieces(pieces));
      assertThat(pieces).hasSize(written).containsOnly(Readers.line(event));
    }
  }

  @Test
  void saysWhenItCannotBeWritten() {
    assertThatThrownBy(() -> EventJson.write(SomeEvents.full(), new FullDisk()))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
  }

  private static Map<String, Object> series() {
    Map<String, Object> series = new LinkedHashMap<>();
    series.put("axis", "days");
    series.put("first", "2025-10-01");
    series.put("step", 7);
    series.put("columns", Map.of("events", List.of(1.0, -2.0), "of", List.of(10.0, 20.5)));
    return series;
  }
}

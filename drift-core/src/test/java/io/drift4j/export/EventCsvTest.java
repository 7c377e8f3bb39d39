package io.drift4j.export;

import static io.drift4j.export.SomeEvents.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.DriftEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class EventCsvTest {

  private static final EventCsv BY_PAYER = EventCsv.by(List.of("payer"));

  /** What follows may grow at its end. */
  @Test
  void beginsWithTheColumnsOfTheReference() {
    assertThat(Readers.table(EventCsv.by(List.of("payer", "cpt_group"))))
        .startsWith(
            "payer,cpt_group,drift_type,baseline_value,current_value,delta_value,severity,"
                + "confidence,baseline_start,baseline_end,current_start,current_end,customer,"
                + "event_id,severity_low,adjusted_p_value,interval_low,interval_high,definition,")
        .endsWith(
            ",metric_version,unit,margin,headline,series,money_at_stake_low,money_at_stake_high,dimensions\n");
  }

  @Test
  void hasEveryFieldAsJsonHasIt() {
    DriftEvent event = SomeEvents.full();
    Map<String, Object> json = Readers.two(Readers.line(event));
    for (EventCsv csv : List.of(BY_PAYER, BY_PAYER.withTextsAsTheyAre())) {
      CSVRecord read = Readers.records(Readers.table(csv, event)).get(0);
      assertThat(read.get("payer")).isEqualTo("Aetna");
      for (EventField field : EventField.values()) {
        if (field != EventField.SEGMENT) {
          assertThat(value(read.get(field.text())))
              .as(field.text())
              .isEqualTo(value(json.get(field.text())));
        }
      }
    }
  }

  /** A number, list or map where it is one; else the text. */
  private static Object value(Object cell) {
    if (!(cell instanceof String text)) {
      return cell instanceof Number ? Double.valueOf(cell.toString()) : cell;
    }
    boolean isJson = text.matches("(?s)-?[0-9]+([.][0-9]+)?(E-?[0-9]+)?|\\[.*\\]|\\{.*\\}");
    Object tree = isJson ? Readers.tree(text) : text;
    return tree instanceof Number ? Double.valueOf(text) : tree;
  }

  @Test
  void hasWholeNumbersWhole() {
    CSVRecord read = Readers.records(Readers.table(BY_PAYER, SomeEvents.full())).get(0);
    assertThat(read.get("baseline_sample_size")).isEqualTo("9223372036854775807");
    assertThat(read.get("money_at_stake")).isEqualTo("-9007199254740993");
    assertThat(read.get("family_size")).isEqualTo("160");
  }

  @Test
  void whatIsNotKnownIsEmptyAndAnEmptyTextIsNot() {
    String none = Readers.table(BY_PAYER, SomeEvents.bare(segment("payer", null)));
    String empty = Readers.table(BY_PAYER, SomeEvents.bare(segment("payer", "")));
    assertThat(none).contains("\n,DENIAL_RATE,0.0,");
    assertThat(empty).contains("\n\"\",DENIAL_RATE,0.0,");
    assertThat(Readers.records(none).get(0).get("payer")).isNull();
    assertThat(Readers.records(none).get(0).get("p_value")).isNull();
    assertThat(Readers.records(empty).get(0).get("payer")).isEmpty();
  }

  @Test
  void takesEventsOfSeveralDefinitions() {
    EventCsv csv = EventCsv.by(List.of("payer", "plan"));
    String table =
        Readers.table(
            csv,
            SomeEvents.bare(segment()),
            SomeEvents.bare(segment("plan", "PPO")),
            SomeEvents.bare(segment("plan", "HMO", "payer", "Aetna")));
    assertThat(Readers.records(table))
        .extracting(read -> Arrays.asList(read.get("payer"), read.get("plan")))
        .containsExactly(
            Arrays.asList(null, null), Arrays.asList(null, "PPO"), Arrays.asList("Aetna", "HMO"));
  }

  /** All of a payer, and those of a payer whose records say no plan. */
  @Test
  void whatIsRolledUpIsTold() {
    EventCsv csv = EventCsv.by(List.of("payer", "plan"));
    String table =
        Readers.table(
            csv,
            SomeEvents.bare(segment("payer", "Aetna")),
            SomeEvents.bare(segment("payer", "Aetna", "plan", null)),
            SomeEvents.bare(segment()));
    assertThat(Readers.records(table))
        .extracting(read -> Arrays.asList(read.get("plan"), read.get("dimensions")))
        .containsExactly(
            Arrays.asList(null, "[\"payer\"]"),
            Arrays.asList(null, "[\"payer\",\"plan\"]"),
            Arrays.asList(null, "[]"));
  }

  @Test
  void refusesToLeaveOutADimension() {
    List<String> pieces = new ArrayList<>();
    DriftEvent event = SomeEvents.bare(segment("payer", "SECRET", "plan", "SECRET"));
    assertThatThrownBy(() -> BY_PAYER.write(event, new Pieces(pieces)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an event has dimension plan, which is no column; name it to EventCsv.by, which has"
                + " [payer]");
    assertThat(pieces).isEmpty();
  }

  @Test
  void refusesADimensionTwice() {
    assertThatThrownBy(() -> EventCsv.by(List.of("payer", "payer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimensions of CSV must be distinct, not [payer, payer]; name each once");
  }

  @Test
  void noDimensionTakesTheNameOfAColumn() {
    EventCsv csv = EventCsv.by(List.of("view", "Severity", "segment.view"));
    DriftEvent event = SomeEvents.bare(segment("view", "a", "Severity", "b", "segment.view", "c"));
    CSVRecord read = Readers.records(Readers.table(csv, event)).get(0);
    assertThat(read.get("segment.view")).isEqualTo("a");
    assertThat(read.get("segment.Severity")).isEqualTo("b");
    assertThat(read.get("segment.segment.view")).isEqualTo("c");
    assertThat(read.get("view")).isEqualTo("own");
  }

  @Test
  void handsOnEachEventAtOnceAndInOnePiece() throws IOException {
    List<String> pieces = new ArrayList<>();
    for (int written = 1; written <= 3; written++) {
      BY_PAYER.write(SomeEvents.full(), new Pieces(pieces));
      assertThat(pieces).hasSize(written).allMatch(piece -> piece.endsWith("\n"));
    }
  }

  @Test
  void saysWhenItCannotBeWritten() {
    assertThatThrownBy(() -> BY_PAYER.write(SomeEvents.full(), new FullDisk()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> BY_PAYER.writeHeader(new FullDisk())).isInstanceOf(IOException.class);
  }
}

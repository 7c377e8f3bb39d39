package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is read of a record besides its outcome. */
class DetailTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 6);
  private static final Measure DECISION =
      Measure.timeToEvent("submitted", "decided")
          .withOutcome("outcome", "PAID", "DENIED")
          .withDetails(Detail.text("code"), Detail.contains("note", "Auth"));

  @Test
  void aTextIsWhatItIs() {
    assertThat(Detail.text("code").of("Late ")).isEqualTo("Late ");
    assertThat(Detail.text("code").of(null)).isNull();
  }

  @Test
  void whatAnotherContainsIsAskedInAnyCaseOfAsciiAndOfNothingIsNothing() {
    Detail auth = Detail.contains("note", "AUTH");
    assertThat(auth).isEqualTo(Detail.contains("note", "auth"));
    assertThat(List.of(auth.of("no aUTHorization"), auth.of("auth"), auth.of("")))
        .containsExactly("1", "1", "0");
    assertThat(auth.of(null)).isNull();
    assertThat(Detail.contains("note", "kin").of("\u212Ain"))
        .as("the sign of Kelvin is no K")
        .isEqualTo("0");
    assertThat(Detail.contains("note", "id").of("\u0130d")).isEqualTo("0");
  }

  @Test
  void aDetailIsOfAFieldAndLooksForAscii() {
    assertThatThrownBy(() -> Detail.text(" ")).hasMessageContaining("one is blank");
    for (String part : List.of("", "ä", "a\nb", "\u0000")) {
      assertThatThrownBy(() -> Detail.contains("note", part))
          .hasMessage(
              "what field note is to contain must be one or more visible ASCII characters or"
                  + " blanks");
    }
  }

  @Test
  void aMeasureHasDetailsOfAnOutcomeOnly() {
    assertThatThrownBy(
            () -> Measure.timeToEvent("a", "b").withDetails(Detail.text("c")).windowedBy("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a measure has details of no outcome; name its field with withOutcome(field,"
                + " outcomes)");
    assertThat(
            DECISION
                .windowedBy("decided")
                .knownBy("closed")
                .in(ChronoUnit.HOURS)
                .withOutcome("other")
                .details())
        .as("kept by every change")
        .isEqualTo(DECISION.details())
        .hasSize(2);
    assertThat(new Measure("a", new Quantity.Occurrence(), null, "b", Set.of()).details())
        .isEmpty();
  }

  // ---- what an observation sees

  record Row(LocalDate decided, String outcome, String code, String note) {}

  private static List<Reading> seen(List<Row> rows) {
    List<Reading> seen = new ArrayList<>();
    Metric metric =
        Metric.proportion(
            "seen",
            1,
            DECISION,
            reading -> {
              seen.add(reading);
              return null;
            });
    DriftMonitor.of(new InMemoryDriftRepository(), source(rows))
        .preview(definition(metric), "acme", AS_OF);
    return seen;
  }

  private static CountSource source(List<Row> rows) {
    return RecordCounts.of(rows, row -> "acme")
        .date("submitted", row -> AS_OF.minusDays(9))
        .date("decided", Row::decided)
        .text("outcome", Row::outcome)
        .text("code", Row::code)
        .text("note", Row::note);
  }

  private static Definition definition(Metric metric) {
    return Definition.of(
        "details",
        1,
        List.of(),
        List.of(metric),
        Lookback.ofDays(60, 14),
        DriftPolicy.thresholds());
  }

  @Test
  void anObservationSeesThemAndEachReadingOnce() {
    LocalDate day = AS_OF.minusDays(4);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(new Row(day, "DENIED", "a|b^", "Authorization " + i));
      rows.add(new Row(day, "DENIED", null, "something " + i));
      rows.add(new Row(day, "PAID", "", null));
      rows.add(new Row(null, null, "lost with the outcome", "auth"));
    }
    assertThat(seen(rows))
        .containsExactlyInAnyOrder(
            new Reading(5L, "DENIED", List.of("a|b^", "1")),
            new Reading(5L, "DENIED", Arrays.asList(null, "0")),
            new Reading(5L, "PAID", Arrays.asList("", null)),
            new Reading(null, null, Arrays.asList(null, null)));
  }

  /** As it is without details: what counts is the outcome itself. */
  @Test
  void whatIsWrongWithARecordIsSeenOfItsOutcomeAlone() {
    LocalDate day = AS_OF.minusDays(4);
    List<Row> rows =
        List.of(
            new Row(day, "DENIED", "PAID", "x"),
            new Row(day, "denied", "PAID", "x"),
            new Row(day, "denied", "DENIED", "y"),
            new Row(day, null, "PAID", "x"),
            new Row(null, "PAID", "PAID", "x"),
            new Row(null, "paid", null, null));
    Metric metric = Metric.proportion("denied", 1, DECISION, Observation.of("DENIED"));
    RunSummary summary =
        DriftMonitor.of(new InMemoryDriftRepository(), source(rows))
            .preview(definition(metric), "acme", AS_OF)
            .summary();
    assertThat(summary.defects())
        .containsEntry(Defect.UNKNOWN_OUTCOME, 3L)
        .containsEntry(Defect.ENDED_WITHOUT_OUTCOME, 1L)
        .containsEntry(Defect.OUTCOME_WITHOUT_END, 1L);
    assertThat(summary.usableInCurrent()).isEqualTo(1);
  }

  @Test
  void aSourceThatDoesNotJoinThemIsNamed() {
    CountSource source =
        (request, visitor) -> {
          CellVisitor.Cells cells = visitor.segment(Segment.of(List.of(), List.of()));
          cells.add(0, AS_OF.minusDays(9).toEpochDay(), 3, "DENIED", 1);
        };
    Metric metric = Metric.proportion("denied", 1, DECISION, Observation.of("DENIED"));
    assertThatThrownBy(
            () ->
                DriftMonitor.of(new InMemoryDriftRepository(), source)
                    .preview(definition(metric), "acme", AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining(
            " gave an outcome that is not joined with its details, [code, note], by"
                + " OutcomeText.join; mend its read method");
  }

  /** With an outcome that is absent all else is absent: there is nothing that it would be of. */
  @Test
  void detailsOfAnAbsentOutcomeAreAbsent() {
    String text = OutcomeText.join(Arrays.asList(null, "CO-16", "1"));
    for (Measure measure : List.of(DECISION, DECISION.withOutcome("outcome"))) {
      OutcomeCodes codes = new OutcomeCodes(measure);
      assertThat(codes.of(text)).isEqualTo(codes.of(text)).isEqualTo(OutcomeCodes.NONE);
      assertThat(codes.reading(3L, codes.of(text)))
          .isEqualTo(new Reading(3L, null, Arrays.asList(null, null)));
    }
    CountSource source =
        (request, visitor) -> {
          CellVisitor.Cells cells = visitor.segment(Segment.of(List.of(), List.of()));
          cells.add(0, AS_OF.minusDays(9).toEpochDay(), 3, text, 1);
          cells.addOpen(0, AS_OF.minusDays(9).toEpochDay(), 8, text, 1);
        };
    Metric metric = Metric.proportion("denied", 1, DECISION, Observation.of("DENIED"));
    assertThat(
            DriftMonitor.of(new InMemoryDriftRepository(), source)
                .preview(definition(metric), "acme", AS_OF)
                .summary()
                .defects())
        .containsEntry(Defect.ENDED_WITHOUT_OUTCOME, 1L);
  }

  @Test
  void freeTextsThatAreReadAsTheyAreAreTooMany() {
    OutcomeCodes codes = new OutcomeCodes(DECISION);
    for (int i = 1; i < OutcomeCodes.LIMIT; i++) {
      codes.of("DENIED|" + i + "|0");
      codes.of("unknown|" + i + "|0"); // of which nobody keeps any
    }
    assertThatThrownBy(() -> codes.of("DENIED|one more|0"))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "field outcome has more than 100,000 outcomes with different details, all of which are"
                + " kept in memory; read of a free text only what counts, with"
                + " Detail.contains(field, part)");
  }

  // ---- categories

  private static List<String> categories(List<Row> rows, Function<Reading, String> category) {
    List<String> seen = new ArrayList<>();
    Lens lens =
        new Lens() {
          @Override
          public String id() {
            return "looking";
          }

          @Override
          public Evidence look(Comparison comparison) {
            List<String> texts = comparison.current().categories();
            comparison
                .current()
                .table()
                .forEach((position, count) -> seen.add(texts.get((int) position) + " " + count));
            return Evidence.of(comparison).undecided("looking").build();
          }
        };
    Metric metric = Metric.category("why", 1, DECISION, category);
    Through.look(lens, metric, List.of(), AS_OF, source(rows));
    return seen;
  }

  @Test
  void aCategoryIsMadeOfAReadingAndNoneLeavesTheRecordOut() {
    LocalDate day = AS_OF.minusDays(4);
    List<Row> rows =
        List.of(
            new Row(day, "DENIED", "z", "x"),
            new Row(day, "DENIED", "z", "y auth"),
            new Row(day, "DENIED", "a", "x"),
            new Row(day, "DENIED", null, "x"),
            new Row(day, "PAID", "z", "x"),
            new Row(null, null, "z", "x"));
    assertThat(categories(rows, r -> "DENIED".equals(r.outcome()) ? r.details().get(0) : null))
        .as("by code point, different details of one category together")
        .containsExactly("a 1", "z 2");
    assertThat(categories(rows, Reading::outcome)).containsExactly("DENIED 4", "PAID 1");
    assertThat(new TreeSet<>(categories(rows, r -> String.valueOf(r.value()))))
        .as("open records are not asked")
        .isEqualTo(new TreeSet<>(Collections.singleton("5 5")));
  }

  @Test
  void aCategoryThatFailsNamesItsMetric() {
    List<Row> rows = List.of(new Row(AS_OF.minusDays(4), "DENIED", null, null));
    assertThatThrownBy(() -> categories(rows, r -> r.details().get(0).trim()))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "metric why/1 failed (java.lang.NullPointerException); its category must take every"
                + " reading that is not open");
  }
}

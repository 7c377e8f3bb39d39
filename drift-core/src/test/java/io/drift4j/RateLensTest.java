package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Records a day for as much of something else, which may be read across segments. */
class RateLensTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 6);
  private static final int YEAR = 378;
  private static final int CURRENT = 14;
  private static final Measure ARRIVAL =
      Measure.category("arrived", "state").withOutcome("state", "broken", "whole");
  private static final Metric PARCELS = Metric.count("parcels", 1, Measure.count("arrived"));
  private static final Metric BROKEN =
      Metric.count("broken", 1, ARRIVAL, Observation.valueOf("broken"))
          .testedThrough(Lens.rate(PARCELS));

  /** A parcel; how it broke is a dimension, of which those that are whole have none. */
  private record Parcel(LocalDate arrived, String depot, String how, String state) {}

  /** Of 20 a day and depot two are crushed and one is wet; in the end there are twice as many. */
  private static List<Parcel> parcels(int crushed) {
    List<Parcel> parcels = new ArrayList<>();
    for (int back = YEAR; back > 0; back--) {
      LocalDate day = AS_OF.minusDays(back);
      int times = back <= CURRENT ? 2 : 1;
      for (String depot : List.of("north", "south")) {
        int lying = back <= CURRENT && depot.equals("north") ? crushed : 2 * times;
        add(parcels, lying, new Parcel(day, depot, "crushed", "broken"));
        add(parcels, times, new Parcel(day, depot, "wet", "broken"));
        add(parcels, 20 * times - lying - times, new Parcel(day, depot, null, "whole"));
      }
    }
    return parcels;
  }

  private static void add(List<Parcel> parcels, int count, Parcel parcel) {
    for (int i = 0; i < count; i++) {
      parcels.add(parcel);
    }
  }

  private static Definition definition(Metric metric) {
    return Definition.of(
        "parcels",
        1,
        List.of("depot", "how"),
        List.of(metric),
        Lookback.ofDays(90, CURRENT),
        DriftPolicy.controlled());
  }

  private static Map<List<String>, Verdict> run(Definition definition, List<Parcel> parcels) {
    CountSource source =
        RecordCounts.of(parcels, parcel -> "acme")
            .text("depot", Parcel::depot)
            .text("how", Parcel::how)
            .text("state", Parcel::state)
            .date("arrived", Parcel::arrived);
    Map<List<String>, Verdict> verdicts = new TreeMap<>((a, b) -> ("" + a).compareTo("" + b));
    DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source)
        .verdicts()
        .forEach(verdict -> verdicts.put(verdict.segment().values(), verdict));
    return verdicts;
  }

  @Test
  void twiceAsManyOfTwiceAsMuchIsNoDrift() {
    Metric metric = BROKEN.withCompanions(PARCELS.across("depot"));
    Map<List<String>, Verdict> verdicts =
        run(definition(metric).withRollUp(List.of("depot"), List.of()), parcels(12));
    Evidence wet = verdicts.get(List.of("south", "wet")).evidence();
    assertThat(wet.view()).isEqualTo("rate-parcels");
    assertThat(wet.baselineValue()).isCloseTo(2, within(1e-12));
    assertThat(wet.currentValue()).isEqualTo(2);
    assertThat(wet.figure(Figure.EXPOSURE_BASELINE)).hasValue(90 * 20);
    assertThat(wet.figure(Figure.EXPOSURE_CURRENT)).hasValue(14 * 40);
    assertThat(wet.baselineSize()).isEqualTo(90);
    assertThat(wet.test()).isEqualTo("history-rate");
    assertThat(wet.series().column("records")).endsWith(14);
    Evidence crushed = verdicts.get(List.of("north", "crushed")).evidence();
    assertThat(crushed.effect().getAsDouble()).isCloseTo(3, within(1e-12));
    assertThat(verdicts.get(List.of("north")).evidence().figure(Figure.EXPOSURE_CURRENT))
        .hasValue(14 * 40);
    assertThat(verdicts.get(List.of()).evidence().figure(Figure.EXPOSURE_CURRENT))
        .hasValue(2 * 14 * 40);
    assertThat(verdicts.values().stream().filter(v -> v.decision() == Decision.DRIFT))
        .extracting(verdict -> verdict.segment().values())
        .containsExactlyInAnyOrder(List.of("north", "crushed"), List.of("north"), List.of());
  }

  /** Beside a segment's own there is no parcel that is whole. */
  @Test
  void withoutAcrossTheExposureIsThatOfTheSegment() {
    Map<List<String>, Verdict> verdicts =
        run(definition(BROKEN.withCompanions(PARCELS)), parcels(4));
    assertThat(verdicts.get(List.of("south", "wet")).evidence().figure(Figure.EXPOSURE_CURRENT))
        .hasValue(14 * 2);
  }

  @Test
  void strataAndDaysLeftOutAreSeenInTheExposureToo() {
    Metric metric = BROKEN.withCompanions(PARCELS.across("depot"));
    Definition definition =
        Definition.of(
                "parcels",
                1,
                List.of("depot"),
                List.of(metric),
                Lookback.ofDays(90, CURRENT),
                DriftPolicy.controlled())
            .withStrata(List.of("how"))
            .withoutDays(List.of(AS_OF.minusDays(3)));
    Evidence south = run(definition, parcels(12)).get(List.of("south")).evidence();
    assertThat(south.figure(Figure.EXPOSURE_CURRENT)).hasValue(13 * 40);
    assertThat(south.currentSize()).isEqualTo(13 * 6);
    assertThat(south.currentValue()).isEqualTo(6);
  }

  @Test
  void aCountOfSomeRecordsIsSummarisedWithoutTheOthers() {
    Definition definition =
        definition(BROKEN).withPolicy(DriftPolicy.thresholds()).withId("by-summary");
    Evidence wet = run(definition, parcels(4)).get(List.of("south", "wet")).evidence();
    assertThat(wet.baselineValue()).isEqualTo(1);
    assertThat(wet.currentValue()).isEqualTo(2);
    Definition whole =
        Definition.of(
            "whole",
            1,
            List.of(),
            List.of(BROKEN),
            Lookback.ofDays(90, CURRENT),
            DriftPolicy.thresholds());
    assertThat(run(whole, parcels(4)).get(List.of()).evidence().baselineValue()).isEqualTo(6);
  }

  @Test
  void whatIsNoExposureIsRefused() {
    assertThatThrownBy(() -> Lens.rate(Metric.category("state", 1, ARRIVAL)))
        .hasMessage("metric state/1 is no exposure of a rate; make it with Metric.count");
    assertThatThrownBy(() -> Lens.rate(PARCELS, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run(definition(BROKEN), parcels(4)))
        .hasMessage(
            "definition parcels/1 looks at metric broken/1 through lens rate-parcels, which wants"
                + " the companions [parcels/1], and it has []; name them with"
                + " Metric.withCompanions");
    assertThatThrownBy(() -> definition(BROKEN.withCompanions(PARCELS.across("depots"))))
        .hasMessage(
            "definition parcels cannot read parcels/1 across [depots]; name some of its dimensions"
                + " [depot, how]");
  }

  @Test
  void whatIsReadAcrossIsASetting() {
    Metric beside = BROKEN.withCompanions(PARCELS);
    Metric across = BROKEN.withCompanions(PARCELS.across("depot"));
    assertThat(definition(beside).withMetrics(List.of(across)).settings().values())
        .anyMatch(setting -> setting.contains("parcels/1 across [depot]"));
  }
}

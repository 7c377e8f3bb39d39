package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a lens is shown of a few records, and which settings change it. */
class SampleTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 7);
  private static final Lookback TEN_AND_FIVE = Lookback.ofDays(10, 5);

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static LocalDate day(int back) {
    return AS_OF.minusDays(back);
  }

  private static ContractRecord open(int back) {
    return ContractRecord.of(day(back));
  }

  private static ContractRecord decided(int back, int days, String outcome) {
    return open(back).decided(day(back - days), outcome, "because of " + outcome);
  }

  private static Definition definition(Metric metric, DriftPolicy policy) {
    return Definition.of(
        "samples", 1, List.of(CountSourceContract.PAYER), List.of(metric), TEN_AND_FIVE, policy);
  }

  private static CountSource source(ContractRecord... records) {
    return ContractRecord.inMemory(List.of(records));
  }

  private static List<String> seen(
      Metric metric, CountSource source, Consumer<Comparison> moreLooks) {
    List<String> seen = new ArrayList<>();
    Looking looking =
        Looking.with(
            comparison -> {
              seen.add(comparison.baseline().table() + " -> " + comparison.current().table());
              moreLooks.accept(comparison);
            });
    detect(definition(metric, looking), source);
    return seen;
  }

  private static List<String> seen(Metric metric, ContractRecord... records) {
    return seen(metric, source(records), comparison -> {});
  }

  private static Detection detect(Definition definition, CountSource source) {
    return DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
  }

  // ---- kinds

  private static final Metric DENIED = ContractMetrics.DENIED;

  @Test
  void aProportionCountsItsEventAmongTheEndingsThatCount() {
    assertThat(
            seen(
                DENIED,
                source(
                    decided(10, 2, "DENIED"),
                    decided(10, 3, "PAID"),
                    decided(9, 1, "PAID"),
                    decided(4, 1, "OTHER"),
                    decided(4, 2, "DENIED"),
                    open(3)),
                comparison -> {
                  assertThat(comparison.current().open()).isEqualTo(1);
                  assertThat(comparison.current().size()).isEqualTo(1);
                  long first = day(4).toEpochDay();
                  assertThat(comparison.current().triangle())
                      .hasToString(
                          "{" + first + "={1:-1=1, 2:1=1}, " + (first + 1) + "={2:open=1}}");
                }))
        .containsExactly("{0=2, 1=1} -> {1=1}");
  }

  /** The night to the 29th of March is one of 23 hours in Berlin. */
  @Test
  void hoursAreThoseThatPassed() {
    CountSource tickets =
        RecordCounts.of(
                List.of(
                    Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-04-03T12:00:00Z")),
                opened -> "acme")
            .text(CountSourceContract.PAYER, opened -> "any")
            .timestamp("opened", opened -> opened, BERLIN)
            .timestamp("closed", SampleTest::noonTheDayAfter, BERLIN);
    Measure days = Measure.timeToEvent("opened", "closed");
    Measure hours = days.in(ChronoUnit.HOURS);
    Measure minutes = days.in(ChronoUnit.MINUTES);
    assertThat(seen(Metric.days("days", 1, days, Reading::value), tickets, c -> {}))
        .containsExactly("{1=1} -> {1=1}");
    assertThat(seen(Metric.time("hours", 1, hours, Reading::value), tickets, c -> {}))
        .containsExactly("{23=1} -> {24=1}");
    assertThat(seen(Metric.time("minutes", 1, minutes, Reading::value), tickets, c -> {}))
        .containsExactly("{1380=1} -> {1440=1}");
  }

  private static Instant noonTheDayAfter(Instant opened) {
    return opened.atZone(BERLIN).plusDays(1).toInstant();
  }

  @Test
  void amountsAreInTheirSmallestUnitOnceTheyAreKnown() {
    assertThat(
            seen(
                Metric.amount("paid", 1, CountSourceContract.PAID_CENTS),
                source(
                    open(9).paid(day(2), "12.34"),
                    open(9).paid(day(1), "-0.50"),
                    open(3).paid(day(0), "7.00"),
                    open(3).paid(day(1), "7.10")),
                comparison -> {
                  assertThat(comparison.current().open()).as("paid on the as-of day").isEqualTo(1);
                  assertThatThrownBy(() -> comparison.current().triangle())
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessage("metric paid/1 has no ages; its measure is none of time");
                }))
        .containsExactly("{-50=1, 1234=1} -> {710=1}");
  }

  @Test
  void categoriesAreThoseOfBothWindowsByCodePoint() {
    assertThat(
            seen(
                Metric.category("reasons", 1, CountSourceContract.REASON),
                source(
                    decided(9, 1, "b"),
                    decided(9, 1, "Z"),
                    decided(3, 1, "b"),
                    decided(3, 1, "\uFB01"),
                    decided(3, 1, "😀"),
                    decided(3, 3, "not yet")),
                comparison -> {
                  assertThat(comparison.baseline().categories())
                      .containsExactly(
                          "because of Z", "because of b", "because of \uFB01", "because of 😀");
                  assertThat(comparison.current().categories())
                      .isEqualTo(comparison.baseline().categories());
                  assertThat(comparison.current().open()).isEqualTo(1);
                }))
        .containsExactly("{0=1, 1=1} -> {1=1, 2=1, 3=1}");
  }

  @Test
  void aCountHasAnObservationForEachDayAlsoForThoseWithoutRecords() {
    assertThat(
            seen(
                Metric.count("records", 1, CountSourceContract.RECORDS),
                source(open(15), open(15), open(6), open(3)),
                comparison ->
                    assertThat(comparison.baseline().daily())
                        .hasToString(
                            "{"
                                + day(15).toEpochDay()
                                + "={1=2}, "
                                + day(6).toEpochDay()
                                + "={1=1}}")))
        .containsExactly("{0=8, 1=1, 2=1} -> {0=4, 1=1}");
  }

  /** A lens that does not say how much it saw, or nothing of it, loses no examination. */
  @Test
  void whetherThereIsAnythingToBeSeenIsNotForTheLensToSay() {
    Detection detection =
        detect(
            definition(DENIED, Looking.with(comparison -> {})),
            source(decided(9, 1, "PAID"), open(3).in("Humana", null)));
    assertThat(detection.verdicts().stream().map(verdict -> verdict.segment().toString()))
        .containsExactly("payer=Aetna");
    assertThat(detection.isEmpty()).isFalse();
  }

  // ---- days left out and strata

  @Test
  void recordsOfDaysThatAreLeftOutAreInNoSample() {
    Metric records = Metric.count("records", 1, CountSourceContract.RECORDS);
    CountSource source = source(open(9), open(9), open(8), open(3));
    List<String> seen = new ArrayList<>();
    Looking looking =
        Looking.with(
            comparison ->
                seen.add(
                    comparison.baseline().table()
                        + " without "
                        + comparison.baseline().daysLeftOut()
                        + ", "
                        + comparison.current().table()
                        + " without "
                        + comparison.current().daysLeftOut()));
    Definition definition =
        definition(records, looking).withoutDays(List.of(day(9), day(3), day(100), day(0)));
    Detection detection = detect(definition, source);
    assertThat(seen).containsExactly("{0=8, 1=1} without [2026-03-29], {0=4} without [2026-04-04]");
    assertThat(detection.summary().rowsRead()).isEqualTo(1);
  }

  @Test
  void anAmountThatCannotBeUsedIsCountedOnItsDay() {
    CountSource source =
        source(
            open(9).paid(day(2), "1.00"),
            open(3).paid(day(2), null),
            open(3).paid(day(2), "0.001"),
            open(4).paid(day(2), null));
    Definition definition = definition(ContractMetrics.CENTS, Looking.with(comparison -> {}));
    RunSummary all = detect(definition, source).summary();
    assertThat(all.rowsRead()).isEqualTo(4);
    assertThat(all.usableInCurrent()).isZero();
    assertThat(all.defects())
        .containsEntry(Defect.NO_AMOUNT, 2L)
        .containsEntry(Defect.INEXACT_AMOUNT, 1L);
    RunSummary some = detect(definition.withoutDays(List.of(day(3))), source).summary();
    assertThat(some.rowsRead()).isEqualTo(2);
    assertThat(some.defects())
        .containsEntry(Defect.NO_AMOUNT, 1L)
        .containsEntry(Defect.INEXACT_AMOUNT, 0L);
  }

  @Test
  void strataAreReadAndNotReported() {
    List<String> seen = new ArrayList<>();
    Looking looking =
        Looking.with(
            comparison -> {
              assertThat(comparison.segment()).hasToString("payer=Aetna");
              comparison
                  .current()
                  .strata()
                  .forEach((stratum, part) -> seen.add(stratum + " " + part.table()));
            });
    Definition definition = definition(DENIED, looking).withStrata(List.of("plan"));
    assertThat(definition.strata()).containsExactly("plan");
    Detection detection =
        detect(
            definition,
            source(
                decided(9, 1, "PAID").in("Aetna", "silver"),
                decided(3, 1, "DENIED").in("Aetna", "gold"),
                decided(3, 1, "PAID").in("Aetna", null),
                decided(4, 1, "PAID").in("Aetna", null)));
    assertThat(seen).containsExactly("plan=null {0=2}", "plan=gold {1=1}", "plan=silver {}");
    assertThat(detection.summary().groupsConsidered()).isEqualTo(1);
  }

  /** An id that was taken for a stratum would make a part of each record. */
  @Test
  void partsOfSegmentsCountForTheLimitOnSegments() {
    Definition definition =
        definition(DENIED, DriftPolicy.thresholds()).withStrata(List.of("plan"));
    CountSource source =
        source(open(3).in("Aetna", "a"), open(3).in("Aetna", "b"), open(3).in("Aetna", "c"));
    assertThat(detect(definition.withSegmentLimit(3), source).summary().rowsRead()).isEqualTo(3);
    assertThatThrownBy(() -> detect(definition.withSegmentLimit(2), source))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("found more than 2 segments of [payer, plan]");
  }

  @Test
  void strataMustBeDistinctAndNoDimensions() {
    Definition definition = definition(DENIED, DriftPolicy.thresholds());
    for (List<String> strata : List.of(List.of("plan", "plan"), List.of("payer"))) {
      assertThatThrownBy(() -> definition.withStrata(strata))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "definition samples needs distinct dimensions and strata, not [payer");
    }
    assertThatThrownBy(() -> definition.withStrata(Arrays.asList("a plan")))
        .hasMessageContaining("stratum must be 1 to 100 letters");
  }

  @Test
  void strataAndDaysLeftOutEnterTheIdentityOnlyWhereTheyAreSet() {
    Definition definition = definition(DENIED, DriftPolicy.thresholds());
    CountSource source = source();
    Run plain = Run.of(definition, "acme", AS_OF, source, 1);
    assertThat(plain.settings()).isEqualTo("{}");
    for (Definition same :
        List.of(
            definition.withStrata(List.of()),
            definition.withStrata(List.of("plan")).withStrata(List.of()),
            definition.withoutDays(List.of()),
            definition.withoutDays(List.of(day(16), day(0), day(-3))))) {
      assertThat(Run.of(same, "acme", AS_OF, source, 1)).isEqualTo(plain);
    }
    assertThat(settings(definition.withStrata(List.of("plan", "b"))))
        .isEqualTo("{\"strata\":\"plan,b\"}");
    assertThat(settings(definition.withoutDays(List.of(day(1), day(15), day(16), day(1)))))
        .isEqualTo("{\"days-left-out\":\"2026-03-23,2026-04-06\"}");
    assertThat(Run.of(definition.withStrata(List.of("plan")), "acme", AS_OF, source, 1).runId())
        .isNotEqualTo(plain.runId());
  }

  private static String settings(Definition definition) {
    return Run.of(definition, "acme", AS_OF, source(), 1).settings();
  }

  // ---- views

  @Test
  void viewsWithOtherWindowsAndLagsShareOneRead() {
    AtomicInteger reads = new AtomicInteger();
    List<CountRequest> requests = new ArrayList<>();
    CountSource records =
        source(decided(40, 1, "PAID"), decided(12, 1, "DENIED"), decided(9, 1, "PAID"), open(1));
    CountSource counting =
        (request, visitor) -> {
          reads.incrementAndGet();
          requests.add(request);
          records.read(request, visitor);
        };
    List<String> seen = new ArrayList<>();
    Looking looking =
        Looking.with(
                c ->
                    seen.add(
                        c.view().name()
                            + " "
                            + c.windows()
                            + " "
                            + c.baseline().table()
                            + " -> "
                            + c.current().table()))
            .at("now", Lookback.ofDays(10, 5), 0)
            .at("by-day-3", Lookback.ofDays(7, 3), 3)
            .at("year-ago", new Lookback(5, 2, 33), 1);
    Detection detection = detect(definition(DENIED, looking), counting);
    assertThat(reads).hasValue(1);
    assertThat(requests.get(0).windows())
        .hasToString("[[2026-02-25, 2026-03-02), [2026-03-23, 2026-04-07)]");
    assertThat(seen)
        .containsExactly(
            "now [2026-03-23, 2026-04-02) and [2026-04-02, 2026-04-07) {0=1, 1=1} -> {}",
            "by-day-3 [2026-03-25, 2026-04-01) and [2026-04-01, 2026-04-04) {0=1, 1=1} -> {}",
            "year-ago [2026-02-25, 2026-03-02) and [2026-04-04, 2026-04-06) {0=1} -> {}");
    assertThat(detection.verdicts().get(0).examination().evidence()).hasSize(3);
  }

  @Test
  void aSampleSaysUntilWhenItIsKnown() {
    ContractRecord late = decided(3, 3, "PAID");
    List<String> seen = new ArrayList<>();
    Consumer<Comparison> eye =
        c ->
            seen.add(
                c.current().knownUntil() + " " + c.current().size() + " " + c.current().open());
    CountSource source = source(late, decided(9, 1, "PAID"));
    detect(definition(DENIED, Looking.with(eye)), source);
    detect(definition(DENIED, Looking.backWith(eye)), source);
    assertThat(seen).containsExactly("2026-04-07 0 1", "null 1 0");
  }
}

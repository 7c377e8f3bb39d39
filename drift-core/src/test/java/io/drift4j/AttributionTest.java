package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.Attribution.Contribution;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Where a change comes from: the segments' own rates, or their mix. */
class AttributionTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final WindowPair WINDOWS = Lookback.ofDays(90, 14).windows(AS_OF);

  private static RecordedVerdict verdict(String payer, String group, Evidence... evidence) {
    return verdict("denial-rate", "share", payer, group, evidence);
  }

  private static RecordedVerdict verdict(
      String metric, String unit, String payer, String group, Evidence... evidence) {
    return new RecordedVerdict(
        metric,
        1,
        "LABEL",
        unit,
        Segment.of(List.of("payer", "cpt_group"), Arrays.asList(payer, group)),
        Decision.INCONCLUSIVE,
        null,
        List.of(evidence),
        evidence[0].view(),
        Assessment.builder().build());
  }

  private static Evidence shares(String view, long x, long n, long y, long m) {
    return Evidence.of(view, WINDOWS)
        .values((double) x / n, (double) y / m)
        .sizes(n, m)
        .horizon(30)
        .build();
  }

  private static Evidence undecided(String view, String because) {
    return Evidence.of(view, WINDOWS).sizes(40, 3).undecided(because).build();
  }

  /** Kidney stones (Charig and others, 1986): small ones and large ones, success of treatments. */
  private static final List<RecordedVerdict> STONES =
      List.of(
          verdict("Aetna", "SMALL", shares("day-30", 81, 87, 234, 270)),
          verdict("Aetna", "LARGE", shares("day-30", 192, 263, 55, 80)));

  @Test
  void everySegmentMayFallWhileTheWholeRises() {
    Attribution attribution = Attribution.of(STONES, "denial-rate");
    assertThat(attribution.baselineValue()).isEqualTo(273 / 350.0);
    assertThat(attribution.currentValue()).isEqualTo(289 / 350.0);
    assertThat(attribution.rate().value()).isNegative();
    assertThat(attribution.mix().value()).isGreaterThan(attribution.total().value());
    assertThat(attribution.isReversed()).isTrue();
    assertThat(String.join("\n", attribution.lines()))
        .isEqualTo(
            """
            all records: denial rate by day 30 78.0 -> 82.6 %: -5.4 points rate (s.e. 3.4), +9.9 points mix (s.e. 1.9)
              Aetna / LARGE +2.8 points: rate -2.1 points (73.0 -> 68.8 %), mix +4.9 points (75.1 -> 22.9 % of the records)
              Aetna / SMALL +1.7 points: rate -3.3 points (93.1 -> 86.7 %), mix +5.0 points (24.9 -> 77.1 % of the records)
              reversal: every segment fell while the whole rose""");
  }

  @Test
  void aLineSaysIt() {
    assertThat(Attribution.by(STONES, "denial-rate", "payer").get(0).toString())
        .isEqualTo(
            "Aetna: denial rate by day 30 78.0 -> 82.6 %: -5.4 points rate (s.e. 3.4), +9.9"
                + " points mix (s.e. 1.9); LARGE +2.8 points; SMALL +1.7 points; reversal: every "
                + "segment fell while the whole rose");
  }

  @Test
  void anyPartsAddUpInAnyOrder() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      List<RecordedVerdict> verdicts = verdicts(random);
      Attribution attribution = Attribution.of(verdicts, "denial-rate");
      double total = attribution.currentValue() - attribution.baselineValue();
      assertThat(attribution.total().value()).isCloseTo(total, within(1e-12));
      assertThat(attribution.rate().value() + attribution.mix().value())
          .isCloseTo(total, within(1e-12));
      assertThat(attribution.contributions().stream().mapToDouble(Contribution::total).sum())
          .isCloseTo(total, within(1e-12));
      List<String> lines = attribution.lines();
      List<RecordedVerdict> shuffled = new ArrayList<>(verdicts);
      Collections.shuffle(shuffled, random);
      Attribution again = Attribution.of(shuffled, "denial-rate");
      assertThat(again.contributions()).isEqualTo(attribution.contributions());
      assertThat(again.lines()).isEqualTo(lines);
    }
  }

  private static List<RecordedVerdict> verdicts(Random random) {
    List<RecordedVerdict> verdicts = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      int n = 1 + random.nextInt(2_000);
      int m = 1 + random.nextInt(300);
      Evidence seen = shares("day-30", random.nextInt(n + 1), n, random.nextInt(m + 1), m);
      verdicts.add(verdict("payer" + i % 3, "group" + i, seen));
    }
    return verdicts;
  }

  @Test
  void eachPayerIsSplitOverItsOwnSegments() {
    List<RecordedVerdict> verdicts = new ArrayList<>(STONES);
    verdicts.add(verdict(null, "LAB", shares("day-30", 10, 100, 20, 100)));
    verdicts.add(verdict("Čigna", "LAB", undecided("day-30", "a window has no record")));
    List<Attribution> attributions = Attribution.by(verdicts, "denial-rate", "payer");
    assertThat(attributions.stream().map(Attribution::whose).map(Segment::toString))
        .containsExactly("payer=null", "payer=Aetna", "payer=Čigna");
    assertThat(attributions.get(0).rate().value()).isCloseTo(0.1, within(1e-12));
    assertThat(attributions.get(0).mix().value()).isZero();
    assertThat(attributions.get(0).isReversed()).isFalse();
    assertThat(attributions.get(1).lines())
        .isEqualTo(Attribution.by(STONES, "denial-rate", "payer").get(0).lines());
    assertThat(attributions.get(2).hasParts()).isFalse();
    assertThat(attributions.get(2).lines())
        .containsExactly(
            "Čigna: denial rate cannot be split, left out 1 segment: LAB (a window has no record)");
    assertThatThrownBy(() -> attributions.get(2).total())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be split");
  }

  @Test
  void allAreSeenThroughTheViewThatTellsOfMost() {
    List<RecordedVerdict> verdicts =
        List.of(
            verdict("A", "1", shares("day-30", 1, 10, 2, 10), shares("day-60", 2, 10, 3, 10)),
            verdict(
                "B",
                "1",
                undecided("day-30", "less than half is decided"),
                shares("day-60", 2, 10, 3, 10)),
            verdict(
                "C", "1", shares("day-30", 1, 10, 2, 10), undecided("day-60", "not old enough")),
            verdict("D", "1", undecided("day-30", "unknown"), shares("day-60", 2, 10, 3, 10)));
    Attribution attribution = Attribution.of(verdicts, "denial-rate");
    assertThat(attribution.view()).isEqualTo("day-60");
    assertThat(attribution.baselineSize()).isEqualTo(30);
    assertThat(attribution.leftOut()).hasSize(1).containsValue("not old enough");
    assertThat(Attribution.of(verdicts.subList(0, 3), "denial-rate").view()).isEqualTo("day-30");
  }

  @Test
  void whatIsNoShareOfRecordsIsLeftOut() {
    Evidence hazard =
        Evidence.of("fast", WINDOWS).values(0.123, 0.234).sizes(10, 10).horizon(30).build();
    Evidence otherAge =
        Evidence.of("fast", WINDOWS).values(0.1, 0.2).sizes(10, 10).horizon(29).build();
    Evidence oneWindow = Evidence.of("fast", WINDOWS).values(0, 0.2).sizes(0, 10).build();
    Attribution attribution =
        Attribution.of(
            List.of(
                verdict("A", "1", shares("fast", 1, 10, 2, 10)),
                verdict("B", "1", shares("fast", 1, 10, 2, 10)),
                verdict("C", "1", hazard),
                verdict("D", "1", otherAge),
                verdict("E", "1", oneWindow)),
            "denial-rate");
    assertThat(attribution.leftOut().values())
        .containsExactly(
            "its values are no shares of records",
            "compared up to another age, 29",
            "a window has no record");
  }

  @Test
  void mediansCannotBeSplit() {
    Evidence medians = Evidence.of("window", WINDOWS).values(5, 15).sizes(90, 45).build();
    Attribution attribution =
        Attribution.of(
            List.of(verdict("decision-time", "days", "Aetna", "SURG", medians)), "decision-time");
    assertThat(attribution.hasParts()).isFalse();
    assertThat(attribution.toString())
        .isEqualTo(
            "all records: decision time cannot be split, left out 1 segment: Aetna / SURG (its"
                + " values are no shares of records)");
  }

  @Test
  void verdictsOfSeveralRunsAreRefused() {
    assertThatThrownBy(() -> Attribution.of(STONES, "denial-rat"))
        .hasMessage("no verdict is on metric denial-rat, they are on [denial-rate]");
    List<RecordedVerdict> twice = new ArrayList<>(STONES);
    twice.addAll(STONES);
    assertThatThrownBy(() -> Attribution.of(twice, "denial-rate"))
        .hasMessageContaining("two verdicts are on metric denial-rate of payer=Aetna")
        .hasMessageContaining("give those of one run");
    List<RecordedVerdict> later = new ArrayList<>(STONES);
    WindowPair tomorrow = Lookback.ofDays(90, 14).windows(AS_OF.plusDays(1));
    later.add(
        verdict("B", "1", Evidence.of("day-30", tomorrow).values(0.1, 0.2).sizes(10, 10).build()));
    assertThatThrownBy(() -> Attribution.of(later, "denial-rate"))
        .hasMessageContaining("verdicts are of different windows");
    assertThatThrownBy(() -> Attribution.by(STONES, "denial-rate", "plan"))
        .hasMessage("no dimension plan, there are [payer, cpt_group]");
  }

  /**
   * Each group is decided as fast as before (5 and 25 days), the slow one grows from a fifth to a
   * half: the payer looks slower, and it is the mix.
   */
  @Test
  void aShiftBetweenGroupsOfDifferentSpeedIsFoundAsMix() {
    Detection detection =
        DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(twoSpeeds().stream()))
            .preview(ClaimDefinitions.payerDrift().withPolicy(new DecidedBy(14)), "acme", AS_OF);
    Attribution attribution =
        Attribution.by(
                detection.verdicts().stream().map(Verdict::recorded).toList(),
                ClaimMetrics.DECISION_TIME.id(),
                "payer")
            .get(0);
    assertThat(attribution.baselineValue()).isCloseTo(0.8, within(1e-12));
    assertThat(attribution.currentValue()).isCloseTo(0.5, within(1e-12));
    assertThat(attribution.rate().value()).isZero();
    assertThat(attribution.mix().value()).isCloseTo(-0.3, within(1e-12));
    assertThat(attribution.toString())
        .isEqualTo(
            "Aetna: decision time, decided by day 14 80.0 -> 50.0 %: 0.0 points rate (s.e. 0.0),"
                + " -30.0 points mix (s.e. 4.4); SURG -19.5 points; LAB -10.5 points");
  }

  private static List<Claim> twoSpeeds() {
    List<Claim> claims = new ArrayList<>();
    for (int back = 15; back <= 118; back++) {
      for (int i = 0; i < 10; i++) {
        boolean isSlow = back < 29 ? i % 2 == 0 : i % 5 == 0;
        LocalDate day = AS_OF.minusDays(back);
        LocalDate decided = day.plusDays(isSlow ? 25 : 5);
        String group = isSlow ? "SURG" : "LAB";
        claims.add(
            decided.isBefore(AS_OF)
                ? Claim.decided("acme", "Aetna", group, day, decided, Outcome.PAID)
                : Claim.open("acme", "Aetna", group, day));
      }
    }
    return claims;
  }

  /** Of times, the share decided by an age; of what else, nothing. */
  private record DecidedBy(int age) implements DriftPolicy, Lens {

    @Override
    public String id() {
      return "decided-by";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return Collections.emptySortedMap();
    }

    @Override
    public int lagDays() {
      return age;
    }

    @Override
    public boolean seesOpen() {
      return true;
    }

    @Override
    public List<View> views(Metric metric, Lookback lookback) {
      return List.of(new View("decided", lookback, this));
    }

    @Override
    public Evidence look(Comparison comparison) {
      Sample baseline = comparison.baseline();
      Sample current = comparison.current();
      return Evidence.of(comparison)
          .sizes(baseline.size() + baseline.open(), current.size() + current.open())
          .open(baseline.open(), current.open())
          .horizon(age)
          .figure("decided-baseline", share(baseline))
          .figure("decided-current", share(current))
          .undecided("only shares are told")
          .build();
    }

    private double share(Sample sample) {
      long[] decided = {0};
      sample.table().forEach((value, count) -> decided[0] += value <= age ? count : 0);
      return (double) decided[0] / (sample.size() + sample.open());
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return examinations.stream().map(one -> Verdict.skipped(one, "only looked at")).toList();
    }
  }
}

package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.simulation.Timing;
import io.drift4j.stats.DayAges;
import io.drift4j.stats.DevelopmentTriangle;
import io.drift4j.stats.HistoryLogRankTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs of the policy over simulated claims, in memory. */
class ControlledRunsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);
  private static final int HISTORY = 364;
  private static final int CURRENT = 14;
  private static final int DRAWN = HISTORY + CURRENT + 62;
  private static final Definition DEFINITION =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.controlled());

  private static Detection detect(CountSource source, LocalDate asOf) {
    return detect(DEFINITION, source, asOf);
  }

  private static Detection detect(Definition definition, CountSource source, LocalDate asOf) {
    return DriftDetector.detect(definition, Run.of(definition, "acme", asOf, source, 1), source);
  }

  private static Detection detect(SimulatedClaims claims, long seed) {
    return detect(DEFINITION, claims, seed);
  }

  private static Detection detect(Definition definition, SimulatedClaims claims, long seed) {
    return detect(
        definition,
        new SimulatedCustomer().add("Aetna", "SURG", claims.draw(AS_OF, DRAWN, seed)),
        AS_OF);
  }

  // ---- nothing that is dated later is seen

  /** Rows of the whole table, with what happens until it was written. */
  @Test
  void aRunSeesWhatWasKnownOnItsMorningAndNothingElse() {
    List<Claim> table = new ArrayList<>();
    LocalDate stop = AS_OF.minusDays(20);
    Behaviour usual = Behaviour.of(4);
    addTo(table, "Aetna", 1, SimulatedClaims.of(usual).changingFor(60, usual.slowedBy(1.5)));
    addTo(table, "Cigna", 2, SimulatedClaims.of(usual).changingFor(60, usual.withDenialRate(0.4)));
    addTo(
        table,
        "Humana",
        3,
        SimulatedClaims.of(Behaviour.of(16)).withoutWeekendDecisions().withClosed(List.of(stop)));
    int found = 0;
    for (LocalDate day : List.of(AS_OF.minusDays(30), stop, stop.plusDays(1), stop.plusDays(9))) {
      Detection whole = detect(ClaimCounts.of(table.stream()), day);
      Detection known = detect(ClaimCounts.of(knownOn(day, table).stream()), day);
      assertThat(whole.verdicts()).as("on %s", day).isEqualTo(known.verdicts()).hasSize(6);
      assertThat(whole.events().toString()).isEqualTo(known.events().toString());
      assertThat(whole.verdicts().toString()).isEqualTo(known.verdicts().toString());
      found += whole.events().size();
    }
    assertThat(found).isPositive();
  }

  private static void addTo(List<Claim> table, String payer, long seed, SimulatedClaims claims) {
    SimulatedStream stream = claims.draw(AS_OF, DRAWN, seed);
    stream.forEach(
        stream.span(),
        AS_OF,
        new DevelopmentTriangle.CellVisitor() {
          @Override
          public void visit(long day, int age, int outcome, long count) {
            LocalDate submitted = LocalDate.ofEpochDay(day);
            Outcome decided = outcome == 1 ? Outcome.DENIED : Outcome.PAID;
            for (long i = 0; i < count; i++) {
              table.add(
                  Claim.decided(
                      "acme", payer, "SURG", submitted, submitted.plusDays(age), decided));
            }
          }

          @Override
          public void visitOpen(long day, int age, long count) {
            for (long i = 0; i < count; i++) {
              table.add(Claim.open("acme", payer, "SURG", LocalDate.ofEpochDay(day)));
            }
          }
        });
  }

  private static List<Claim> knownOn(LocalDate day, List<Claim> table) {
    return table.stream()
        .filter(claim -> claim.submitted().isBefore(day))
        .map(
            claim ->
                claim.isOpen() || Objects.requireNonNull(claim.decided()).isBefore(day)
                    ? claim
                    : Claim.open(
                        claim.customer(), claim.payer(), claim.cptGroup(), claim.submitted()))
        .toList();
  }

  // ---- speed is not denial

  /** Denials that come first: their hazard falls with everything else, and no share does. */
  private static Behaviour early() {
    return Behaviour.of(40).withTimes(new Timing(12, 0.5), new Timing(8, 0.5));
  }

  @Test
  void everythingSlowerIsSlowerAndNoEventOfAnOutcome() {
    everythingSlowerIsSlowerAndNoEventOfAnOutcome(12);
  }

  @Test
  @Tag("slow")
  void everythingSlowerIsSlowerAndNoEventOfAnOutcomeManyTimes() {
    everythingSlowerIsSlowerAndNoEventOfAnOutcome(300);
  }

  private static final Definition BOTH_OUTCOMES =
      DEFINITION.withMetrics(
          List.of(
              ClaimMetrics.DENIAL_RATE, ClaimMetrics.APPROVAL_RATE, ClaimMetrics.DECISION_TIME));

  /** In how many runs there is an event of each metric. */
  private static Map<String, Integer> events(SimulatedClaims claims, int runs) {
    Map<String, Integer> events = new TreeMap<>();
    BOTH_OUTCOMES.metrics().forEach(metric -> events.put(metric.id(), 0));
    for (int seed = 1; seed <= runs; seed++) {
      detect(BOTH_OUTCOMES, claims, seed)
          .events()
          .forEach(event -> events.merge(event.metricId(), 1, Integer::sum));
    }
    return events;
  }

  private static void everythingSlowerIsSlowerAndNoEventOfAnOutcome(int runs) {
    for (int days : new int[] {14, 44}) {
      SimulatedClaims slower = SimulatedClaims.of(early()).changingFor(days, early().slowedBy(1.4));
      Map<String, Integer> events = events(slower, runs);
      int times = events.get(ClaimMetrics.DECISION_TIME.id());
      System.out.printf(
          "seeds 1 to %d, slower for %d days: events by metric %s%n", runs, days, events);
      for (Metric share : List.of(ClaimMetrics.DENIAL_RATE, ClaimMetrics.APPROVAL_RATE)) {
        assertThat(events.get(share.id())).isLessThanOrEqualTo(Math.max(1, runs * 5 / 100));
      }
      if (days == 14) { // later it is in the baseline too
        assertThat(times).isGreaterThanOrEqualTo(runs * 9 / 10);
      }
    }
  }

  @Test
  void aTrueRiseOfDenialsStaysOne() {
    for (int days : new int[] {14, 44}) {
      SimulatedClaims more =
          SimulatedClaims.of(early()).changingFor(days, early().withDenialRate(0.2));
      Map<String, Integer> events = events(more, 12);
      assertThat(events.get(ClaimMetrics.DENIAL_RATE.id())).isGreaterThanOrEqualTo(11);
      if (days == 44) { // of the newest, what is paid tells little of what is not
        assertThat(events.get(ClaimMetrics.APPROVAL_RATE.id())).isGreaterThanOrEqualTo(11);
      }
    }
  }

  // ---- submitted, not decided

  /** Thirty-odd claims, of which two or three have been decided. */
  @Test
  void aSlowPayerIsNotSkippedForWantOfDecisions() {
    Behaviour slow = Behaviour.of(3).withTimes(new Timing(40, 0.3), new Timing(40, 0.3));
    Detection detection = detect(SimulatedClaims.of(slow), 1);
    Verdict times = verdict(detection, ClaimMetrics.DECISION_TIME);
    assertThat(times.evidence().currentSize()).isGreaterThanOrEqualTo(30);
    assertThat(times.evidence().currentOpen())
        .isGreaterThan(times.evidence().currentSize() * 9 / 10);
    assertThat(times.reason()).isEqualTo("fewer than 5 events are expected");
  }

  private static Verdict verdict(Detection detection, Metric metric) {
    return detection.verdicts().stream()
        .filter(verdict -> verdict.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  // ---- what would not be a number

  /** Most are decided on the first day: no level is reached before it. */
  @Test
  void aPayerThatDecidedAtOnceAndStopsIsSlower() {
    Behaviour atOnce = Behaviour.of(20).withTimes(new Timing(0.7, 0.4), new Timing(0.7, 0.4));
    for (double factor : new double[] {1, 3, 30, 300}) {
      SimulatedClaims claims = SimulatedClaims.of(atOnce).changingFor(20, atOnce.slowedBy(factor));
      Verdict verdict = verdict(detect(claims, 1), ClaimMetrics.DECISION_TIME);
      assertThat(verdict.evidence().baselineValue()).as("x %s", factor).isNotNegative();
      assertThat(verdict.evidence().currentValue()).as("x %s", factor).isNotNegative();
      assertThat(verdict.decision() == Decision.DRIFT).as("x %s", factor).isEqualTo(factor > 1);
    }
  }

  /** Nothing of the event was expected: no hazard can be multiplied. */
  @Test
  void aPayerThatNeverDeniedAndDoesNowIsFoundByAge() {
    Behaviour never = Behaviour.of(40).withDenialRate(0);
    SimulatedClaims claims = SimulatedClaims.of(never).changingFor(44, early().withDenialRate(0.3));
    Verdict verdict = verdict(detect(claims, 1), ClaimMetrics.DENIAL_RATE);
    assertThat(verdict.decision()).isEqualTo(Decision.DRIFT);
    assertThat(verdict.evidence().view()).isEqualTo("by-30");
  }

  // ---- closed days

  @Test
  void leavingOutAClosedDayAloneIsWorseThanNothingAndWithWhatFollowsHoldsSize() {
    leavingOutAClosedDayAloneIsWorseThanNothing(250, 0.112);
  }

  @Test
  @Tag("slow")
  void leavingOutAClosedDayAloneIsWorseThanNothingManyTimes() {
    leavingOutAClosedDayAloneIsWorseThanNothing(3_000, 0.08);
  }

  private static void leavingOutAClosedDayAloneIsWorseThanNothing(int runs, double most) {
    LocalDate outage = AS_OF.minusDays(6); // a Thursday
    SimulatedClaims claims = SimulatedClaims.of(Behaviour.of(100)).withClosed(List.of(outage));
    int neither = 0;
    int alone = 0;
    int found = 0;
    for (int seed = 1; seed <= runs; seed++) {
      SimulatedStream stream = claims.draw(AS_OF, HISTORY + CURRENT, seed);
      Collection<LocalDate> days =
          ClosedDays.of(ended(stream), stream.span().startInclusive(), new TreeSet<>());
      assertThat(days).containsExactly(outage, outage.plusDays(1));
      neither += refuses(stream, List.of()) ? 1 : 0;
      alone += refuses(stream, List.of(outage)) ? 1 : 0;
      found += refuses(stream, days) ? 1 : 0;
    }
    System.out.printf(
        "seeds 1 to %d, an outage of a day: %d refused, %d with that day left out, %d with the next%n",
        runs, neither, alone, found);
    assertThat(found).isLessThanOrEqualTo((int) (most * runs));
    assertThat(alone).isGreaterThan((int) (0.2 * runs));
  }

  private static long[] ended(SimulatedStream stream) {
    long first = stream.span().startInclusive().toEpochDay();
    long[] ended = new long[HISTORY + CURRENT];
    stream.forEach(
        stream.span(),
        AS_OF,
        new DevelopmentTriangle.CellVisitor() {
          @Override
          public void visit(long day, int age, int outcome, long count) {
            ended[(int) (day + age - first)] += count;
          }

          @Override
          public void visitOpen(long day, int age, long count) {}
        });
    return ended;
  }

  private static boolean refuses(SimulatedStream stream, Collection<LocalDate> closed) {
    long first = stream.span().startInclusive().toEpochDay();
    DayAges.Builder ages = DayAges.builder(first, HISTORY + CURRENT, CURRENT, 1);
    stream.forEach(
        stream.span(),
        AS_OF,
        new DevelopmentTriangle.CellVisitor() {
          @Override
          public void visit(long day, int age, int outcome, long count) {
            ages.add(day, age, true, count);
          }

          @Override
          public void visitOpen(long day, int age, long count) {
            ages.addOpen(day, age, count);
          }
        });
    closed.forEach(day -> ages.close(day.toEpochDay()));
    DayAges all = ages.build();
    long end = first + HISTORY;
    return HistoryLogRankTest.withDefaults()
            .test(
                all.part(first, end),
                all.part(end - 90, end),
                all.part(end, end + CURRENT),
                end + CURRENT - 1)
            .pValue()
        <= 0.05;
  }
}

package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.ScorecardMetrics;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.Timing;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hosts that only have decided rows. */
class DecidedRowsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 6);
  private static final int DAYS = 364 + 14 + 30;
  private static final Behaviour USUAL =
      Behaviour.of(20).withDenialRate(0.1).withTimes(new Timing(12, 0.5), new Timing(12, 0.5));
  private static final Metric DENIED = ClaimMetrics.DENIAL_RATE;
  private static final Metric TIME = ClaimMetrics.DECISION_TIME;

  private static CountSource draw(Behaviour changed, int changedFor, double rho, long seed) {
    return new SimulatedCustomer()
        .add(
            "payer",
            "group",
            SimulatedClaims.of(USUAL)
                .withRho(rho)
                .changingFor(changedFor, changed)
                .draw(AS_OF, DAYS, seed));
  }

  private static Evidence look(Lens lens, Metric metric, CountSource source) {
    return Through.look(lens, metric, List.of("payer", "cpt_group"), AS_OF, source)
        .values()
        .iterator()
        .next();
  }

  private static Evidence ofDecided(Lens lens, Metric metric, Behaviour changed, long seed) {
    return look(lens, metric, Through.decidedRowsOf(draw(changed, 44, 0, seed)));
  }

  /** Per mille of p at most .05 and at most .001. */
  private static double[] found(int runs, Lens lens, Metric metric, Behaviour changed, double rho) {
    double[] found = new double[2];
    for (int run = 0; run < runs; run++) {
      int days = lens.lagDays() + 14;
      CountSource source = Through.decidedRowsOf(draw(changed, days, rho, 7919L * run + 5));
      double logP = look(lens, metric, source).logPValue().orElse(0);
      found[0] += logP <= Math.log(0.05) ? 1000.0 / runs : 0;
      found[1] += logP <= Math.log(0.001) ? 1000.0 / runs : 0;
    }
    return found;
  }

  @Test
  void thePolicyLooksAtWhatDecidedRowsCanTell() {
    ControlledPolicy policy = ControlledPolicy.withDefaults().ofDecidedRowsOnly();
    Lookback lookback = Lookback.ofDays(90, 14);
    assertThat(policy.views(DENIED, lookback))
        .extracting(View::name)
        .containsExactly("within-30", "within-60", "given-age");
    assertThat(policy.views(TIME, lookback))
        .extracting(View::name)
        .containsExactly("within-30", "within-60", "reverse-time");
    assertThat(policy.settings()).containsEntry("decided-rows-only", "true");
  }

  @Test
  void aLensAmongSomeRecordsStaysAmongThem() {
    String ofThem = "-authorization_required.true.TRUE.t.1.Y";
    assertThat(views(ScorecardMetrics.AUTHORIZATION_DENIAL_RATE))
        .containsExactly(
            "ended-within-30" + ofThem, "ended-within-60" + ofThem, "outcome-given-age" + ofThem);
    assertThat(views(ScorecardMetrics.AUTHORIZATION_DECISION_TIME))
        .contains("reverse-time" + ofThem)
        .allMatch(view -> view.endsWith(ofThem));
    assertThat(views(ClaimMetrics.AUTH_FAILURE_RATE)).allMatch(view -> view.endsWith(ofThem));
    Lens ofTwo = Lens.among(Lens.among(Lens.hazard(), "state", "TX"), "auth", "1");
    assertThat(views(DENIED.testedThrough(ofTwo)))
        .contains("outcome-given-age-state.TX.auth.1")
        .allMatch(view -> view.endsWith("-state.TX.auth.1"));
  }

  @Test
  void aLensThatWantsNoOpenRecordsStays() {
    assertThat(views(DENIED.testedThrough(Lens.endedWithin(20), Lens.hazard())))
        .containsExactly("ended-within-20", "within-30", "within-60", "given-age");
    assertThat(views(ClaimMetrics.DENIALS)).containsExactly("rate-claims-30");
  }

  private static List<String> views(Metric metric) {
    return ControlledPolicy.withDefaults()
        .ofDecidedRowsOnly()
        .views(metric, Lookback.ofDays(90, 14))
        .stream()
        .map(View::name)
        .toList();
  }

  /** How many have not ended by a day is nothing that those which ended could tell. */
  @Test
  void howManyAreStillOpenIsNotTold() {
    for (Metric late :
        List.of(ScorecardMetrics.LATE_RATE, ofStratum(ScorecardMetrics.OPEN_SHARE))) {
      Definition definition =
          Definition.of(
                  "late",
                  1,
                  List.of("payer"),
                  List.of(late.withoutStake()),
                  Lookback.ofDays(90, 14),
                  ControlledPolicy.withDefaults().ofDecidedRowsOnly())
              .withStrata(List.of("cpt_group"));
      CountSource source = Through.decidedRowsOf(draw(USUAL, 14, 0, 3));
      Run run = Run.of(definition, "acme", AS_OF, source, 1);
      assertThat(DriftDetector.detect(definition, run, source).verdicts())
          .singleElement()
          .extracting(Verdict::reason)
          .isEqualTo("needs open records, and there are decided rows only");
    }
  }

  private static Metric ofStratum(Metric metric) {
    return metric.testedThrough(Lens.among(metric.tested().get(0), "cpt_group", "group"));
  }

  @Test
  void everyViewSaysThatItHasDecidedRowsOnlyAndHowManyADay() {
    for (Lens lens : List.of(Lens.endedWithin(30), Lens.outcomeGivenAge())) {
      assertSaysSo(ofDecided(lens, DENIED, USUAL, 3));
    }
    for (Lens lens : List.of(Lens.endedWithin(30), Lens.reverseTime())) {
      assertSaysSo(ofDecided(lens, TIME, USUAL, 3));
    }
  }

  private static void assertSaysSo(Evidence seen) {
    assertThat(seen.notes()).contains(DecidedRows.NOTE);
    double before = seen.figure(Figure.DECIDED_A_DAY_BASELINE).getAsDouble();
    double now = seen.figure(Figure.DECIDED_A_DAY_CURRENT).getAsDouble();
    assertThat(now / before).as("%s to %s", before, now).isBetween(0.8, 1.25);
  }

  /** A third is left undecided: none of the views of outcome sees it, the rows of a day do. */
  @Test
  void whatIsLeftUndecidedShowsInTheRowsOfADay() {
    Evidence seen = ofDecided(Lens.endedWithin(30), DENIED, USUAL.withNeverDecided(0.34), 3);
    assertThat(seen.figure(Figure.DECIDED_A_DAY_CURRENT).getAsDouble())
        .isLessThan(0.8 * seen.figure(Figure.DECIDED_A_DAY_BASELINE).getAsDouble());
  }

  @Test
  void aRateIsThatOfThoseThatEndedByTheAge() {
    Evidence seen = ofDecided(Lens.endedWithin(30), DENIED, USUAL.withDenialRate(0.25), 3);
    assertThat(seen.baselineValue()).isCloseTo(0.1, within(0.03));
    assertThat(seen.currentValue()).isCloseTo(0.25, within(0.06));
    assertThat(seen.horizon()).hasValue(30);
    assertThat(seen.logPValue().getAsDouble()).isLessThan(Math.log(1e-4));
    assertThat(seen.windows().current().endExclusive()).isEqualTo(AS_OF.minusDays(30));
  }

  @Test
  void aSlowdownIsToldAsARatioOfTimes() {
    double[] ratios = new double[20];
    for (int seed = 0; seed < ratios.length; seed++) {
      Evidence seen =
          look(
              Lens.reverseTime(),
              TIME,
              Through.decidedRowsOf(draw(USUAL.slowedBy(1.5), 14, 0, seed)));
      ratios[seed] = seen.effect().getAsDouble();
      assertThat(seen.currentValue() / seen.baselineValue()).isCloseTo(ratios[seed], within(1e-9));
    }
    java.util.Arrays.sort(ratios);
    assertThat(ratios[10])
        .as("median of %s", java.util.Arrays.toString(ratios))
        .isBetween(1.2, 1.9);
  }

  @Test
  void undeclaredDecidedRowsAreSuspected() {
    CountSource honest = draw(USUAL, 14, 0, 3);
    for (Metric metric : List.of(DENIED, TIME)) {
      Lens lens = metric == TIME ? Lens.timeToEvent() : Lens.hazard();
      assertThat(look(lens, metric, honest).notes()).isEmpty();
      assertThat(look(lens, metric, Through.decidedRowsOf(honest)).notes())
          .anyMatch(note -> note.contains("ofDecidedRowsOnly()"));
    }
  }

  @Test
  void speedThatMayExplainAnOutcomeIsNamed() {
    assertThat(explained(USUAL.withTimes(new Timing(14, 0.5), new Timing(7, 0.5)), 1.5, 0.1))
        .as("denials are faster, all is slower")
        .isGreaterThan(0.6);
    assertThat(explained(USUAL, 1, 0.35)).as("denials take as long as payments").isLessThan(0.1);
  }

  /** Of the comparisons that find something, the share that speed may explain. */
  private static double explained(Behaviour usual, double slower, double rate) {
    SimulatedClaims claims =
        SimulatedClaims.of(usual).changingFor(14, usual.withDenialRate(rate).slowedBy(slower));
    double named = 0;
    double found = 0;
    for (int seed = 0; seed < 60; seed++) {
      CountSource source =
          new SimulatedCustomer().add("payer", "group", claims.draw(AS_OF, DAYS, seed));
      Evidence seen = look(Lens.outcomeGivenAge(), DENIED, Through.decidedRowsOf(source));
      found += seen.logPValue().orElse(0) <= Math.log(0.05) ? 1 : 0;
      named += seen.figure(Figure.SPEED_LOG_P).isPresent() ? 1 : 0;
    }
    assertThat(found).as("comparisons that find something").isGreaterThan(10);
    return named / found;
  }

  @Test
  void falseAlarmsAreFewAndChangesAreFound() {
    record Case(Lens lens, Metric metric, Behaviour changed, double least) {}
    List<Case> cases =
        List.of(
            new Case(Lens.endedWithin(30), DENIED, USUAL.withDenialRate(0.2), 850),
            new Case(Lens.endedWithin(30), TIME, USUAL.slowedBy(1.3), 850),
            new Case(Lens.outcomeGivenAge(), DENIED, USUAL.withDenialRate(0.3), 300),
            new Case(Lens.reverseTime(), TIME, USUAL.slowedBy(1.5), 300));
    for (Case one : cases) {
      double[] quiet = found(120, one.lens, one.metric, USUAL, 0.05);
      assertThat(quiet[0]).as("%s of %s", one.lens, one.metric).isLessThanOrEqualTo(65 + 74.0);
      assertThat(quiet[1]).as("%s of %s", one.lens, one.metric).isLessThanOrEqualTo(3 + 18.0);
      double[] loud = found(40, one.lens, one.metric, one.changed, 0);
      assertThat(loud[0]).as("%s of %s", one.lens, one.metric).isBetween(one.least, 1000.0);
    }
  }

  /** The whole grid, printed. */
  @Tag("proof")
  @Test
  void theWholeGrid() {
    int runs = 600;
    record Case(Lens lens, Metric metric, Behaviour changed) {}
    for (Case one :
        List.of(
            new Case(Lens.endedWithin(30), DENIED, USUAL.withDenialRate(0.2)),
            new Case(Lens.endedWithin(30), TIME, USUAL.slowedBy(1.3)),
            new Case(Lens.outcomeGivenAge(), DENIED, USUAL.withDenialRate(0.2)),
            new Case(Lens.reverseTime(), TIME, USUAL.slowedBy(1.3)))) {
      for (double rho : new double[] {0, 0.01, 0.05}) {
        double[] quiet = found(runs, one.lens, one.metric, USUAL, rho);
        double[] loud = found(runs / 4, one.lens, one.metric, one.changed, rho);
        System.out.printf(
            Locale.ROOT,
            "%s of %s, 20 a day, rho %.2f: %.1f / %.2f per mille, changed %.1f / %.1f%n",
            one.lens.id(),
            one.metric,
            rho,
            quiet[0],
            quiet[1],
            loud[0],
            loud[1]);
        assertThat(quiet[0]).isLessThan(65 + 3.3 * Math.sqrt(65 * 935.0 / runs));
        assertThat(quiet[1]).isLessThan(3 + 3.3 * Math.sqrt(3 * 997.0 / runs));
      }
    }
  }
}

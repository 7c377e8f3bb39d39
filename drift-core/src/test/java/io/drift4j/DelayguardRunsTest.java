package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import io.drift4j.claims.reference.ReferenceDefinitions;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.Timing;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of delayguard and the payment timing trend over simulated claims, in memory. */
class DelayguardRunsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);
  private static final int DRAWN = 364 + 28 + 62;
  private static final int PAYERS = 4;

  private static final Definition DELAY = ClaimDefinitions.delayguard();
  private static final Definition TREND = ClaimDefinitions.paymentTimingTrend();

  private static Detection detect(Definition definition, CountSource source) {
    return DriftMonitor.of(new InMemoryDriftRepository(), source)
        .preview(definition, "acme", AS_OF);
  }

  // ---- nothing changes

  /** A customer whose payers differ and have what makes real ones difficult. */
  private static SimulatedCustomer usual(long seed) {
    SimulatedCustomer customer = new SimulatedCustomer();
    for (int payer = 0; payer < PAYERS; payer++) {
      Behaviour usual =
          Behaviour.of(6 + 6 * payer)
              .withTimes(new Timing(6 + 4 * payer, 0.5), new Timing(10 + 5 * payer, 0.5));
      SimulatedClaims claims =
          SimulatedClaims.of(usual)
              .withRho(0.02)
              .withDecisionDayShocks(0.2)
              .withWeekendVolume(0.3)
              .withoutWeekendDecisions()
              .withAmounts(20_000, 0.8, 1);
      customer.add("P" + payer, "SURG", claims.draw(AS_OF, DRAWN, 1000 * seed + payer));
    }
    return customer;
  }

  private static long runsWithEvents(Definition definition, int runs) {
    return IntStream.rangeClosed(1, runs)
        .filter(seed -> !detect(definition, usual(seed)).events().isEmpty())
        .count();
  }

  @Test
  void whereNothingChangesFewRunsTellAnything() {
    assertThat(falseRuns(DELAY, ReferenceDefinitions.delayguard(), 10)).isLessThanOrEqualTo(2);
    assertThat(falseRuns(TREND, ReferenceDefinitions.paymentTimingTrend(), 10))
        .isLessThanOrEqualTo(2);
  }

  /** Of 200 runs 10 may be false; that 19 or more are has 0.6 %. */
  @Test
  @Tag("proof")
  void whereNothingChangesFiveInAHundredRunsTellSomethingAtMost() {
    assertThat(falseRuns(DELAY, ReferenceDefinitions.delayguard(), 200)).isLessThan(19);
    assertThat(falseRuns(TREND, ReferenceDefinitions.paymentTimingTrend(), 200)).isLessThan(19);
  }

  private static long falseRuns(Definition ours, Definition reference, int runs) {
    long here = runsWithEvents(ours, runs);
    System.out.printf(
        "%s, no drift, %d payers: %d of %d runs tell something; the reference: %d%n",
        ours, PAYERS, here, runs, runsWithEvents(reference, runs));
    return here;
  }

  // ---- what is promised

  /**
   * Claims of payers that decide with the same hazards, of which the first one's are multiplied on
   * some days.
   */
  private static final class Hazards implements CountSource {

    private static final int AGES = 120;
    private static final double DENIED = 0.1;
    private static final double[] BASE = base();

    private final int claimsADay;
    private final long seed;
    private final DoubleUnaryOperator ratio; // by days from submission to the as-of day

    Hazards(int claimsADay, long seed, DoubleUnaryOperator ratio) {
      this.claimsADay = claimsADay;
      this.seed = seed;
      this.ratio = ratio;
    }

    private static double[] base() {
      Timing timing = new Timing(12, 0.5);
      double[] hazards = new double[AGES];
      double before = 0;
      for (int u = 0; u < AGES; u++) {
        double decided = timing.decidedBy(u);
        hazards[u] = before < 1 ? Math.min(1, (decided - before) / (1 - before)) : 1;
        before = decided;
      }
      return hazards;
    }

    static double[] times(double ratio) {
      return IntStream.range(0, AGES)
          .mapToDouble(u -> 1 - StrictMath.pow(1 - BASE[u], ratio))
          .toArray();
    }

    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      for (int payer = 0; payer < PAYERS; payer++) {
        CellVisitor.Cells cells =
            visitor.segment(Segment.of(List.of("payer"), List.of("P" + payer)));
        for (Window window : request.windows()) {
          for (LocalDate day = window.startInclusive();
              day.isBefore(window.endExclusive());
              day = day.plusDays(1)) {
            read(request, day, payer, cells);
          }
        }
        cells.end();
      }
    }

    private void read(CountRequest request, LocalDate day, int payer, CellVisitor.Cells cells) {
      int age = Math.toIntExact(AS_OF.toEpochDay() - day.toEpochDay());
      double[] open = open(payer == 0 ? ratio.applyAsDouble(age) : 1);
      SplittableRandom dice = new SplittableRandom(seed * 1_000_003 + payer * 10_007L + age);
      for (int i = 0; i < claimsADay; i++) {
        double still = dice.nextDouble();
        int decided = 0;
        while (decided < age && (decided >= AGES || open[decided] > still)) {
          decided++;
        }
        tell(request, day, decided < age ? decided : -1, dice.nextDouble() < DENIED, cells);
      }
    }

    /** After each age. */
    private static double[] open(double ratio) {
      double[] open = times(ratio);
      double product = 1;
      for (int u = 0; u < AGES; u++) {
        product *= 1 - open[u];
        open[u] = product;
      }
      return open;
    }

    private static void tell(
        CountRequest request, LocalDate day, int age, boolean denied, CellVisitor.Cells cells) {
      long number = day.toEpochDay();
      for (int m = 0; m < request.measures().size(); m++) {
        Measure measure = request.measures().get(m);
        boolean isDecision = measure.equals(ClaimMetrics.DECISION);
        String outcome = denied ? Outcome.DENIED.name() : Outcome.PAID.name();
        if (measure.quantity() instanceof Quantity.Amount) {
          cells.add(m, number, 10_000, measure.outcome() == null ? null : Outcome.PAID.name(), 1);
        } else if (age < 0 || (denied && !isDecision)) {
          cells.addOpen(m, number, request.openAge(day), null, 1);
        } else {
          cells.add(m, number, age, isDecision ? outcome : null, 1);
        }
      }
    }
  }

  private static Verdict ofTheFirst(Definition definition, Hazards claims) {
    return detect(definition, claims).verdicts().get(0);
  }

  /** The ratio of hazards that makes decisions so many days slower, as the values say it. */
  private static double slower(double days, double[] hazards, int horizon) {
    DecidedCurve curve = new DecidedCurve(hazards, horizon);
    double low = 0.01;
    double high = 1;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (curve.shift(middle) > days) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static DoubleUnaryOperator inTheWindow(double ratio) {
    return age -> age <= 14 ? ratio : 1;
  }

  private static DoubleUnaryOperator weekByWeek(double ratio) {
    return age -> StrictMath.pow(ratio, Math.max(0, 3 - Math.floorDiv((int) age - 1, 7)) / 3.0);
  }

  /** How many of so many runs tell the change that in the mean some say they would find. */
  private static long found(
      Definition definition,
      Definition reference,
      DoubleFunction<DoubleUnaryOperator> planted,
      int claimsADay,
      int runs) {
    double promised = 0;
    double ratio = 0;
    int quiet = Math.min(40, runs);
    for (int seed = 1; seed <= quiet; seed++) {
      Verdict before = ofTheFirst(definition, new Hazards(claimsADay, seed, age -> 1));
      double change = before.assessment().minimumDetectable().orElseThrow();
      int horizon = before.evidence().horizon().orElseThrow();
      promised += change / quiet;
      ratio += slower(change, Hazards.times(1), horizon) / quiet;
    }
    long found = 0;
    long foundThere = 0;
    for (int seed = 1; seed <= runs; seed++) {
      Hazards slower = new Hazards(claimsADay, seed + 100_000L, planted.apply(ratio));
      Verdict after = ofTheFirst(definition, slower);
      found += after.decision() == Decision.DRIFT && after.evidence().delta() > 0 ? 1 : 0;
      foundThere += ofTheFirst(reference, slower).decision() == Decision.DRIFT ? 1 : 0;
    }
    System.out.printf(
        "%s, %d claims a day, %.2f days slower as promised: %d of %d found; the reference: %d%n",
        definition, claimsADay, promised, found, runs, foundThere);
    return found;
  }

  @Test
  void whatIsPromisedIsFound() {
    assertThat(
            found(DELAY, ReferenceDefinitions.delayguard(), DelayguardRunsTest::inTheWindow, 8, 10))
        .isBetween(5L, 10L);
    assertThat(
            found(
                TREND,
                ReferenceDefinitions.paymentTimingTrend(),
                DelayguardRunsTest::weekByWeek,
                20,
                10))
        .isBetween(5L, 10L);
  }

  /** From where chance hides changes to where the ratio that matters does. */
  @ParameterizedTest
  @ValueSource(ints = {5, 8, 20, 60})
  @Tag("proof")
  void whatIsPromisedOfAWindowIsFoundInSevenToNineOfTen(int claimsADay) {
    assertThat(
            found(
                DELAY,
                ReferenceDefinitions.delayguard(),
                DelayguardRunsTest::inTheWindow,
                claimsADay,
                200))
        .isBetween(140L, 180L);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 60})
  @Tag("proof")
  void whatIsPromisedOfATrendIsFoundInSevenToNineOfTen(int claimsADay) {
    assertThat(
            found(
                TREND,
                ReferenceDefinitions.paymentTimingTrend(),
                DelayguardRunsTest::weekByWeek,
                claimsADay,
                200))
        .isBetween(140L, 180L);
  }

  // ---- what is told

  @Test
  void aTrendIsToldFromTheFirstWeekToTheLast() {
    Verdict verdict = ofTheFirst(TREND, new Hazards(20, 1, weekByWeek(0.3)));
    assertThat(verdict.decision()).isEqualTo(Decision.DRIFT);
    assertThat(verdict.evidence().figures().get("hazard-ratio")).isBetween(0.1, 0.6);
    assertThat(verdict.assessment().moneyAtStake())
        .hasValue(Math.round(verdict.evidence().currentSize() * 10_000.0));
    assertThat(verdict.explain()).contains("history-trend", "first and the last of 4 weeks");
  }

  @Test
  void whatHasBeenPaidIsLookedAtBesideWhatIsDecided() {
    Detection detection = detect(DELAY, new Hazards(8, 1, inTheWindow(0.3)));
    assertThat(detection.events().stream().map(DriftEvent::metricId))
        .contains("decision-time", "processing-delay");
    assertThat(detection.events().get(0).assessment().moneyAtStake()).isPresent();
  }

  @Test
  void aTrendHasTwoWeeksOrMore() {
    Verdict verdict =
        ofTheFirst(TREND.withLookback(Lookback.ofDays(6, 7)), new Hazards(8, 1, age -> 1));
    assertThat(verdict.reason()).isEqualTo("both windows together are less than two weeks");
  }

  /** Where the windows are all days that there are, nothing is left to learn from. */
  @Test
  void aTrendOfAllDaysIsUndecided() {
    Verdict verdict =
        ofTheFirst(TREND.withLookback(Lookback.ofDays(371, 7)), new Hazards(8, 1, age -> 1));
    assertThat(verdict.reason()).isEqualTo("the history has too few days with records");
  }

  /** Rows that are known because they are decided look ever faster. */
  @Test
  void ofDecidedRowsOnlyNoTrendIsLookedFor() {
    ControlledPolicy policy = DriftPolicy.controlled().ofDecidedRowsOnly();
    assertThat(policy.views(ClaimMetrics.DECISION_TIME_TREND, TREND.lookback()))
        .extracting(View::name)
        .containsExactly("within-30", "within-60", "reverse-time");
    assertThat(DriftPolicy.controlled().views(ClaimMetrics.DECISION_TIME_TREND, TREND.lookback()))
        .extracting(View::name)
        .containsExactly("trend");
  }
}

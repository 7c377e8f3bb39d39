package io.drift4j.claims.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.Decision;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.GoldenSet;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Lookback;
import io.drift4j.Verdict;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DelayGuard and the payment timing trend give what the reference gave, and its rules' edges. */
class DelayguardTest {

  private static final double CLOSE = 1e-9;
  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);

  static Stream<GoldenSet> delayguard() {
    return GoldenSet.of("delayguard");
  }

  static Stream<GoldenSet> trend() {
    return GoldenSet.of("payment_timing_trend");
  }

  private static Detection run(
      Definition definition, List<Claim> claims, String customer, LocalDate asOf) {
    return DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(claims.stream()))
        .preview(definition, customer, asOf);
  }

  // ---- golden parity

  @ParameterizedTest
  @MethodSource("delayguard")
  void delayguardMatchesTheReference(GoldenSet set) {
    JsonNode params = set.params("delayguard");
    Definition definition =
        ReferenceDefinitions.delayguard(params.get("min_sample_size").asInt())
            .withLookback(
                Lookback.ofDays(
                    params.get("baseline_window_days").asInt(),
                    params.get("current_window_days").asInt()));
    for (String customer : set.customers()) {
      JsonNode signals = set.expected(customer, "delayguard").get("signals");
      List<DriftEvent> events = run(definition, set.claims(), customer, set.asOf()).events();
      assertThat(events).hasSameSizeAs(list(signals));
      for (int i = 0; i < events.size(); i++) {
        assertIsSignal(events.get(i), signals.get(i));
      }
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }

  private static void assertIsSignal(DriftEvent event, JsonNode signal) {
    Evidence seen = event.evidence();
    assertThat(event.segment().value("payer")).isEqualTo(signal.get("payer").asText());
    assertThat(event.driftType()).isEqualTo(signal.get("signal_type").asText());
    assertThat(event.windows().baseline().startInclusive())
        .hasToString(signal.get("baseline_start_date").asText());
    assertThat(event.windows().baseline().endExclusive())
        .hasToString(signal.get("baseline_end_date").asText());
    assertThat(event.windows().current().startInclusive())
        .hasToString(signal.get("window_start_date").asText());
    assertThat(event.windows().current().endExclusive())
        .hasToString(signal.get("window_end_date").asText());
    assertClose(seen.baselineValue(), signal.get("baseline_avg_days"));
    assertClose(seen.currentValue(), signal.get("current_avg_days"));
    assertClose(seen.delta(), signal.get("delta_days"));
    assertClose(seen.figures().get("delta-percent"), signal.get("delta_percent"));
    assertThat(seen.baselineSize()).isEqualTo(signal.get("baseline_claim_count").asLong());
    assertThat(seen.currentSize()).isEqualTo(signal.get("current_claim_count").asLong());
    assertThat(event.volumeScore()).isEqualTo(signal.get("confidence").asDouble());
    assertThat(seen.notes()).containsExactly("severity " + signal.get("severity").asText());
    assertThat(BigDecimal.valueOf(event.assessment().moneyAtStake().getAsLong(), 2))
        .isEqualTo(new BigDecimal(signal.get("estimated_dollars_at_risk").asText()));
  }

  private static void assertClose(double number, JsonNode expected) {
    double there = expected.asDouble();
    assertThat(number).isCloseTo(there, within(Math.abs(there) * CLOSE));
  }

  @ParameterizedTest
  @MethodSource("trend")
  void theTrendMatchesTheReference(GoldenSet set) {
    for (String customer : set.customers()) {
      JsonNode trends = set.expected(customer, "payment_timing_trend");
      List<DriftEvent> events =
          run(ReferenceDefinitions.paymentTimingTrend(), set.claims(), customer, set.asOf())
              .events();
      assertThat(events).hasSameSizeAs(list(trends));
      for (int i = 0; i < events.size(); i++) {
        assertIsTrend(events.get(i), trends.get(i));
      }
    }
  }

  private static void assertIsTrend(DriftEvent event, JsonNode trend) {
    Evidence seen = event.evidence();
    assertThat(event.segment().value("payer")).isEqualTo(trend.get("payer").asText());
    assertClose(seen.baselineValue(), trend.get("baseline_avg_days"));
    assertClose(seen.currentValue(), trend.get("current_avg_days"));
    assertClose(seen.delta(), trend.get("total_delta_days"));
    assertClose(seen.figures().get("average-weekly-change"), trend.get("avg_weekly_change"));
    assertClose(seen.figures().get("total-billed") / 100, trend.get("total_billed"));
    assertClose(seen.figures().get("amount-at-risk") / 100, trend.get("estimated_revenue_delay"));
    assertThat(seen.figures().get("worsening-weeks"))
        .isEqualTo(trend.get("consecutive_worsening_weeks").asDouble());
    assertThat(seen.baselineSize() + seen.currentSize())
        .isEqualTo(trend.get("total_claim_count").asLong());
    assertThat(event.volumeScore()).isEqualTo(trend.get("confidence").asDouble());
    assertThat(seen.notes())
        .containsExactly(
            "trend " + trend.get("trend_direction").asText(),
            "severity " + trend.get("severity").asText());
    for (int week = 0; week < 4; week++) {
      JsonNode of = trend.get("weekly_metrics").get(week);
      String name = "week-" + (week + 1);
      assertClose(seen.figures().get(name + "-mean"), of.get("avg_days"));
      assertClose(seen.figures().get(name + "-claims"), of.get("claim_count"));
      assertClose(seen.figures().get(name + "-billed") / 100, of.get("total_billed"));
    }
  }

  @Test
  void thereAreSetsToCompareWith() {
    assertThat(delayguard()).isNotEmpty();
    assertThat(trend()).isNotEmpty();
  }

  // ---- the rules of delayguard, at their edges

  /**
   * So many claims a day, each decided after so many days, from one day before the as-of day on.
   */
  private static List<Claim> claims(int from, int to, int aDay, int days) {
    List<Claim> claims = new ArrayList<>();
    for (int before = from; before <= to; before++) {
      LocalDate submitted = AS_OF.minusDays(before);
      for (int i = 0; i < aDay; i++) {
        claims.add(claim(submitted, days));
      }
    }
    return claims;
  }

  private static Claim claim(LocalDate submitted, int days) {
    return Claim.decided("acme", "Aetna", "SURG", submitted, submitted.plusDays(days), Outcome.PAID)
        .with(ClaimDetails.NONE.withAmounts(new BigDecimal("100.00"), null));
  }

  private static List<Claim> both(List<Claim> some, List<Claim> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static Verdict delay(List<Claim> claims) {
    return run(ReferenceDefinitions.delayguard(), claims, "acme", AS_OF).verdicts().get(0);
  }

  private static Verdict slower(int before, int now) {
    return delay(both(claims(15, 74, 1, before), claims(1, 14, 1, now)));
  }

  @Test
  void theSeverityRisesAtTenSevenAndFourDays() {
    assertThat(slower(20, 30).evidence().notes()).containsExactly("severity critical");
    assertThat(slower(20, 29).evidence().notes()).containsExactly("severity high");
    assertThat(slower(20, 27).evidence().notes()).containsExactly("severity high");
    assertThat(slower(20, 26).evidence().notes()).containsExactly("severity medium");
    assertThat(slower(20, 24).evidence().notes()).containsExactly("severity medium");
    assertThat(slower(20, 23).evidence().notes()).containsExactly("severity low");
    assertThat(slower(20, 22).decision()).isEqualTo(Decision.DRIFT);
    assertThat(slower(20, 22).severity()).isEqualTo(0.25);
    assertThat(slower(20, 30).severity()).isEqualTo(1);
  }

  @Test
  void lessThanTwoDaysFasterAndTheSameAreNoEvents() {
    assertThat(slower(20, 21).decision()).isEqualTo(Decision.UNREMARKABLE);
    assertThat(slower(20, 20).decision()).isEqualTo(Decision.UNREMARKABLE);
    assertThat(slower(20, 5).decision()).isEqualTo(Decision.UNREMARKABLE);
  }

  @Test
  void aBaselineOfNoDaysHasNoPercentage() {
    Verdict verdict = slower(0, 5);
    assertThat(verdict.decision()).isEqualTo(Decision.DRIFT);
    assertThat(verdict.evidence().figures()).containsEntry("delta-percent", 0.0);
  }

  @Test
  void fewClaimsAreLessSureAndLessGrave() {
    Verdict verdict = delay(both(claims(15, 24, 1, 5), claims(1, 10, 1, 25)));
    assertThat(verdict.assessment().volumeScore()).isEqualTo(20 / 40.0 * 0.7 + 0.3);
    assertThat(verdict.evidence().notes()).containsExactly("severity medium");
  }

  @Test
  void nineClaimsInAWindowAreTooFew() {
    assertThat(delay(both(claims(15, 23, 1, 5), claims(1, 14, 1, 25))).decision())
        .isEqualTo(Decision.SKIPPED);
    assertThat(delay(both(claims(15, 74, 1, 5), claims(1, 9, 1, 25))).decision())
        .isEqualTo(Decision.SKIPPED);
  }

  @Test
  void whatIsAtRiskIsTheAmountOfADayThatHasClaimsTimesTheDays() {
    Verdict verdict = delay(both(claims(15, 74, 1, 5), claims(1, 10, 3, 9)));
    assertThat(verdict.assessment().moneyAtStake()).hasValue(3 * 100_00 * 4);
  }

  /** The reference cannot store an open claim; its rule for incomplete dates is kept. */
  @Test
  void openClaimsAreIncompleteAndMakeItLessSure() {
    List<Claim> claims = new ArrayList<>(both(claims(15, 74, 1, 5), claims(1, 14, 1, 30)));
    for (int before = 1; before <= 14; before++) {
      claims.add(Claim.open("acme", "Aetna", "SURG", AS_OF.minusDays(before)));
    }
    Verdict verdict = delay(claims);
    assertThat(verdict.evidence().figures()).containsEntry("completeness", 0.5);
    assertThat(verdict.assessment().volumeScore()).isEqualTo(0.7 + 0.5 / 0.8 * 0.3);
    assertThat(verdict.evidence().notes())
        .containsExactly("low date completeness", "severity critical");
  }

  // ---- the rules of the trend, at their edges

  private static Verdict trend(int aDay, int... weeks) {
    List<Claim> claims = new ArrayList<>();
    for (int week = 0; week < 4; week++) {
      claims.addAll(claims(22 - 7 * week, 28 - 7 * week, aDay, weeks[week]));
    }
    return run(ReferenceDefinitions.paymentTimingTrend(), claims, "acme", AS_OF).verdicts().get(0);
  }

  private static List<String> notes(int... weeks) {
    return trend(1, weeks).evidence().notes();
  }

  @Test
  void twoStepsUpAtTheEndAreATrend() {
    assertThat(notes(10, 9, 11, 12)).containsExactly("trend WORSENING", "severity low");
    assertThat(notes(10, 12, 11, 12)).isEmpty();
  }

  @Test
  void aStepOfNothingLeavesTheRowAsItIs() {
    assertThat(notes(10, 11, 11, 12)).containsExactly("trend WORSENING", "severity low");
    assertThat(trend(1, 10, 11, 11, 12).evidence().figures()).containsEntry("worsening-weeks", 2.0);
  }

  @Test
  void threeStepsAreATrendHoweverSmallAndTwoAreNotBelowTwoDays() {
    assertThat(trend(7, 0, 1, 2, 3).decision()).isEqualTo(Decision.DRIFT);
    assertThat(notes(11, 10, 11, 12)).isEmpty();
    assertThat(notes(10, 10, 11, 12)).containsExactly("trend WORSENING", "severity low");
  }

  @Test
  void sevenDaysInAllAreATrendUnlessTheLastStepsGoDown() {
    assertThat(notes(10, 20, 10, 17)).containsExactly("trend WORSENING", "severity low");
    assertThat(notes(10, 20, 10, 16)).isEmpty();
    assertThat(notes(10, 25, 20, 18)).isEmpty();
  }

  @Test
  void twoStepsUpBelowTheFirstWeekAreCalledWorseningToo() {
    assertThat(notes(30, 10, 15, 20)).containsExactly("trend WORSENING", "severity low");
  }

  @Test
  void theSeverityRisesAtTenAndSevenDaysAndIsNeverCritical() {
    assertThat(notes(10, 20, 30, 40)).contains("severity high");
    assertThat(notes(10, 13, 16, 20)).contains("severity high");
    assertThat(notes(10, 13, 16, 19)).contains("severity medium");
    assertThat(notes(10, 12, 15, 17)).contains("severity medium");
    assertThat(notes(10, 12, 14, 16)).contains("severity low");
  }

  @Test
  void fourClaimsInAWeekAreTooFew() {
    List<Claim> claims = both(claims(8, 28, 1, 10), claims(1, 4, 1, 30));
    Definition definition = ReferenceDefinitions.paymentTimingTrend();
    assertThat(run(definition, claims, "acme", AS_OF).verdicts().get(0).decision())
        .isEqualTo(Decision.SKIPPED);
    Definition four = definition.withPolicy(DriftPolicy.thresholds().withMinimumVolume(4));
    assertThat(run(four, claims, "acme", AS_OF).verdicts().get(0).decision())
        .isEqualTo(Decision.DRIFT);
  }

  @Test
  void fourWeeksAreFourWeeks() {
    Definition other =
        ReferenceDefinitions.paymentTimingTrend().withLookback(Lookback.ofDays(14, 7));
    Verdict verdict = run(other, claims(1, 21, 1, 5), "acme", AS_OF).verdicts().get(0);
    assertThat(verdict.evidence().undecidedBecause()).isEqualTo("the windows are not four weeks");
  }
}

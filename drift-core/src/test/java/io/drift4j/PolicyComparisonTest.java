package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What is shown of verdicts before anything is kept, in words and tables for people. */
class PolicyComparisonTest {

  private static final WindowPair WINDOWS =
      Lookback.ofDays(90, 14).windows(LocalDate.of(2026, 1, 15));
  private static final Definition DEFINITION = ClaimDefinitions.payerDrift();

  /** A policy of which only the name matters. */
  private record Named(String id) implements DriftPolicy {

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return Collections.emptySortedMap();
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      throw new AssertionError("verdicts are given");
    }
  }

  private static Detection detection(Verdict... verdicts) {
    List<DriftEvent> events =
        Arrays.stream(verdicts)
            .filter(verdict -> verdict.decision() == Decision.DRIFT)
            .map(verdict -> DriftEvent.of(TestRuns.of("acme"), verdict))
            .toList();
    return new Detection(RunSummary.nothing(), List.of(verdicts), events, null);
  }

  private static Verdict verdict(
      Metric metric, String payer, Decision decision, Assessment assessment, Evidence seen) {
    return Verdict.of(examination(metric, payer, seen), decision, seen)
        .assessed(assessment)
        .build();
  }

  private static Examination examination(Metric metric, String payer, Evidence seen) {
    Segment segment = Segment.of(List.of("payer", "cpt_group"), List.of(payer, "SURG"));
    return new Examination(metric, segment, List.of(seen));
  }

  private static Verdict byThreshold(
      Metric metric, String payer, Decision decision, Evidence seen) {
    return verdict(metric, payer, decision, Assessment.builder().build(), seen);
  }

  private static Verdict tested(
      Metric metric, String payer, Decision decision, double adjusted, Evidence seen) {
    Assessment assessment =
        Assessment.builder()
            .adjustedPValue(adjusted)
            .family("run", 160)
            .minimumDetectable(metric.unit().equals("days") ? 2.5 : 0.123)
            .build();
    return verdict(metric, payer, decision, assessment, seen);
  }

  private static Evidence.Builder decided(double before, double now, long n, long m) {
    return Evidence.of("window", WINDOWS).values(before, now).sizes(n, m);
  }

  private static Evidence.Builder byAge(double before, double now, long n, long m, double p) {
    return Evidence.of("by-30", WINDOWS)
        .values(before, now)
        .sizes(n, m)
        .horizon(30)
        .dispersion(1.25)
        .test("history-score", Math.log(p));
  }

  private static final Detection THRESHOLDS =
      detection(
          byThreshold(
              ClaimMetrics.DENIAL_RATE,
              "Aetna",
              Decision.DRIFT,
              decided(1 / 40.0, 4 / 31.0, 40, 31).build()),
          byThreshold(
              ClaimMetrics.DECISION_TIME,
              "Aetna",
              Decision.DRIFT,
              decided(12, 6, 3_563, 138).open(37, 422).build()),
          byThreshold(
              ClaimMetrics.DENIAL_RATE,
              "Cigna",
              Decision.UNREMARKABLE,
              decided(0.1, 0.14, 1_000, 400).build()),
          Verdict.skipped(
              examination(ClaimMetrics.DENIAL_RATE, "Few", decided(0.1, 0.2, 20, 10).build()),
              "below minimum volume 30"),
          byThreshold(
              ClaimMetrics.DENIAL_RATE, "Nobody", Decision.DRIFT, decided(0, 1, 30, 30).build()),
          byThreshold(
              ClaimMetrics.DENIAL_RATE, "Same", Decision.DRIFT, decided(0, 1, 30, 30).build()),
          byThreshold(
              ClaimMetrics.DENIAL_RATE,
              "Speed",
              Decision.DRIFT,
              decided(0.1, 0.2, 30, 30).build()));

  private static final Detection CONTROLLED =
      detection(
          tested(
              ClaimMetrics.DENIAL_RATE,
              "Aetna",
              Decision.INCONCLUSIVE,
              1,
              byAge(1 / 40.0, 4 / 31.0, 40, 31, 0.3).build()),
          tested(
              ClaimMetrics.DECISION_TIME,
              "Aetna",
              Decision.EQUIVALENT,
              0.9,
              Evidence.of("time", WINDOWS)
                  .values(12.8, 12.9)
                  .sizes(3_600, 560)
                  .open(37, 422)
                  .horizon(13)
                  .test("history-log-rank", Math.log(0.8))
                  .build()),
          tested(
              ClaimMetrics.DENIAL_RATE,
              "Cigna",
              Decision.DRIFT,
              0.002,
              byAge(0.1, 0.2, 1_000, 400, 1e-7).open(0, 12).build()),
          tested(
              ClaimMetrics.DENIAL_RATE,
              "Few",
              Decision.DRIFT,
              0.002,
              byAge(0.1, 0.2, 1_000, 400, 1e-7).build()),
          tested(
              ClaimMetrics.DENIAL_RATE,
              "Same",
              Decision.DRIFT,
              0.002,
              byAge(0, 1, 30, 30, 1e-20).build()),
          tested(
              ClaimMetrics.DENIAL_RATE,
              "Speed",
              Decision.INCONCLUSIVE,
              0.04,
              byAge(0.1, 0.2, 30, 30, 1e-7).note("event or speed").build()));

  @Test
  void eachDifferenceHasItsReason() {
    PolicyComparison comparison =
        PolicyComparison.of(
            DEFINITION.withPolicy(new Named("thresholds")),
            THRESHOLDS,
            DriftPolicy.controlled(),
            CONTROLLED);
    assertThat(comparison.toString())
        .isEqualTo(
            """
            thresholds 5, controlled 3 events; 6 differ
            Aetna / SURG: denial rate: thresholds: 2.5 -> 12.9 % (1 of 40 v 4 of 31); controlled: by day 30 2.5 -> 12.9 % (1 of 40 v 4 of 31) is within chance (p 0.3, adjusted 1 among 160)
            Aetna / SURG: decision time: thresholds: 12.0 -> 6.0 days (3,563 v 138); controlled: 12.8 -> 12.9 days (3,600 v 560, of which 37 and 422 open) is too small to matter (below 3.2 days)
            Cigna / SURG: denial rate: controlled: by day 30 10.0 -> 20.0 % (100 of 1,000 v 80 of 400, of which 0 and 12 open), p 1.0e-7, adjusted 0.002 among 160; thresholds: 10.0 -> 14.0 % (100 of 1,000 v 56 of 400) is below what it reports
            Few / SURG: denial rate: controlled: by day 30 10.0 -> 20.0 % (100 of 1,000 v 80 of 400), p 1.0e-7, adjusted 0.002 among 160; thresholds: skipped, below minimum volume 30
            Nobody / SURG: denial rate: thresholds: 0.0 -> 100.0 % (0 of 30 v 30 of 30); controlled: saw nothing to judge
            Speed / SURG: denial rate: thresholds: 10.0 -> 20.0 % (3 of 30 v 6 of 30); controlled: by day 30 10.0 -> 20.0 % (3 of 30 v 6 of 30) is no event (p 1.0e-7, adjusted 0.04 among 160); event or speed""");
  }

  @Test
  void aTableShowsWhatCouldBeSeen() {
    assertThat(Detectability.of(DriftPolicy.controlled(), CONTROLLED).toString())
        .isEqualTo(
            """
            segment       metric         a day  dispersion        found     matters  enough
            Aetna / SURG  decision time   40.0                 2.5 days    3.2 days  yes
            Cigna / SURG  denial rate     11.1        1.25  12.3 points  5.0 points  no
            Few / SURG    denial rate     11.1        1.25  12.3 points  5.0 points  no
            Aetna / SURG  denial rate      0.4        1.25  12.3 points  1.3 points  no
            Same / SURG   denial rate      0.3        1.25  12.3 points  5.0 points  no
            Speed / SURG  denial rate      0.3        1.25  12.3 points  5.0 points  no
            a change that clearly matters would be found in 1 of 6""");
    assertThat(Detectability.of(DriftPolicy.thresholds(), THRESHOLDS).rows().get(0).because())
        .isEqualTo("the policy does not say");
  }
}

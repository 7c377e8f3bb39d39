package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimMetrics;
import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a metric of a segment was or was not flagged: a paragraph for each decision. */
class ExplanationTest {

  private static final WindowPair WINDOWS =
      Lookback.ofDays(90, 14).windows(LocalDate.of(2026, 1, 15));
  private static final Segment SEGMENT =
      Segment.of(List.of("payer", "cpt_group"), List.of("Aetna", "SURG"));

  private static Evidence.Builder denials() {
    return Evidence.of("day-30", WINDOWS)
        .values(80 / 816.0, 47 / 240.0)
        .sizes(816, 240)
        .horizon(30)
        .figure("decided-baseline", 0.912)
        .figure("decided-current", 0.908)
        .open(3, 21)
        .test("history-score", -15.0)
        .interval(0.0612, 0.1394)
        .effect("risk-ratio", 47 * 816 / 240.0 / 80)
        .dispersion(1.2);
  }

  private static Evidence.Builder steady() {
    return Evidence.of("day-30", WINDOWS)
        .values(0.1, 0.102)
        .sizes(8160, 2400)
        .horizon(30)
        .test("history-score", Math.log(0.77))
        .interval(-0.0121, 0.0161);
  }

  private static Examination examination(Metric metric, Evidence... evidence) {
    return new Examination(metric, SEGMENT, Arrays.asList(evidence));
  }

  private static Verdict verdict(Decision decision, Assessment assessment, Evidence... evidence) {
    Examination examination = examination(ClaimMetrics.DENIAL_RATE, evidence);
    return Verdict.of(examination, decision, evidence[0]).assessed(assessment).build();
  }

  private static Verdict drift() {
    Assessment assessment =
        Assessment.builder()
            .severity(0.2)
            .severityLow(0.04)
            .adjustedPValue(0.000_049)
            .family("run", 160)
            .adjustedInterval(new Interval(0.0213, 0.1791, 0.9995))
            .recordsAtStake(23.5)
            .moneyAtStake(1_234_500)
            .confirmedBy(List.of("fast"))
            .build();
    return verdict(
        Decision.DRIFT,
        assessment,
        denials().note("closed on 2025-12-25").build(),
        Evidence.of("day-60", WINDOWS)
            .undecided("less than half of the baseline is decided by then")
            .build(),
        Evidence.of("fast", WINDOWS).values(0.1, 0.2).test("log-rank", -2000).build(),
        Evidence.of("other", WINDOWS)
            .values(0.1, 0.11)
            .test("score", Math.log(0.3))
            .note("denial or speed")
            .build());
  }

  @Test
  void whyAChangeIsAnEvent() {
    assertThat(drift().explain())
        .isEqualTo(
            "Aetna / SURG: denial rate was flagged. By day 30 it was 9.8 % (816 records of "
                + "[2025-10-03, 2026-01-01)) and is 19.6 % (240 records of [2026-01-01, "
                + "2026-01-15)), a change of +9.8 points, with 95 % confidence +6.1 to +13.9 "
                + "points (not corrected for the number of segments). Decided by then: 91.2 % and"
                + " 90.8 %; still open are 3 and 21. The risk ratio is 2.00. By chance alone so "
                + "large a change has p 3.1e-7 (history-score, dispersion of the days 1.20), p "
                + "4.9e-5 adjusted in a family of 160. Allowing for its having been selected, the"
                + " change is +2.1 to +17.9 points. Severity 0.20, at least 0.04; at stake are "
                + "about 24 records; money at stake 1,234,500 (in the smallest unit of the "
                + "amount). Views: day-60 cannot tell (less than half of the baseline is decided "
                + "by then); fast agrees (10.0 -> 20.0 %, p 2.6e-869); other does not confirm "
                + "(10.0 -> 11.0 %, p 0.3, denial or speed). Note: closed on 2025-12-25.");
  }

  @Test
  void whyThereIsNoChangeThatMatters() {
    Assessment assessment =
        Assessment.builder()
            .adjustedPValue(0.93)
            .family("run", 160)
            .minimumDetectable(0.02)
            .build();
    assertThat(
            verdict(Decision.EQUIVALENT, assessment, steady().figure("margin", 0.05).build())
                .explain())
        .isEqualTo(
            "Aetna / SURG: denial rate was not flagged. By day 30 it was 10.0 % (8,160 "
                + "records of [2025-10-03, 2026-01-01)) and is 10.2 % (2,400 records of "
                + "[2026-01-01, 2026-01-15)), a change of +0.2 points, with 95 % confidence -1.2 "
                + "to +1.6 points (not corrected for the number of segments). By chance alone so "
                + "large a change has p 0.77 (history-score), p 0.93 adjusted in a family of 160."
                + " The data show no change that matters: the interval lies within the margin of "
                + "5.0 points (not corrected for the number of segments).");
  }

  @Test
  void whyThereIsTooLittleToTell() {
    Assessment assessment =
        Assessment.builder().adjustedPValue(1).family("run", 1).minimumDetectable(0.0612).build();
    Evidence evidence =
        Evidence.of("day-30", WINDOWS)
            .values(0.1, 0.2)
            .sizes(50, 1)
            .open(0, 1)
            .horizon(30)
            .test("history-score", Math.log(0.31))
            .interval(-0.1, 0.3)
            .note("denial or speed")
            .build();
    assertThat(verdict(Decision.INCONCLUSIVE, assessment, evidence).explain())
        .isEqualTo(
            "Aetna / SURG: denial rate was not flagged. By day 30 it was 10.0 % (50 records"
                + " of [2025-10-03, 2026-01-01)) and is 20.0 % (1 record of [2026-01-01, "
                + "2026-01-15)), a change of +10.0 points, with 95 % confidence -10.0 to +30.0 "
                + "points (not corrected for the number of segments). Still open are 0 and 1. By "
                + "chance alone so large a change has p 0.31 (history-score), p 1 adjusted in a "
                + "family of 1. The data are too few to tell: a change of 6.1 points would have "
                + "been found in four of five cases. Note: denial or speed.");
  }

  @Test
  void whyATimeIsAnEvent() {
    Evidence evidence =
        Evidence.of("time", WINDOWS)
            .values(12.25, 15.5)
            .sizes(1_816, 240)
            .open(12, 101)
            .horizon(42)
            .figure("decided-baseline", 0.98)
            .figure("decided-current", 0.41)
            .figure("median-baseline", 12)
            .test("log-rank", -2000)
            .interval(2.1, 4.4)
            .effect("time-ratio", 1.3)
            .note("decided rows only")
            .build();
    Examination examination = examination(ClaimMetrics.DECISION_TIME, evidence);
    assertThat(Verdict.of(examination, Decision.DRIFT, evidence).build().explain())
        .isEqualTo(
            "Aetna / SURG: decision time was flagged. Compared up to day 42 it was 12.3 "
                + "days (1,816 records of [2025-10-03, 2026-01-01)) and is 15.5 days (240 records"
                + " of [2026-01-01, 2026-01-15)), a change of +3.3 days, with 95 % confidence "
                + "+2.1 to +4.4 days (not corrected for the number of segments). Decided by then:"
                + " 98.0 % and 41.0 %; still open are 12 and 101. The medians are 12.0 days and "
                + "not reached. The time ratio is 1.30. By chance alone so large a change has p "
                + "2.6e-869 (log-rank). Severity 0.33. Note: decided rows only.");
  }

  @Test
  void whyAChangeIsUnremarkable() {
    Evidence evidence =
        Evidence.of("window", WINDOWS).values(1_234_567.0, 1_250_000.4).sizes(90, 45).build();
    Examination examination = examination(cents(), evidence);
    assertThat(Verdict.of(examination, Decision.UNREMARKABLE, evidence).build().explain())
        .isEqualTo(
            "Aetna / SURG: allowed was not flagged. It was 1,234,567 cents (90 records of "
                + "[2025-10-03, 2026-01-01)) and is 1,250,000 cents (45 records of [2026-01-01, "
                + "2026-01-15)), a change of +15,433 cents. Whether that is chance was not "
                + "examined. The change is below what the policy reports.");
  }

  private static Metric cents() {
    return Metric.amount("allowed", 1, Measure.amount("day", "allowed", 2)).withUnit("cents");
  }

  @Test
  void whyNothingWasJudged() {
    Evidence evidence =
        Evidence.of("fast", WINDOWS)
            .sizes(29, 1)
            .open(3, 4)
            .undecided("fewer than 5 expected denials")
            .build();
    assertThat(
            Verdict.skipped(
                    examination(ClaimMetrics.DENIAL_RATE, evidence), "below minimum volume 30")
                .explain())
        .isEqualTo(
            "Aetna / SURG: denial rate was not judged: below minimum volume 30. There were "
                + "29 records in [2025-10-03, 2026-01-01) and 1 record in [2026-01-01, "
                + "2026-01-15); still open are 3 and 4. View fast cannot tell (fewer than 5 "
                + "expected denials).");
  }

  @Test
  void anEventIsToldInOneLine() {
    assertThat(drift().recorded().headline())
        .isEqualTo("Aetna / SURG: denial rate by day 30 9.8 -> 19.6 % (+2 to +18 points)");
    Run run = TestRuns.of("acme");
    DriftEvent event = DriftEvent.of(run, drift());
    assertThat(event.headline()).isEqualTo(drift().recorded().headline());
  }
}

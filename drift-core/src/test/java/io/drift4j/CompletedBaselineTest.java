package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Of a payer that always decides within some days, whose baseline is decided to the last claim. */
class CompletedBaselineTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final int CURRENT = 14;

  @Test
  void aSlowdownIsToldWithHowMuchLongerItTakes() {
    Verdict verdict = verdict(6, 12);
    assertThat(verdict.decision()).isEqualTo(Decision.DRIFT);
    assertThat(verdict.evidence().delta()).isBetween(1.0, 6.0);
    assertThat(verdict.evidence().effect().orElseThrow()).isGreaterThan(1.5);
    assertThat(verdict.evidence().intervalLow().orElseThrow()).isPositive();
    assertThat(verdict.evidence().intervalHigh().orElseThrow())
        .isGreaterThan(verdict.evidence().delta());
  }

  @Test
  void aSpeedUpIsToldToo() {
    Verdict verdict = verdict(12, 5);
    assertThat(verdict.decision()).isEqualTo(Decision.DRIFT);
    assertThat(verdict.evidence().effect().orElseThrow()).isLessThan(0.7);
  }

  @Test
  void aConstantSpeedIsNone() {
    assertThat(verdict(6, 6).decision()).isNotEqualTo(Decision.DRIFT);
  }

  /** Decided after 1 to so many days, each as likely. */
  private static Verdict verdict(int longestBefore, int longestNow) {
    SplittableRandom dice = new SplittableRandom(20261127);
    List<Claim> claims = new ArrayList<>();
    for (int age = 1; age <= 364 + CURRENT; age++) {
      int longest = age <= CURRENT ? longestNow : longestBefore;
      for (int i = 0; i < 20; i++) {
        claims.add(claim(AS_OF.minusDays(age), 1 + dice.nextInt(longest)));
      }
    }
    Definition definition =
        Definition.of(
            "speed",
            1,
            List.of("payer"),
            List.of(ClaimMetrics.DECISION_TIME),
            Lookback.ofDays(90, CURRENT),
            DriftPolicy.controlled());
    return DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(claims.stream()))
        .preview(definition, "acme", AS_OF)
        .verdicts()
        .get(0);
  }

  private static Claim claim(LocalDate submitted, int days) {
    LocalDate decided = submitted.plusDays(days);
    return decided.isBefore(AS_OF)
        ? Claim.decided("acme", "Aetna", "EVAL", submitted, decided, Outcome.PAID)
        : Claim.open("acme", "Aetna", "EVAL", submitted);
  }
}

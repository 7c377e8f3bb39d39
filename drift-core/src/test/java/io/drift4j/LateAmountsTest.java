package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import io.drift4j.claims.ScorecardMetrics;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Of a host whose amounts are known with the decision only, which takes up to two months. */
class LateAmountsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);

  /** More of the baseline's amounts are known: a smaller part of them is of denials. */
  @Test
  void deniedDollarsOfAPayerThatDoesNotChangeAreNotSaidToRise() {
    Definition dollars =
        ClaimDefinitions.payerScorecard().withMetrics(List.of(ScorecardMetrics.DENIED_DOLLARS));
    Verdict verdict =
        DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(claims().stream()))
            .preview(dollars, "acme", AS_OF)
            .verdicts()
            .get(0);
    assertThat(verdict.decision()).isEqualTo(Decision.SKIPPED);
    assertThat(verdict.reason())
        .isEqualTo("less is known of the current window than of the baseline");
  }

  private static List<Claim> claims() {
    SplittableRandom dice = new SplittableRandom(20261127);
    List<Claim> claims = new ArrayList<>();
    for (int age = 1; age <= 450; age++) {
      for (int i = 0; i < 30; i++) {
        claims.add(claim(AS_OF.minusDays(age), 1 + dice.nextInt(60), dice.nextInt(3) == 0));
      }
    }
    return claims;
  }

  private static Claim claim(LocalDate submitted, int days, boolean isDenied) {
    LocalDate decided = submitted.plusDays(days);
    Outcome outcome = isDenied ? Outcome.DENIED : Outcome.PAID;
    return decided.isBefore(AS_OF)
        ? Claim.decided("acme", "Aetna", "EVAL", submitted, decided, outcome)
            .with(ClaimDetails.NONE.withAmounts(new BigDecimal("100.00"), null))
        : Claim.open("acme", "Aetna", "EVAL", submitted);
  }
}

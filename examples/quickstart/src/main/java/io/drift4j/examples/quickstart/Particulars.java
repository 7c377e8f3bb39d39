package io.drift4j.examples.quickstart;

import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What else is known of a claim of the demonstration: amounts, payment, authorisation, reason of a
 * denial. It is thrown for each claim by itself, and nothing of it is planted.
 */
final class Particulars {

  private static final List<String> REASONS = List.of("CO-16", "CO-45", "CO-97", "PR-1", "CO-197");
  private static final List<String> OFTEN_AUTHORISED = List.of("IMAGING", "SURGERY");

  private final ClaimRow claim;
  private final SplittableRandom random;

  private Particulars(ClaimRow claim) {
    this.claim = claim;
    this.random = new SplittableRandom(claim.line());
  }

  /** As they are known on the morning of a day. */
  static ClaimDetails of(ClaimRow claim, LocalDate asOf) {
    return new Particulars(claim).details(asOf);
  }

  private ClaimDetails details(LocalDate asOf) {
    ClaimDetails asked = ClaimDetails.NONE.withAuthorization(authorisation());
    LocalDate decided = claim.decided();
    if (decided == null) {
      return asked;
    }
    BigDecimal allowed = allowed();
    if (claim.outcome() == Outcome.DENIED) {
      return asked.withAmounts(allowed, null).withReason(reason(), null);
    }
    LocalDate paid = decided.plusDays(random.nextInt(3, 15));
    return paid.isBefore(asOf)
        ? asked.withAmounts(allowed, allowed).withPayment(paid)
        : asked.withAmounts(allowed, null);
  }

  private boolean authorisation() {
    return random.nextDouble() < (OFTEN_AUTHORISED.contains(claim.cptGroup()) ? 0.6 : 0.05);
  }

  /** From half to twice of what is usual. */
  private BigDecimal allowed() {
    long usual =
        switch (claim.cptGroup()) {
          case "SURGERY" -> 240_000;
          case "IMAGING" -> 60_000;
          case "LAB" -> 8_000;
          default -> 15_000;
        };
    return BigDecimal.valueOf(usual / 2 + random.nextLong(usual * 3 / 2), 2);
  }

  private String reason() {
    return REASONS.get(random.nextInt(REASONS.size()));
  }
}

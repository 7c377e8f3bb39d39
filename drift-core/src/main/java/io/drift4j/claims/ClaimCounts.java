package io.drift4j.claims;

import io.drift4j.CountSource;
import io.drift4j.RecordCounts;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts claims that are in memory. */
public final class ClaimCounts {

  private ClaimCounts() {}

  /**
   * Returns a source over claims. The stream is read to its end, once.
   *
   * @param claims the claims, of any number of customers, in any order
   * @return the source, with the dimensions {@code payer} and {@code cpt_group}, and the fields of
   *     {@link ClaimMetrics} and {@link ScorecardMetrics}, but for those of a first decision
   */
  public static CountSource of(Stream<Claim> claims) {
    return RecordCounts.of(claims.toList(), Claim::customer)
        .text("payer", Claim::payer)
        .text("cpt_group", Claim::cptGroup)
        .date("submitted_date", Claim::submitted)
        .date("decided_date", Claim::decided)
        .text("outcome", ClaimCounts::outcome)
        .decimal("allowed_amount", claim -> claim.details().allowedAmount())
        .decimal("paid_amount", claim -> claim.details().paidAmount())
        .decimal("expected_amount", claim -> claim.details().expectedAmount())
        .date("payment_date", claim -> claim.details().paymentDate())
        .text("authorization_required", ClaimCounts::authorization)
        .text("denial_reason_code", claim -> claim.details().denialReasonCode())
        .text("denial_reason_text", claim -> claim.details().denialReasonText());
  }

  private static @Nullable String authorization(Claim claim) {
    Boolean required = claim.details().authorizationRequired();
    return required == null ? null : required.toString();
  }

  private static @Nullable String outcome(Claim claim) {
    Outcome outcome = claim.outcome();
    return outcome == null ? null : outcome.name();
  }
}

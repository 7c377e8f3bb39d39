package io.drift4j.examples.quickstart;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of the claim table. The key tells the rows of a customer apart. */
record ClaimRow(
    long line,
    String customer,
    String claimKey,
    String payer,
    String cptGroup,
    LocalDate submitted,
    @Nullable LocalDate decided,
    @Nullable Outcome outcome,
    @Nullable BigDecimal allowedAmount,
    @Nullable BigDecimal paidAmount,
    @Nullable LocalDate paymentDate,
    @Nullable Boolean authorizationRequired,
    @Nullable String denialReasonCode,
    @Nullable String denialReasonText) {

  /** This row with what else is known of the claim. */
  ClaimRow with(ClaimDetails details) {
    return new ClaimRow(
        line,
        customer,
        claimKey,
        payer,
        cptGroup,
        submitted,
        decided,
        outcome,
        details.allowedAmount(),
        details.paidAmount(),
        details.paymentDate(),
        details.authorizationRequired(),
        details.denialReasonCode(),
        details.denialReasonText());
  }

  /** Of which only the decision is told. */
  Claim asClaim() {
    return new Claim(customer, payer, cptGroup, submitted, decided, outcome);
  }

  /** A claim of which only the decision is known. */
  static ClaimRow of(
      long line,
      String customer,
      String payer,
      String cptGroup,
      LocalDate submitted,
      @Nullable LocalDate decided,
      @Nullable Outcome outcome) {
    return new ClaimRow(
        line,
        customer,
        "row-" + line,
        payer,
        cptGroup,
        submitted,
        decided,
        outcome,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}

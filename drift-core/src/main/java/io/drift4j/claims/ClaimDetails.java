package io.drift4j.claims;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a claim beside its decision; any of it may be {@code null}.
 *
 * @param allowedAmount what the payer allows of what was billed
 * @param paidAmount what was paid
 * @param paymentDate the day of the payment
 * @param authorizationRequired whether the payer had to be asked before
 * @param denialReasonCode the code of the reason why it was denied, such as {@code CO-16}
 * @param denialReasonText that reason in words
 * @param expectedAmount what should be paid by the contract
 */
public record ClaimDetails(
    @Nullable BigDecimal allowedAmount,
    @Nullable BigDecimal paidAmount,
    @Nullable LocalDate paymentDate,
    @Nullable Boolean authorizationRequired,
    @Nullable String denialReasonCode,
    @Nullable String denialReasonText,
    @Nullable BigDecimal expectedAmount) {

  /** Nothing. */
  public static final ClaimDetails NONE =
      new ClaimDetails(null, null, null, null, null, null, null);

  /**
   * Returns these with other amounts.
   *
   * @param allowed what the payer allows
   * @param paid what was paid
   * @return the changed details
   */
  public ClaimDetails withAmounts(@Nullable BigDecimal allowed, @Nullable BigDecimal paid) {
    return new ClaimDetails(
        allowed,
        paid,
        paymentDate,
        authorizationRequired,
        denialReasonCode,
        denialReasonText,
        expectedAmount);
  }

  /**
   * Returns these with another day of the payment.
   *
   * @param day the day
   * @return the changed details
   */
  public ClaimDetails withPayment(@Nullable LocalDate day) {
    return new ClaimDetails(
        allowedAmount,
        paidAmount,
        day,
        authorizationRequired,
        denialReasonCode,
        denialReasonText,
        expectedAmount);
  }

  /**
   * Returns these with another answer to whether the payer had to be asked.
   *
   * @param required whether it had to
   * @return the changed details
   */
  public ClaimDetails withAuthorization(@Nullable Boolean required) {
    return new ClaimDetails(
        allowedAmount,
        paidAmount,
        paymentDate,
        required,
        denialReasonCode,
        denialReasonText,
        expectedAmount);
  }

  /**
   * Returns these with another reason of a denial.
   *
   * @param code its code
   * @param text in words
   * @return the changed details
   */
  public ClaimDetails withReason(@Nullable String code, @Nullable String text) {
    return new ClaimDetails(
        allowedAmount, paidAmount, paymentDate, authorizationRequired, code, text, expectedAmount);
  }

  /**
   * Returns these with another amount that should be paid.
   *
   * @param expected what should be paid by the contract
   * @return the changed details
   */
  public ClaimDetails withExpected(@Nullable BigDecimal expected) {
    return new ClaimDetails(
        allowedAmount,
        paidAmount,
        paymentDate,
        authorizationRequired,
        denialReasonCode,
        denialReasonText,
        expected);
  }
}

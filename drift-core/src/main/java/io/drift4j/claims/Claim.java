package io.drift4j.claims;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A claim for payment that was submitted to a payer, decided or still open.
 *
 * @param customer whose claim it is
 * @param payer who decides it
 * @param cptGroup the group of its procedure
 * @param submitted the day on which it was submitted
 * @param decided the day on which it was decided, {@code null} while it is open
 * @param outcome what was decided, {@code null} while it is open
 * @param details what else is known of it
 */
public record Claim(
    String customer,
    String payer,
    String cptGroup,
    LocalDate submitted,
    @Nullable LocalDate decided,
    @Nullable Outcome outcome,
    ClaimDetails details) {

  /**
   * Checks that a claim has a day and an outcome of its decision, or neither.
   *
   * @param customer whose claim it is
   * @param payer who decides it
   * @param cptGroup the group of its procedure
   * @param submitted the day on which it was submitted
   * @param decided the day on which it was decided, {@code null} while it is open
   * @param outcome what was decided, {@code null} while it is open
   * @param details what else is known of it
   * @throws IllegalArgumentException if only one is there, or it was decided before it was
   *     submitted
   */
  public Claim {
    if ((decided == null) != (outcome == null)) {
      throw new IllegalArgumentException(
          decided == null
              ? "outcome without a decided date; give the date, or neither while the claim is open"
              : "decided date without an outcome; give the outcome, or neither while the claim is open");
    }
    if (decided != null && decided.isBefore(submitted)) {
      throw new IllegalArgumentException(
          "decided date is before the submitted date; a claim is decided on or after its submission");
    }
  }

  /**
   * Makes a claim of which nothing else is known.
   *
   * @param customer whose claim it is
   * @param payer who decides it
   * @param cptGroup the group of its procedure
   * @param submitted the day on which it was submitted
   * @param decided the day on which it was decided, {@code null} while it is open
   * @param outcome what was decided, {@code null} while it is open
   * @throws IllegalArgumentException if only one of day and outcome is there, or it was decided
   *     before it was submitted
   */
  public Claim(
      String customer,
      String payer,
      String cptGroup,
      LocalDate submitted,
      @Nullable LocalDate decided,
      @Nullable Outcome outcome) {
    this(customer, payer, cptGroup, submitted, decided, outcome, ClaimDetails.NONE);
  }

  /**
   * Returns this claim with what else is known of it.
   *
   * @param details amounts, payment, authorisation, reason of a denial
   * @return the changed claim
   */
  public Claim with(ClaimDetails details) {
    return new Claim(customer, payer, cptGroup, submitted, decided, outcome, details);
  }

  /**
   * Returns a claim that is decided.
   *
   * @param customer whose claim it is
   * @param payer who decides it
   * @param cptGroup the group of its procedure
   * @param submitted the day on which it was submitted
   * @param decided the day on which it was decided
   * @param outcome what was decided
   * @return the claim
   * @throws IllegalArgumentException if it was decided before it was submitted
   */
  public static Claim decided(
      String customer,
      String payer,
      String cptGroup,
      LocalDate submitted,
      LocalDate decided,
      Outcome outcome) {
    return new Claim(customer, payer, cptGroup, submitted, decided, outcome);
  }

  /**
   * Returns a claim that is still open.
   *
   * @param customer whose claim it is
   * @param payer who decides it
   * @param cptGroup the group of its procedure
   * @param submitted the day on which it was submitted
   * @return the claim
   */
  public static Claim open(String customer, String payer, String cptGroup, LocalDate submitted) {
    return new Claim(customer, payer, cptGroup, submitted, null, null);
  }

  /**
   * Says whether the claim has not been decided.
   *
   * @return whether there is no decision
   */
  public boolean isOpen() {
    return decided == null;
  }
}

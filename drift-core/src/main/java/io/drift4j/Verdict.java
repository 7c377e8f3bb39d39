package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one comparison, and why.
 *
 * @param comparison what was judged
 * @param decision what was decided
 * @param reason why it was skipped, otherwise {@code null}
 * @param difference what was measured, {@code null} if it was skipped
 */
public record Verdict(
    Comparison comparison,
    Decision decision,
    @Nullable String reason,
    @Nullable Difference difference) {

  /**
   * Checks that a skipped comparison has a reason and every other one a difference.
   *
   * @param comparison what was judged
   * @param decision what was decided
   * @param reason why it was skipped, otherwise {@code null}
   * @param difference what was measured, {@code null} if it was skipped
   * @throws IllegalArgumentException if it has not
   */
  public Verdict {
    boolean skipped = decision == Decision.SKIPPED;
    if (skipped != (reason != null) || skipped != (difference == null)) {
      throw new IllegalArgumentException(
          "a skipped comparison has a reason, any other a difference; this one is " + decision);
    }
  }

  /**
   * Returns the verdict on a comparison that is not examined.
   *
   * @param comparison the comparison
   * @param reason why, such as {@code below minimum volume}
   * @return the verdict
   */
  public static Verdict skipped(Comparison comparison, String reason) {
    return new Verdict(comparison, Decision.SKIPPED, reason, null);
  }

  /**
   * Returns the verdict on a comparison that was examined.
   *
   * @param comparison the comparison
   * @param decision what was decided, anything but {@link Decision#SKIPPED}
   * @param difference what was measured
   * @return the verdict
   * @throws IllegalArgumentException if the decision is {@link Decision#SKIPPED}
   */
  public static Verdict of(Comparison comparison, Decision decision, Difference difference) {
    return new Verdict(comparison, decision, null, difference);
  }
}

package io.drift4j.claims;

import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import java.util.List;

/** The definitions for claims. */
public final class ClaimDefinitions {

  private static final Definition PAYER_DRIFT =
      Definition.of(
          "payer-drift",
          1,
          List.of("payer", "cpt_group"),
          List.of(ClaimMetrics.DENIAL_RATE, ClaimMetrics.DECISION_TIME),
          Lookback.ofDays(90, 14),
          DriftPolicy.controlled());

  private static final Definition DENIALSCOPE =
      Definition.of(
              "denialscope",
              2,
              List.of("payer", "denial_reason"),
              List.of(
                  ClaimMetrics.DENIALS,
                  ClaimMetrics.DENIED_AMOUNT,
                  ClaimMetrics.DENIAL_REASONS,
                  ClaimMetrics.NEW_DENIAL_REASON),
              Lookback.ofDays(21, 7),
              DriftPolicy.controlled().withMinimumVolume(10))
          .withComputed(ClaimMetrics.DENIAL_REASON)
          .withRollUp(List.of("payer"));

  private ClaimDefinitions() {}

  /**
   * Returns the definition of payer drift: {@link ClaimMetrics#DENIAL_RATE} and {@link
   * ClaimMetrics#DECISION_TIME} by payer and procedure group, the last 14 days of submission
   * against the 90 before, under {@link DriftPolicy#controlled()}. Up to a year of history is read,
   * from which it is seen how much days differ by themselves.
   *
   * <p>The rules of the reference system are {@code
   * payerDrift().withPolicy(DriftPolicy.thresholds())}.
   *
   * @return {@code payer-drift/1}
   */
  public static Definition payerDrift() {
    return PAYER_DRIFT;
  }

  /**
   * Returns the definition of what is denied by payer and reason, and by payer, 7 days against the
   * 21 before, under {@link DriftPolicy#controlled()}: how many denials there are for the claims
   * that the payer was sent ({@link ClaimMetrics#DENIALS}) and how much each is worth ({@link
   * ClaimMetrics#DENIED_AMOUNT}); and of each payer the mix of its reasons ({@link
   * ClaimMetrics#DENIAL_REASONS}) and whether one is new ({@link ClaimMetrics#NEW_DENIAL_REASON}).
   * All but the last are of claims that are 30 days old, so that what is still open is in both
   * windows alike; a new reason is seen as soon as it is given.
   *
   * <p>The rules of the reference system are {@link
   * io.drift4j.claims.reference.ReferenceDefinitions#denialscope()}.
   *
   * @return {@code denialscope/2}
   */
  public static Definition denialscope() {
    return DENIALSCOPE;
  }
}

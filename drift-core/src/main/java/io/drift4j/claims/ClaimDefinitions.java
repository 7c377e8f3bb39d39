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

  private static final Definition DELAYGUARD =
      Definition.of(
          "delayguard",
          2,
          List.of("payer"),
          List.of(
              ClaimMetrics.DECISION_TIME.withStake(ClaimMetrics.ALLOWED_AMOUNT),
              ClaimMetrics.PAYMENT_TIME.withStake(ClaimMetrics.ALLOWED_AMOUNT)),
          Lookback.ofDays(60, 14),
          DriftPolicy.controlled());

  private static final Definition PAYMENT_TIMING_TREND =
      Definition.of(
          "payment-timing-trend",
          2,
          List.of("payer"),
          List.of(ClaimMetrics.DECISION_TIME_TREND.withStake(ClaimMetrics.ALLOWED_AMOUNT)),
          Lookback.ofDays(21, 7),
          DriftPolicy.controlled());

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
   * Returns the definition of payment delays: {@link ClaimMetrics#DECISION_TIME} and {@link
   * ClaimMetrics#PAYMENT_TIME} by payer, the last 14 days of submission against the 60 before,
   * under {@link DriftPolicy#controlled()}: open claims are at risk, and what is at stake is {@link
   * ClaimMetrics#ALLOWED_AMOUNT} of the claims. Where no claim has a payment yet, nothing is told
   * of payments.
   *
   * <p>The rules of the reference system are {@link
   * io.drift4j.claims.reference.ReferenceDefinitions#delayguard()}.
   *
   * @return {@code delayguard/2}
   */
  public static Definition delayguard() {
    return DELAYGUARD;
  }

  /**
   * Returns the definition of trends: {@link ClaimMetrics#DECISION_TIME_TREND} by payer over the
   * last four weeks of submission, under {@link DriftPolicy#controlled()}. What matters is that the
   * last week is slower or faster by a quarter than the first; what is at stake is {@link
   * ClaimMetrics#ALLOWED_AMOUNT} of the claims of the last week.
   *
   * <p>The rules of the reference system are {@link
   * io.drift4j.claims.reference.ReferenceDefinitions#paymentTimingTrend()}.
   *
   * @return {@code payment-timing-trend/2}
   */
  public static Definition paymentTimingTrend() {
    return PAYMENT_TIMING_TREND;
  }
}

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

  private static final Definition BEHAVIORAL_PREDICTION =
      Definition.of(
          "behavioral-prediction",
          2,
          List.of("payer"),
          List.of(ClaimMetrics.DENIAL_RATE),
          Lookback.ofDays(14, 3),
          DriftPolicy.controlled());

  private static final Definition DRIFTWATCH =
      Definition.of(
              "driftwatch",
              2,
              List.of("payer", "cpt_group"),
              List.of(
                  ClaimMetrics.DENIAL_RATE.withStake(ClaimMetrics.ALLOWED_AMOUNT),
                  ClaimMetrics.PAYMENT_AMOUNT,
                  ClaimMetrics.PROCESSING_DELAY.withStake(ClaimMetrics.ALLOWED_AMOUNT),
                  ClaimMetrics.AUTH_FAILURE_RATE.withStake(ClaimMetrics.ALLOWED_AMOUNT),
                  ClaimMetrics.APPROVAL_RATE.withStake(ClaimMetrics.ALLOWED_AMOUNT),
                  ClaimMetrics.DECISION_TIME),
              Lookback.ofDays(76, 14),
              DriftPolicy.controlled())
          .withStrata(List.of(Authorization.FIELD));

  private static final Definition DELAYGUARD =
      Definition.of(
          "delayguard",
          2,
          List.of("payer"),
          List.of(
              ClaimMetrics.DECISION_TIME.withStake(ClaimMetrics.ALLOWED_AMOUNT),
              ClaimMetrics.PROCESSING_DELAY.withStake(ClaimMetrics.ALLOWED_AMOUNT)),
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

  private static final Definition PAYER_SCORECARD =
      Definition.of(
              "payer-scorecard",
              1,
              List.of("payer"),
              List.of(
                  ClaimMetrics.DENIAL_RATE.withStake(ScorecardMetrics.ALLOWED_CENTS),
                  ScorecardMetrics.DENIED_DOLLARS,
                  ScorecardMetrics.INITIAL_DENIAL_RATE,
                  ScorecardMetrics.LATE_RATE,
                  ScorecardMetrics.OPEN_SHARE,
                  ScorecardMetrics.REASON_GROUPS,
                  ScorecardMetrics.REASON_CODES,
                  ScorecardMetrics.REASON_PAIRS,
                  ScorecardMetrics.UNDERPAYMENT_RATE,
                  ScorecardMetrics.PAID_TO_EXPECTED,
                  ScorecardMetrics.AUTHORIZATION_DENIAL_RATE,
                  ScorecardMetrics.AUTHORIZATION_DECISION_TIME,
                  ScorecardMetrics.VOLUME,
                  ScorecardMetrics.FEED_SILENCE),
              Lookback.ofDays(90, 14),
              DriftPolicy.controlled())
          .withStrata(List.of("cpt_group", Authorization.FIELD));

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
   * Returns the definition of behavioral prediction: {@link ClaimMetrics#DENIAL_RATE} by payer, the
   * last 3 days of submission against the 14 before, under {@link DriftPolicy#controlled()}. How
   * much such short stretches differ by themselves is seen from up to a year before.
   *
   * <p>Of 3 days hardly anything is decided on the morning after, so that the views by age compare
   * 3 days that are as old as that age.
   *
   * @return {@code behavioral-prediction/2}
   */
  public static Definition behavioralPrediction() {
    return BEHAVIORAL_PREDICTION;
  }

  /**
   * Returns the definition of six things that a payer may change: {@link ClaimMetrics#DENIAL_RATE},
   * {@link ClaimMetrics#PAYMENT_AMOUNT}, {@link ClaimMetrics#PROCESSING_DELAY}, {@link
   * ClaimMetrics#AUTH_FAILURE_RATE}, {@link ClaimMetrics#APPROVAL_RATE} and {@link
   * ClaimMetrics#DECISION_TIME} by payer and procedure group, the last 14 days of submission
   * against the 76 before, under {@link DriftPolicy#controlled()}. All are one family. Money at
   * stake is what is allowed of the claims that a change concerns.
   *
   * @return {@code driftwatch/2}
   */
  public static Definition driftwatch() {
    return DRIFTWATCH;
  }

  /**
   * Returns the definition of payment delays: {@link ClaimMetrics#DECISION_TIME} and {@link
   * ClaimMetrics#PROCESSING_DELAY} by payer, the last 14 days of submission against the 60 before,
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

  /**
   * Returns what the trade watches of payers: {@link ClaimMetrics#DENIAL_RATE} and all of {@link
   * ScorecardMetrics} by payer, 14 days against 90, under {@link DriftPolicy#controlled()}. Few
   * hosts have every field; {@link Definition#availableIn(io.drift4j.CountSource)} gives what can
   * be computed of theirs, and says what was left out and why. {@link
   * io.drift4j.DriftEvent#byMoneyAtStake} puts what it finds in order.
   *
   * @return {@code payer-scorecard/1}
   */
  public static Definition payerScorecard() {
    return PAYER_SCORECARD;
  }
}

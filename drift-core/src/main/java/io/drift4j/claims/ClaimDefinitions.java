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
          .withStrata(List.of("cpt_group", "authorization_required"));

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

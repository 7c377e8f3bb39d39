package io.drift4j.claims;

import io.drift4j.Detail;
import io.drift4j.Dimension;
import io.drift4j.Direction;
import io.drift4j.Lens;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.Threshold;
import java.util.Arrays;
import java.util.List;

/**
 * The metrics of claims. Their fields are {@code submitted_date}, {@code decided_date} and {@code
 * outcome}, and those that a metric names besides; outcomes are the names of {@link Outcome}.
 */
public final class ClaimMetrics {

  /**
   * The decision of a claim: days from submission, and the outcome, the name of an {@link Outcome};
   * windowed by submission.
   */
  public static final Measure DECISION =
      Measure.timeToEvent("submitted_date", "decided_date").withOutcome("outcome", outcomes());

  /**
   * The share of denied claims among those paid or denied, windowed by submission. A change of 5
   * points or of half the baseline matters (of that {@link io.drift4j.DriftPolicy#controlled()}
   * wants one point besides, and counts those that are not decided by an age as not denied);
   * severity is 1 at 50 points. Up is worse.
   */
  public static final Metric DENIAL_RATE =
      Metric.proportion(
              "denial-rate",
              1,
              DECISION,
              Observation.of(Outcome.DENIED.name())
                  .among(Outcome.PAID.name(), Outcome.DENIED.name()))
          .withDirection(Direction.UP_IS_WORSE);

  /**
   * The median days from submission to decision of claims paid or denied, windowed by submission. A
   * change of 3 days or of half the baseline matters ({@link io.drift4j.DriftPolicy#controlled()}:
   * of a quarter, open claims included); severity is 1 at 10 days. Up is worse.
   */
  public static final Metric DECISION_TIME =
      Metric.days(
              "decision-time",
              1,
              DECISION,
              Observation.valueOf(Outcome.PAID.name(), Outcome.DENIED.name()))
          .withDirection(Direction.UP_IS_WORSE);

  /**
   * The decision of a claim with what is to be known of authorisations: fields {@code
   * authorization_required} (a boolean, 1 or 0 as a number or a bit, or {@code Y} or {@code N}),
   * {@code denial_reason_code} and {@code denial_reason_text}.
   */
  public static final Measure AUTHORIZATION =
      DECISION.withDetails(
          Detail.text(Authorization.FIELD),
          Detail.contains("denial_reason_code", "auth"),
          Detail.contains("denial_reason_text", "authorization"));

  /**
   * The share of claims denied for want of an authorisation (a reason whose code contains {@code
   * auth} or whose text contains {@code authorization}) among those that required one, windowed by
   * submission, with the fields of {@link #AUTHORIZATION}. Under {@link
   * io.drift4j.DriftPolicy#controlled()} open ones count too, for which the definition has {@code
   * authorization_required} for a stratum. A change of 5 points or of half the baseline matters;
   * severity is 1 at 50 points. Up is worse.
   */
  public static final Metric AUTH_FAILURE_RATE =
      Metric.proportion("auth-failure-rate", 1, AUTHORIZATION, new AuthorizationFailure())
          .withDirection(Direction.UP_IS_WORSE)
          .testedThrough(
              Authorization.among(Lens.byAge(30)),
              Authorization.among(Lens.byAge(60)),
              Authorization.among(Lens.hazard()));

  /**
   * The share of paid claims among those decided, windowed by submission. A change of 5 points
   * matters; severity is 1 at 50 points. Down is worse.
   */
  public static final Metric APPROVAL_RATE =
      Metric.proportion("approval-rate", 1, DECISION, Observation.of(Outcome.PAID.name()))
          .withThreshold(new Threshold(0.05, Double.POSITIVE_INFINITY))
          .withDirection(Direction.DOWN_IS_WORSE);

  /**
   * The days from submission to payment (field {@code payment_date}), windowed by submission. A
   * claim that is denied waits for ever, so that a payer that denies more is slower here too. A
   * change of 7 days or of half the baseline matters ({@link io.drift4j.DriftPolicy#controlled()}:
   * of a quarter, unpaid claims included); severity is 1 at 10 days. Up is worse.
   */
  public static final Metric PROCESSING_DELAY =
      Metric.days(
              "processing-delay",
              1,
              Measure.timeToEvent("submitted_date", "payment_date"),
              Observation.valueOf())
          .withThreshold(new Threshold(7, 0.5))
          .withDirection(Direction.UP_IS_WORSE);

  /** What is allowed of a claim, in cents (field {@code allowed_amount}), known by its decision. */
  public static final Measure ALLOWED =
      Measure.amount("submitted_date", "allowed_amount", 2)
          .knownBy("decided_date")
          .withOutcome("outcome", outcomes());

  /** The mean amount that is allowed of a decided claim, in cents, windowed by submission. */
  public static final Metric ALLOWED_AMOUNT =
      Metric.amount("allowed-amount", 1, ALLOWED)
          .withUnit("cents")
          .withDirection(Direction.DOWN_IS_WORSE);

  /**
   * The mean amount that is allowed of a paid claim, in cents, windowed by submission. A change of
   * 5 % matters; severity is 1 at 100 of the currency. Down is worse.
   */
  public static final Metric PAYMENT_AMOUNT =
      Metric.amount("payment-amount", 1, ALLOWED, Observation.valueOf(Outcome.PAID.name()))
          .withUnit("cents")
          .withThreshold(new Threshold(Double.POSITIVE_INFINITY, 0.05))
          .withDirection(Direction.DOWN_IS_WORSE);

  /**
   * Whether decisions take ever longer or shorter, week by week, with open claims at risk ({@link
   * Lens#trend}); else it is {@link #DECISION_TIME}.
   */
  public static final Metric DECISION_TIME_TREND =
      Metric.days(
              "decision-time-trend",
              1,
              DECISION,
              Observation.valueOf(Outcome.PAID.name(), Outcome.DENIED.name()))
          .withDirection(Direction.UP_IS_WORSE)
          .testedThrough(Lens.trend());

  /**
   * The reason of a denial, known by {@code decided_date}: its code, or else its text, or else
   * {@code DENIED}. An empty one is none.
   */
  public static final Dimension DENIAL_REASON =
      Dimension.computed(
              "denial_reason",
              List.of("denial_reason_code", "denial_reason_text"),
              DenialReason::of)
          .knownBy("decided_date");

  /** How many claims there are of each day of submission. */
  public static final Metric CLAIMS = Metric.count("claims", 1, Measure.count("submitted_date"));

  /**
   * The cents that are allowed of denied claims, by their mean; windowed by submission. A change of
   * half matters; severity is 1 at 1,000 dollars. Up is worse.
   */
  public static final Metric DENIED_AMOUNT =
      Metric.amount("denied-amount", 1, ALLOWED, Observation.valueOf(Outcome.DENIED.name()))
          .withUnit("cents")
          .withFullSeverityAt(100_000)
          .withDirection(Direction.UP_IS_WORSE);

  /**
   * How many claims of each day of submission are denied within 30 days, for as many as the payer
   * was sent. A change of half matters; severity is 1 at 10 a day. Up is worse.
   */
  public static final Metric DENIALS =
      Metric.count("denials", 1, DECISION, DenialReason::within30Days)
          .withUnit("denials a day")
          .withFullSeverityAt(10)
          .withDirection(Direction.UP_IS_WORSE)
          .withCompanions(CLAIMS.across("payer"))
          .withStake(DENIED_AMOUNT)
          .testedThrough(Lens.rate(CLAIMS, DenialReason.DAYS));

  /**
   * The mix of the {@linkplain #DENIAL_REASON reasons} of claims that are denied within 30 days,
   * windowed by submission. A change of 10 points matters.
   */
  public static final Metric DENIAL_REASONS =
      Metric.category("denial-reasons", 1, withReason(DECISION), DenialReason::ofDenialWithin30Days)
          .testedThrough(Lens.mix(DenialReason.DAYS), Lens.mix(2 * DenialReason.DAYS));

  /**
   * The share of a {@linkplain #DENIAL_REASON reason} that was never given before among the denials
   * of each day, windowed by the decision: what never was before is new, whatever claims had been
   * waiting. One of 5 points matters. Up is worse.
   */
  public static final Metric NEW_DENIAL_REASON =
      Metric.category(
              "new-denial-reason",
              1,
              withReason(DECISION).windowedBy("decided_date"),
              DenialReason::ofDenial)
          .withThreshold(new Threshold(0.05, Double.POSITIVE_INFINITY))
          .withDirection(Direction.UP_IS_WORSE)
          .testedThrough(Lens.newCategory());

  private ClaimMetrics() {}

  private static Measure withReason(Measure decision) {
    return decision.withDetails(
        Detail.text("denial_reason_code"), Detail.text("denial_reason_text"));
  }

  static String[] outcomes() {
    return Arrays.stream(Outcome.values()).map(Outcome::name).toArray(String[]::new);
  }
}

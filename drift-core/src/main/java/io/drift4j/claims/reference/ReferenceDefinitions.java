package io.drift4j.claims.reference;

import io.drift4j.Definition;
import io.drift4j.Direction;
import io.drift4j.DriftPolicy;
import io.drift4j.Lens;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.Summary;
import io.drift4j.Threshold;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import java.util.List;

/**
 * The engines of the reference system as it computes them, each under {@link
 * DriftPolicy#thresholds()}: same windows, rules and doubles, same false alarms. Ids are those of
 * the sound definitions of {@link ClaimDefinitions}, versions are lower.
 */
public final class ReferenceDefinitions {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private static final Definition BEHAVIORAL_PREDICTION =
      Definition.of(
          "behavioral-prediction",
          1,
          List.of("payer"),
          List.of(
              Metric.proportion(
                      "behavioral-prediction",
                      1,
                      ClaimMetrics.DECISION,
                      ClaimMetrics.DENIAL_RATE.observation())
                  .withDirection(Direction.UP_IS_WORSE)
                  .withThreshold(new Threshold(0.05, NEVER))
                  .withFullSeverityAt(0.25)
                  .withLens(new YatesLens())
                  .withRule(new SignificantChange())),
          Lookback.ofDays(14, 3),
          DriftPolicy.thresholds().withMinimumVolume(10));

  private static final Definition DRIFTWATCH =
      Definition.of(
          "driftwatch",
          1,
          List.of("payer", "cpt_group"),
          DriftwatchMetrics.ALL,
          Lookback.ofDays(76, 14),
          DriftPolicy.thresholds().withMinimumVolume(20));

  private static final List<String> PAYER = List.of("payer");

  /** What is allowed of claims that are decided. */
  private static final Metric BILLED =
      Metric.amount(
              "billed",
              1,
              Measure.amount("submitted_date", "allowed_amount", 2).knownBy("decided_date"))
          .withUnit("cents");

  private ReferenceDefinitions() {}

  /**
   * Returns payer drift: denial rate and median decision time by payer and procedure group, 14 days
   * against the 90 before.
   *
   * @return {@code payer-drift/1} under thresholds
   */
  public static Definition payerDrift() {
    return ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.thresholds());
  }

  /**
   * Returns behavioral prediction: the denial rate by payer of what was submitted on the as-of day
   * and the two before it, against that of the 14 days before; an event is a change of 5 points
   * with p &lt; 0.05 by the chi-square test with Yates' correction, whatever is still open.
   *
   * @return {@code behavioral-prediction/1} under thresholds
   */
  public static Definition behavioralPrediction() {
    return BEHAVIORAL_PREDICTION;
  }

  /**
   * Returns DriftWatch: denial rate, allowed amount, days to payment, authorisation failures,
   * approval rate and days to decision by payer and procedure group, of what was decided in the
   * last 14 days against the 76 before; only what becomes worse. Where the reference fails (a
   * change from no denials, no amounts), the severity is 1 and the worth 0.
   *
   * <p>Values and standard deviations of amounts are in dollars; the change is current − baseline,
   * of the allowed amount too. The worth is {@link io.drift4j.Assessment#moneyAtStake}, and
   * unrounded the figure {@code revenue-impact}; causes are notes.
   *
   * @return {@code driftwatch/1} under thresholds
   */
  public static Definition driftwatch() {
    return DRIFTWATCH;
  }

  /**
   * Returns DelayGuard: mean days from submission to decision by payer, 14 days against the 60
   * before; slower ones only. Severity and confidence are figures of the evidence, the name of the
   * severity a note; what is at risk is the mean amount of a day times the days.
   *
   * @return {@code delayguard/1} under thresholds, from 10 claims in each window on
   */
  public static Definition delayguard() {
    return delayguard(10);
  }

  /**
   * Returns DelayGuard with another minimum volume, which its confidence and severity depend on.
   *
   * @param minimumVolume how many claims each window must have
   * @return {@code delayguard/1} under thresholds
   */
  public static Definition delayguard(int minimumVolume) {
    Metric delay =
        timeBesideAmount("payment-delay-drift", new PaymentDelayLens(BILLED, minimumVolume));
    return Definition.of(
        "delayguard",
        1,
        PAYER,
        List.of(delay),
        Lookback.ofDays(60, 14),
        DriftPolicy.thresholds().withMinimumVolume(minimumVolume));
  }

  /**
   * Returns the payment timing trend: mean days from submission to decision by payer in each of the
   * last four weeks; ever slower ones only. Its values are the means of the first and the last
   * week, figures those of all.
   *
   * @return {@code payment-timing-trend/1} under thresholds, from 5 claims in each week on
   */
  public static Definition paymentTimingTrend() {
    return Definition.of(
        "payment-timing-trend",
        1,
        PAYER,
        List.of(timeBesideAmount("payment-timing-trend", new WeeklyTrendLens(BILLED))),
        Lookback.ofDays(21, 7),
        DriftPolicy.thresholds().withMinimumVolume(5));
  }

  /** Of all outcomes, as the reference takes them. */
  private static Metric timeBesideAmount(String id, Lens lens) {
    return Metric.days(id, 1, ClaimMetrics.DECISION, Observation.valueOf())
        .withSummary(Summary.MEAN)
        .withDirection(Direction.UP_IS_WORSE)
        .withDriftType(id.replace('-', '_'))
        .withCompanions(BILLED)
        .withLens(lens)
        .withRule(new GradedRule());
  }

  /**
   * Returns DenialScope: new reasons of denials, and spikes of the rate, the dollars or the number
   * of denials, by payer and reason, 7 days against the 21 before. It sets the sum of 7 days
   * against that of 21, and has one limit for dollars and for numbers. Amounts are told in dollars;
   * how grave a signal is stands in a note of its evidence. Two events {@code denial_dollars_spike}
   * may be of one segment: they are of two metrics.
   *
   * @return {@code denialscope/1} under thresholds
   */
  public static Definition denialscope() {
    return DenialScope.definition();
  }
}

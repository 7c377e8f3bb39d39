package io.drift4j.claims.reference;

import io.drift4j.Detail;
import io.drift4j.Direction;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.Summary;
import io.drift4j.Threshold;
import io.drift4j.ThresholdRule;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/** What DriftWatch watches: claims in the window of their decision. */
final class DriftwatchMetrics {

  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final String PAID = Outcome.PAID.name();
  private static final String DECIDED = "decided_date";
  private static final String OUTCOME = "outcome";

  // ---- what is read of each claim

  private static final Measure DECISION = ClaimMetrics.DECISION.windowedBy(DECIDED);
  private static final Measure PAYMENT =
      Measure.timeToEvent("submitted_date", "payment_date").orBefore().windowedBy(DECIDED);
  private static final Measure PAID_BY_ITS_DAY =
      withOutcome(Measure.category(DECIDED, OUTCOME)).knownBy("payment_date");
  private static final Measure AUTHORIZATION =
      withOutcome(Measure.category(DECIDED, OUTCOME))
          .withDetails(ClaimMetrics.AUTHORIZATION.details().toArray(Detail[]::new));
  private static final Measure ALLOWED = withOutcome(amount("allowed_amount"));
  private static final Measure ALLOWED_OF_AUTHORIZED =
      ALLOWED.withDetails(ClaimMetrics.AUTHORIZATION.details().toArray(Detail[]::new));
  private static final Measure PAID_AMOUNT =
      withOutcome(amount("paid_amount")).knownBy("payment_date");

  private static Measure withOutcome(Measure measure) {
    return measure.withOutcome(OUTCOME, ClaimMetrics.DECISION.outcomes().toArray(String[]::new));
  }

  private static Measure amount(String field) {
    return Measure.amount(DECIDED, field, 2);
  }

  // ---- what is read beside

  private static final Metric ALLOWED_AMOUNT =
      Metric.amount("driftwatch-allowed-amount", 1, ALLOWED);
  private static final Metric ALLOWED_AMOUNT_OF_AUTHORIZED =
      Metric.amount(
          "driftwatch-allowed-amount-of-authorized",
          1,
          ALLOWED_OF_AUTHORIZED,
          reading ->
              ClaimMetrics.AUTH_FAILURE_RATE.observation().of(reading) == null
                  ? null
                  : reading.value());
  private static final Metric PAYMENTS =
      Metric.proportion(
          "driftwatch-payments", 1, PAID_BY_ITS_DAY, Observation.of(PAID).among(PAID));
  private static final Metric AMOUNT_OF_PAYMENTS =
      Metric.amount("driftwatch-amount-of-payments", 1, PAID_AMOUNT, Observation.valueOf(PAID));

  // ---- what is watched

  private static final Metric DENIAL_RATE =
      share("denial-rate", DECISION, Observation.of(Outcome.DENIED.name()))
          .withDirection(Direction.UP_IS_WORSE)
          .withThreshold(new Threshold(0.05, NONE))
          .withRule(graded((before, now) -> DriftwatchRule.severity(now - before, before)))
          .withCompanions(ALLOWED_AMOUNT)
          .withLens(
              DriftwatchLens.ofShares()
                  .worth(
                      (comparison, before, now) ->
                          (now - before)
                              * comparison.current().size()
                              * Impact.mean(comparison, ALLOWED_AMOUNT))
                  .because(
                      "Payer policy change 0.7",
                      "Coding issues 0.5",
                      "Documentation deficiency 0.4"));

  private static final Metric PAYMENT_AMOUNT =
      Metric.amount("driftwatch-payment-amount", 1, ALLOWED, Observation.valueOf(PAID))
          .withDriftType("PAYMENT_AMOUNT")
          .withUnit("dollars")
          .withDirection(Direction.DOWN_IS_WORSE)
          .withThreshold(new Threshold(NONE, 0.05))
          .withRule(
              new DriftwatchRule(
                  (before, now) -> DriftwatchRule.severity((before - now) / before, 0.05), 10))
          .withLens(
              DriftwatchLens.ofMeans()
                  .inUnitsOf(100)
                  .worth(
                      (comparison, before, now) ->
                          (before - now) / before * before * comparison.current().size())
                  .because(
                      "Contract violation 0.8",
                      "Reimbursement rate reduction 0.6",
                      "Modifier bundling 0.5"));

  private static final Metric PROCESSING_DELAY =
      days("processing-delay", PAYMENT, 7)
          .withCompanions(PAYMENTS, AMOUNT_OF_PAYMENTS)
          .withLens(
              DriftwatchLens.ofMeans()
                  .counting(PAYMENTS)
                  .worth(
                      (comparison, before, now) ->
                          (now - before)
                              / 365
                              * Impact.mean(comparison, AMOUNT_OF_PAYMENTS)
                              * comparison.of(PAYMENTS).current().size())
                  .because(
                      "Payer cash flow issues 0.6",
                      "Increased claim review 0.5",
                      "System processing delays 0.4"));

  private static final Metric AUTH_FAILURE_RATE =
      share("auth-failure-rate", AUTHORIZATION, ClaimMetrics.AUTH_FAILURE_RATE.observation())
          .withDirection(Direction.UP_IS_WORSE)
          .withThreshold(new Threshold(0.1, NONE))
          .withRule(graded((before, now) -> DriftwatchRule.severity(now - before, 0.1)))
          .withCompanions(ALLOWED_AMOUNT_OF_AUTHORIZED)
          .withLens(
              DriftwatchLens.ofShares()
                  .worth(
                      (comparison, before, now) ->
                          comparison.current().table().count(1)
                              * Impact.mean(comparison, ALLOWED_AMOUNT_OF_AUTHORIZED))
                  .because(
                      "Authorization policy change 0.8",
                      "Internal workflow breakdown 0.6",
                      "New CPT code requirements 0.5"));

  private static final Metric APPROVAL_RATE =
      share("approval-rate", DECISION, Observation.of(PAID))
          .withDirection(Direction.DOWN_IS_WORSE)
          .withThreshold(new Threshold(0.05, NONE))
          .withRule(graded((before, now) -> DriftwatchRule.severity(before - now, 0.05)))
          .withLens(DriftwatchLens.ofShares());

  private static final Metric DECISION_TIME =
      days("decision-time", DECISION, 5).withLens(DriftwatchLens.ofMeans());

  static final List<Metric> ALL =
      List.of(
          DENIAL_RATE,
          PAYMENT_AMOUNT,
          PROCESSING_DELAY,
          AUTH_FAILURE_RATE,
          APPROVAL_RATE,
          DECISION_TIME);

  private DriftwatchMetrics() {}

  private static Metric share(String name, Measure measure, Observation observation) {
    return Metric.proportion("driftwatch-" + name, 1, measure, observation)
        .withDriftType(type(name));
  }

  private static Metric days(String name, Measure measure, int limit) {
    return Metric.days("driftwatch-" + name, 1, measure, Observation.valueOf())
        .withDriftType(type(name))
        .withSummary(Summary.MEAN)
        .withDirection(Direction.UP_IS_WORSE)
        .withThreshold(new Threshold(limit, NONE))
        .withRule(
            new DriftwatchRule(
                (before, now) -> DriftwatchRule.severity((now - before) / 30, 0.2), 10));
  }

  private static ThresholdRule graded(DoubleBinaryOperator severity) {
    return new DriftwatchRule(severity, NONE);
  }

  private static String type(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}

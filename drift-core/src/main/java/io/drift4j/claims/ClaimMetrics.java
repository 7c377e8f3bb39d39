package io.drift4j.claims;

import io.drift4j.Direction;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import java.util.Arrays;

/**
 * The metrics of claims. Their fields are {@code submitted_date}, {@code decided_date} and {@code
 * outcome}; outcomes are the names of {@link Outcome}.
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

  private ClaimMetrics() {}

  static String[] outcomes() {
    return Arrays.stream(Outcome.values()).map(Outcome::name).toArray(String[]::new);
  }
}

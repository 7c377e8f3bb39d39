package io.drift4j.claims.reference;

import io.drift4j.Assessment;
import io.drift4j.Decision;
import io.drift4j.Evidence;
import io.drift4j.Examination;
import io.drift4j.Metric;
import io.drift4j.ThresholdRule;
import io.drift4j.Trend;
import io.drift4j.Verdict;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;

/**
 * A change for the worse that reaches its metric's threshold, as grave as it is large in multiples
 * of a limit.
 *
 * @param severity of values before and now
 * @param steady below which mean standard deviation, in the unit of the values, confidence is
 *     higher
 */
record DriftwatchRule(DoubleBinaryOperator severity, double steady) implements ThresholdRule {

  @Override
  public String id() {
    return "driftwatch";
  }

  static boolean isEvent(Metric metric, double before, double now) {
    return metric.threshold().isReached(before, now)
        && metric.direction().trend(now - before) == Trend.DEGRADING;
  }

  /**
   * Returns 0.5 where a change is as large as a limit, and 1 from three times the limit on.
   *
   * @param change the change
   * @param limit the limit; beyond one of 0 everything is as grave as it can be
   */
  static double severity(double change, double limit) {
    return change <= limit
        ? Math.max(0, change / limit * 0.5)
        : Math.min(0.5 + 0.5 * Math.min((change - limit) / limit, 2) / 2, 1);
  }

  @Override
  public Verdict judge(Examination examination, int minimumVolume) {
    Evidence evidence = examination.first();
    if (Math.min(evidence.baselineSize(), evidence.currentSize()) < minimumVolume) {
      return Verdict.skipped(examination, "below minimum volume " + minimumVolume);
    }
    if (!evidence.hasValues()) {
      return Verdict.skipped(examination, Objects.requireNonNull(evidence.undecidedBecause()));
    }
    double before = evidence.baselineValue();
    double now = evidence.currentValue();
    Assessment.Builder assessment = Assessment.builder().volumeScore(confidence(evidence));
    if (!isEvent(examination.metric(), before, now)) {
      return Verdict.of(examination, Decision.UNREMARKABLE, evidence)
          .assessed(assessment.build())
          .build();
    }
    assessment.severity(severity.applyAsDouble(before, now));
    evidence
        .figure(DriftwatchLens.IMPACT)
        .ifPresent(cents -> assessment.moneyAtStake((long) StrictMath.rint(cents)));
    return Verdict.of(examination, Decision.DRIFT, evidence).assessed(assessment.build()).build();
  }

  private double confidence(Evidence evidence) {
    double hundreds = (evidence.baselineSize() + evidence.currentSize()) / 100.0;
    return evidence.pValue().isPresent()
        ? ofShares(Math.min(hundreds, 1), evidence.pValue().getAsDouble())
        : ofMeans(Math.min(hundreds, 0.9), evidence);
  }

  private static double ofShares(double volume, double p) {
    return p < 0.05 ? Math.min(volume + 0.2, 1) : volume;
  }

  private double ofMeans(double volume, Evidence evidence) {
    double before = evidence.figure(DriftwatchLens.DEVIATION_BASELINE).orElse(0);
    double now = evidence.figure(DriftwatchLens.DEVIATION_CURRENT).orElse(0);
    boolean isSteady = before != 0 && now != 0 && (before + now) / 2 < steady;
    return isSteady ? Math.min(volume + 0.1, 1) : volume;
  }
}

package io.drift4j.claims.reference;

import io.drift4j.Decision;
import io.drift4j.Examination;
import io.drift4j.ThresholdRule;
import io.drift4j.Verdict;

/** A change that reaches its metric's threshold and has p &lt; 0.05, each taken by itself. */
record SignificantChange() implements ThresholdRule {

  private static final double LEVEL = 0.05;

  @Override
  public String id() {
    return "significant-change";
  }

  @Override
  public Verdict judge(Examination examination, int minimumVolume) {
    Verdict reached = ThresholdRule.standard().judge(examination, minimumVolume);
    boolean isChance = examination.first().pValue().orElse(1) >= LEVEL;
    return reached.decision() == Decision.DRIFT && isChance ? unremarkable(reached) : reached;
  }

  private static Verdict unremarkable(Verdict verdict) {
    return Verdict.of(verdict.examination(), Decision.UNREMARKABLE, verdict.evidence())
        .assessed(verdict.assessment())
        .build();
  }
}

package io.drift4j.claims.reference;

import io.drift4j.Assessment;
import io.drift4j.Decision;
import io.drift4j.Evidence;
import io.drift4j.Examination;
import io.drift4j.ThresholdRule;
import io.drift4j.Verdict;
import java.util.Objects;

/** An event is what the lens has given a {@link Grade}, where no part is too small. */
record GradedRule() implements ThresholdRule {

  @Override
  public String id() {
    return "graded";
  }

  @Override
  public Verdict judge(Examination examination, int minimumVolume) {
    Evidence seen = examination.first();
    if (!seen.hasValues()) {
      return Verdict.skipped(examination, Objects.requireNonNull(seen.undecidedBecause()));
    }
    if (seen.figure(Grade.LEAST_SAMPLE).orElse(0) < minimumVolume) {
      return Verdict.skipped(examination, "below minimum volume " + minimumVolume);
    }
    boolean isEvent = seen.figure(Grade.FIGURE).isPresent();
    return Verdict.of(examination, isEvent ? Decision.DRIFT : Decision.UNREMARKABLE, seen)
        .assessed(assessment(seen))
        .build();
  }

  private static Assessment assessment(Evidence seen) {
    return Assessment.builder()
        .severity(seen.figure(Grade.FIGURE).orElse(0))
        .volumeScore(seen.figure(Grade.CONFIDENCE).orElse(0))
        .moneyAtStake((long) Math.rint(seen.figure(Grade.AT_RISK).orElse(0)))
        .build();
  }
}

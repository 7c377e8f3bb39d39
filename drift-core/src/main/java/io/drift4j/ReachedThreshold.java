package io.drift4j;

/**
 * A change that reaches its metric's {@link Threshold}. The volume score is {@code min((n₁ + n₂) /
 * (4 · minimum volume), 1)}; of a number of records a day the baseline need be large enough only,
 * since few may be the news.
 */
record ReachedThreshold() implements ThresholdRule {

  @Override
  public String id() {
    return "threshold";
  }

  @Override
  public Verdict judge(Examination examination, int minimumVolume) {
    Evidence evidence = examination.first();
    boolean isCount = examination.metric().kind() == Metric.Kind.COUNT;
    if (evidence.baselineSize() < minimumVolume
        || (evidence.currentSize() < minimumVolume && !isCount)) {
      return Verdict.skipped(examination, "below minimum volume " + minimumVolume);
    }
    boolean reached =
        examination
            .metric()
            .threshold()
            .isReached(evidence.baselineValue(), evidence.currentValue());
    return Verdict.of(examination, reached ? Decision.DRIFT : Decision.UNREMARKABLE, evidence)
        .assessed(
            Assessment.builder()
                .severity(examination.metric().severity(evidence.delta()))
                .volumeScore(volumeScore(evidence, minimumVolume))
                .build())
        .build();
  }

  private static double volumeScore(Evidence evidence, int minimumVolume) {
    long observations = evidence.baselineSize() + evidence.currentSize();
    return Math.min((double) observations / (minimumVolume * 4L), 1.0);
  }
}

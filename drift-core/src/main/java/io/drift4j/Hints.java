package io.drift4j;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What another policy makes of streams that are learning: none of it is an event. */
final class Hints {

  private final Map<Examination, Verdict> byStream = new IdentityHashMap<>();

  /** Of no stream. */
  Hints() {}

  /**
   * Hints.
   *
   * @param policy the other policy
   * @param learning the streams, with all that was seen
   * @param seen what of it the other policy wanted to see, in the same order
   */
  Hints(ControlledPolicy policy, List<Examination> learning, List<Examination> seen) {
    List<Verdict> verdicts = policy.judge(seen);
    for (int i = 0; i < learning.size(); i++) {
      if (verdicts.get(i).decision() != Decision.SKIPPED) { // or else it is still learning
        byStream.put(learning.get(i), hint(learning.get(i), verdicts.get(i)));
      }
    }
  }

  private static Verdict hint(Examination learning, Verdict verdict) {
    boolean isNews = verdict.decision() == Decision.DRIFT;
    Decision decision = isNews ? Decision.INCONCLUSIVE : verdict.decision();
    return Verdict.of(learning, decision, verdict.evidence())
        .assessed(verdict.assessment())
        .build();
  }

  Optional<Verdict> of(Examination stream) {
    return Optional.ofNullable(byStream.get(stream));
  }
}

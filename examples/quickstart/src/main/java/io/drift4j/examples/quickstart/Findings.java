package io.drift4j.examples.quickstart;

import io.drift4j.Decision;
import io.drift4j.RecordedVerdict;
import io.drift4j.RunReport;
import java.util.List;

/**
 * What there is to say of a run.
 *
 * @param report its events, and counts of the rest
 * @param verdicts what was decided of each metric of each segment, and why; none of an empty run
 */
record Findings(RunReport report, List<RecordedVerdict> verdicts) {

  /** The verdicts of a kind, in their order. */
  List<RecordedVerdict> decided(Decision decision) {
    return verdicts.stream().filter(verdict -> verdict.decision() == decision).toList();
  }
}

package io.drift4j.jdbc;

import io.drift4j.Detection;
import io.drift4j.Verdict;
import java.util.List;

/** What is kept of the verdicts of a run, besides its events. */
public enum KeptVerdicts {
  /** How many there were of each decision, and how many were skipped for each reason. */
  COUNTS {
    @Override
    List<Verdict> of(Detection detection) {
      return List.of();
    }
  },

  /**
   * All of them too, with everything that was seen through every view: what {@link
   * io.drift4j.RecordedVerdict#explain} needs. A run then keeps a row for each metric, segment and
   * view that it looked at, not only for what drifted.
   */
  ALL {
    @Override
    List<Verdict> of(Detection detection) {
      return detection.verdicts();
    }
  };

  /** Those of what a run computed that are kept. */
  abstract List<Verdict> of(Detection detection);
}

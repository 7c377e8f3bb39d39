package io.drift4j;

import io.drift4j.stats.HistoryLogRankTest;
import io.drift4j.stats.HistoryScoreTest;

/** How often a lens looks, by which its tests know how surely they must err little. */
enum Pace {
  /** Each look stands for itself. */
  ONCE(HistoryScoreTest.withDefaults(), HistoryLogRankTest.withDefaults(), HistoryDays.WANTED),

  /** A look a night: dispersion is that of the baseline alone, of days and of longer stretches. */
  REPEATED(HistoryScoreTest.overOverlappingSums(), HistoryLogRankTest.overOverlappingSums(), 0);

  @SuppressWarnings("ImmutableEnumChecker") // a test has no state
  private final HistoryScoreTest scores;

  @SuppressWarnings("ImmutableEnumChecker") // a test has no state
  private final HistoryLogRankTest logRank;

  private final int historyDays;

  Pace(HistoryScoreTest scores, HistoryLogRankTest logRank, int historyDays) {
    this.scores = scores;
    this.logRank = logRank;
    this.historyDays = historyDays;
  }

  HistoryScoreTest scores() {
    return scores;
  }

  HistoryLogRankTest logRank() {
    return logRank;
  }

  /** How much is seen besides the baseline. */
  int historyDays() {
    return historyDays;
  }
}

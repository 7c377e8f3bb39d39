package io.drift4j;

import io.drift4j.stats.DayAges;

/** What is said of every comparison of rows that are known only because they were decided. */
final class DecidedRows {

  static final String NOTE = "decided rows only: nothing is known of those that are open";

  private DecidedRows() {}

  /** Of windows whose days were all followed to the same age. */
  static Evidence.Builder evidence(Comparison comparison, long before, long now) {
    return Evidence.of(comparison)
        .sizes(before, now)
        .open(comparison.baseline().open(), comparison.current().open())
        .figure(Figure.DECIDED_A_DAY_BASELINE, before / days(comparison.baseline()))
        .figure(Figure.DECIDED_A_DAY_CURRENT, now / days(comparison.current()))
        .note(NOTE);
  }

  private static double days(Sample sample) {
    return Math.max(1, sample.window().days() - sample.daysLeftOut().size());
  }

  /** Of windows of which the current one is still followed: so far is the baseline counted too. */
  static Evidence.Builder evidence(Comparison comparison, DayAges before, DayAges now) {
    long lastAge = (long) now.ages() - 1;
    long end = AgedRecords.lastSeen(comparison) + 1;
    double expected = 0;
    for (long day = now.firstDay(); day < now.firstDay() + now.size(); day++) {
      long followed = Math.min(lastAge, (end - day) * now.agesInADay() - 1);
      expected += endedBy(before, followed) / days(comparison.baseline());
    }
    long baseline = (long) endedBy(before, lastAge);
    long current = (long) endedBy(now, lastAge);
    return evidence(comparison, baseline, current)
        .figure(Figure.DECIDED_A_DAY_BASELINE, expected / now.size());
  }

  /** At an age of days or before: of those at risk among the ended. */
  private static double endedBy(DayAges ended, long age) {
    double sum = 0;
    for (int u = 0; u <= age; u++) {
      sum += ended.atRisk(u);
    }
    return sum;
  }
}

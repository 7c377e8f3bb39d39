package io.drift4j.stats;

/** Where a history, the baseline in it and the current window after it must lie. */
final class HistoryWindows {

  private HistoryWindows() {}

  static void require(DayStretch<?> history, DayStretch<?> baseline, DayStretch<?> current) {
    if (baseline.firstDay() < history.firstDay() || end(baseline) > end(history)) {
      throw new IllegalArgumentException(
          "the baseline, " + text(baseline) + ", must be part of the history, " + text(history));
    }
    if (end(history) > current.firstDay()) {
      throw new IllegalArgumentException(
          "the history, "
              + text(history)
              + ", must end before the current window begins, "
              + text(current));
    }
  }

  private static long end(DayStretch<?> stretch) {
    return stretch.firstDay() + stretch.size();
  }

  private static String text(DayStretch<?> stretch) {
    return "days " + stretch.firstDay() + " to " + (end(stretch) - 1);
  }
}

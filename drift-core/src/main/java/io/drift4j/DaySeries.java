package io.drift4j;

import io.drift4j.stats.DayScores;
import java.time.LocalDate;

/** Events and records by day, or by as many days together as a series has room for. */
final class DaySeries {

  private static final int MOST_POINTS = 60;
  private static final int WEEK = 7;

  private DaySeries() {}

  /** The steps end with the current window; what is left over at the beginning is not shown. */
  static Series of(HistoryDays days, DayScores all) {
    int step = days.size() <= MOST_POINTS ? 1 : WEEK * weeks(days.size());
    int points = days.size() / step;
    long first = days.first() + days.size() - (long) points * step;
    double[] events = new double[points];
    double[] records = new double[points];
    for (int i = 0; i < points; i++) {
      DayScores part = all.part(first + (long) i * step, first + (i + 1L) * step);
      events[i] = part.sum();
      records[i] = part.count();
    }
    return Series.ofDays(LocalDate.ofEpochDay(first), step)
        .with("events", events)
        .with("records", records);
  }

  private static int weeks(int days) {
    return (days + WEEK * MOST_POINTS - 1) / (WEEK * MOST_POINTS);
  }
}

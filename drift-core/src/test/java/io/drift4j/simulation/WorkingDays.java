package io.drift4j.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/**
 * When a decision that falls on a day is really taken. Days are numbered from the first of the
 * simulation; one beyond its end is as good as never.
 */
final class WorkingDays {

  /** What is older by so many days on the last Friday of a month is decided there. */
  private static final int BATCHED_AFTER = 3;

  private final int[] open; // the first open day from each on
  private final int[] batch; // the first batch from each day on

  WorkingDays(LocalDate start, int days, boolean weekends, Set<LocalDate> closed, boolean batches) {
    open = new int[days + 1];
    batch = new int[days + 1];
    open[days] = days;
    batch[days] = days;
    for (int t = days - 1; t >= 0; t--) {
      LocalDate day = start.plusDays(t);
      open[t] = closed.contains(day) || (!weekends && isWeekend(day)) ? open[t + 1] : t;
      batch[t] = batches && isLastFriday(day) ? t : batch[t + 1];
    }
  }

  static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
  }

  private static boolean isLastFriday(LocalDate day) {
    return day.equals(day.with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY)));
  }

  /** The day of the decision of a claim that would be decided on a day. */
  int decided(int submitted, int day) {
    int oldEnough = Math.min(submitted + BATCHED_AFTER + 1, batch.length - 1);
    return open[Math.min(day, batch[oldEnough])];
  }

  /** The first open day after one. */
  int after(int day) {
    return open[Math.min(day + 1, open.length - 1)];
  }
}

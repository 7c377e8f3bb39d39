package io.drift4j.examples.quickstart;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * As-of days, one after the other.
 *
 * @param from the first
 * @param to the last
 */
record Range(LocalDate from, LocalDate to) {

  private static final String DOTS = "..";

  /** What an option says: two days with two dots between them. */
  static Range of(String option, String text) {
    int dots = text.indexOf(DOTS);
    if (dots < 0) {
      throw notTwoDays(option);
    }
    try {
      return ordered(
          option,
          LocalDate.parse(text.substring(0, dots)),
          LocalDate.parse(text.substring(dots + DOTS.length())));
    } catch (DateTimeException e) {
      throw notTwoDays(option);
    }
  }

  private static Range ordered(String option, LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      throw new UsageException(
          option + " ends before it begins; write the earlier day first, and two dots");
    }
    return new Range(from, to);
  }

  private static UsageException notTwoDays(String option) {
    return new UsageException(
        option + " is not two days; write them as 2025-06-01..2026-05-31, both included");
  }

  long nights() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}

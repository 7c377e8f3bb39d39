package io.drift4j.jdbc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Days that come as texts, each understood once: where columns have no types, a database takes
 * longer to find out whether a text is a day than to send it.
 */
final class DayTexts {

  /** What is no day of the years 1 to 9999, written as 2026-01-15. */
  static final long NONE = Long.MIN_VALUE;

  /** There are few days in many records. */
  private static final int LIMIT = 100_000;

  private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST = LocalDate.of(9999, 12, 31).toEpochDay();

  private final Map<String, Long> known = new HashMap<>();

  /** The days since 1970, or {@link #NONE}. */
  long epochDay(String text) {
    Long day = known.get(text);
    if (day == null) {
      day = parse(text);
      if (known.size() < LIMIT) {
        known.put(text, day);
      }
    }
    return day;
  }

  private static long parse(String text) {
    try {
      long day = LocalDate.parse(text).toEpochDay();
      return day >= FIRST && day <= LAST ? day : NONE;
    } catch (DateTimeException e) {
      return NONE;
    }
  }
}

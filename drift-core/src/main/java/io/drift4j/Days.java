package io.drift4j;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days that every database keeps and that are written as they are read: those of the years 1 to
 * 9999. What lies beyond stands for never: PostgreSQL's infinity, 9999-12-31 misspelt.
 */
final class Days {

  static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /** As many as there can be between two of them. */
  static final long MOST = LAST.toEpochDay() - FIRST.toEpochDay();

  private Days() {}

  static boolean isOne(LocalDate day) {
    return !day.isBefore(FIRST) && !day.isAfter(LAST);
  }

  /** The day, or none if it stands for never. */
  static @Nullable LocalDate orNone(@Nullable LocalDate day) {
    return day != null && isOne(day) ? day : null;
  }
}

package io.drift4j;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

  private static final Instant FIRST_MOMENT = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final Instant LAST_MOMENT =
      LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

  private Days() {}

  static boolean isOne(LocalDate day) {
    return !day.isBefore(FIRST) && !day.isAfter(LAST);
  }

  /** Whether a moment is within these years in UTC. */
  static boolean holds(Instant moment) {
    return !moment.isBefore(FIRST_MOMENT) && moment.isBefore(LAST_MOMENT);
  }

  /** The day, or none if it stands for never. */
  static @Nullable LocalDate orNone(@Nullable LocalDate day) {
    return day != null && isOne(day) ? day : null;
  }
}

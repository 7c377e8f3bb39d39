package io.drift4j.examples.quickstart;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** When claims are decided. What is due on a closed day is done on the next that is open. */
enum Office {
  ALWAYS_OPEN {
    @Override
    boolean isOpen(LocalDate day) {
      return true;
    }
  },
  CLOSED_AT_WEEKENDS {
    @Override
    boolean isOpen(LocalDate day) {
      return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    }
  },
  CLOSED_ON_HOLIDAYS_TOO {
    @Override
    boolean isOpen(LocalDate day) {
      return CLOSED_AT_WEEKENDS.isOpen(day) && !HOLIDAYS.contains(day);
    }
  };

  /** Public holidays in the United States, as far as the demonstration goes. */
  private static final Set<LocalDate> HOLIDAYS =
      Set.of(
          LocalDate.of(2025, 5, 26),
          LocalDate.of(2025, 6, 19),
          LocalDate.of(2025, 7, 4),
          LocalDate.of(2025, 9, 1),
          LocalDate.of(2025, 11, 27),
          LocalDate.of(2025, 12, 25),
          LocalDate.of(2026, 1, 1),
          LocalDate.of(2026, 1, 19),
          LocalDate.of(2026, 2, 16),
          LocalDate.of(2026, 5, 25));

  abstract boolean isOpen(LocalDate day);

  LocalDate firstOpenFrom(LocalDate day) {
    LocalDate open = day;
    while (!isOpen(open)) {
      open = open.plusDays(1);
    }
    return open;
  }
}

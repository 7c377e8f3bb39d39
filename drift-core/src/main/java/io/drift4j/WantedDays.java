package io.drift4j;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/** The days of some windows, quickly told from all others. */
final class WantedDays {

  private final long first;
  private final boolean[] wanted;

  WantedDays(List<Window> windows) {
    first = windows.get(0).startInclusive().toEpochDay();
    wanted = new boolean[Math.toIntExact(offset(windows.get(windows.size() - 1).endExclusive()))];
    for (Window window : windows) {
      Arrays.fill(
          wanted, (int) offset(window.startInclusive()), (int) offset(window.endExclusive()), true);
    }
  }

  WantedDays(WindowPair windows, SortedSet<LocalDate> leftOut) {
    this(windows.windows(), leftOut);
  }

  WantedDays(List<Window> windows, SortedSet<LocalDate> leftOut) {
    this(windows);
    leftOut.forEach(day -> wanted[(int) offset(day)] = false);
  }

  private long offset(LocalDate day) {
    return day.toEpochDay() - first;
  }

  /** Whether a day since 1970 is one of them. */
  boolean contains(long day) {
    return day >= first && day - first < wanted.length && wanted[(int) (day - first)];
  }
}

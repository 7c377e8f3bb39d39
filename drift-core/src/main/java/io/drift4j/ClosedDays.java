package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Days on which nobody ends a record. */
final class ClosedDays {

  private ClosedDays() {}

  /** A line for each stretch of days. */
  static List<String> notes(SortedSet<LocalDate> days) {
    List<String> notes = new ArrayList<>();
    LocalDate first = null;
    LocalDate last = null;
    for (LocalDate day : days) {
      if (last == null || !last.plusDays(1).equals(day)) {
        add(notes, first, last);
        first = day;
      }
      last = day;
    }
    add(notes, first, last);
    return notes;
  }

  private static void add(List<String> notes, LocalDate first, LocalDate last) {
    if (first != null) {
      notes.add(
          "closed, with the day on which the work went on: "
              + (first.equals(last) ? first : first + " to " + last));
    }
  }
}

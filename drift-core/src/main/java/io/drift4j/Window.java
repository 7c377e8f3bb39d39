package io.drift4j;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A span of calendar dates, half open: the start belongs to it, the end does not. It lies within
 * the years 1 to 9999, the ones that every database keeps.
 *
 * @param startInclusive the first day
 * @param endExclusive the day after the last
 */
public record Window(LocalDate startInclusive, LocalDate endExclusive) {

  /**
   * Checks that the window holds at least one day, and none that no database keeps.
   *
   * @param startInclusive the first day
   * @param endExclusive the day after the last
   * @throws IllegalArgumentException if the end is not after the start, or the window reaches
   *     beyond the years 1 to 9999
   */
  public Window {
    if (!Days.isOne(startInclusive) || !Days.isOne(endExclusive)) {
      throw beyond(startInclusive + " to " + endExclusive);
    }
    if (!endExclusive.isAfter(startInclusive)) {
      throw new IllegalArgumentException(
          "window ends on " + endExclusive + ", which is not after its start " + startInclusive);
    }
  }

  /**
   * Returns the window of the given length that ends before a day.
   *
   * @param endExclusive the day after the last
   * @param days the length, at least 1
   * @return the window
   * @throws IllegalArgumentException if {@code days} is not positive, or the window reaches beyond
   *     the years 1 to 9999
   */
  public static Window before(LocalDate endExclusive, int days) {
    if (!Days.isOne(endExclusive)) {
      throw beyond(days + " days before " + endExclusive);
    }
    return new Window(endExclusive.minusDays(days), endExclusive);
  }

  /**
   * Says whether a day lies in the window.
   *
   * @param day a day
   * @return whether start ≤ day &lt; end
   */
  public boolean contains(LocalDate day) {
    return !day.isBefore(startInclusive) && day.isBefore(endExclusive);
  }

  /**
   * Returns the length of the window.
   *
   * @return the number of days, at least 1
   */
  public long days() {
    return ChronoUnit.DAYS.between(startInclusive, endExclusive);
  }

  private static IllegalArgumentException beyond(String what) {
    return new IllegalArgumentException(
        "window of "
            + what
            + " reaches beyond the years 1 to 9999; give a day within them and windows that fit");
  }

  /** Returns the window as {@code [start, end)} with ISO dates. */
  @Override
  public String toString() {
    return "[" + startInclusive + ", " + endExclusive + ")";
  }
}

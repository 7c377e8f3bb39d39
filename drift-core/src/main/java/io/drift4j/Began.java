package io.drift4j;

import java.time.LocalDate;

/**
 * When a change began: of the days of the records, not of what became of them. It is read, not
 * built; it may get more components.
 *
 * @param day the likeliest first day
 * @param earliest the first day of its 95 % set
 * @param latest the last day of its 95 % set
 * @param isGradual whether a ramp fits as well as a step
 */
public record Began(LocalDate day, LocalDate earliest, LocalDate latest, boolean isGradual) {

  /**
   * Checks the order of the days.
   *
   * @param day the likeliest first day
   * @param earliest the first day of its 95 % set
   * @param latest the last day of its 95 % set
   * @param isGradual whether a ramp fits as well as a step
   * @throws IllegalArgumentException if the day is not within the set
   */
  public Began {
    if (day.isBefore(earliest) || day.isAfter(latest)) {
      throw new IllegalArgumentException(
          "a change began between " + earliest + " and " + latest + ", not on " + day);
    }
  }
}

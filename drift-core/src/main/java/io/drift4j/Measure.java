package io.drift4j;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is read of each record: which date puts it into a window, from which date to which the days
 * are counted, and what came of it. Fields are names; a {@link CountSource} knows which column or
 * accessor each one is. Metrics with the same measure are read in one scan.
 *
 * @param windowedBy the date that decides the window
 * @param from the date from which days are counted
 * @param until the date of the event; absent while the record is open
 * @param outcome the text that says what the event was, or {@code null} if there is only one kind
 */
public record Measure(String windowedBy, String from, String until, @Nullable String outcome) {

  /**
   * Checks the field names.
   *
   * @param windowedBy the date that decides the window
   * @param from the date from which days are counted
   * @param until the date of the event; absent while the record is open
   * @param outcome the text that says what the event was, or {@code null} if there is only one kind
   * @throws IllegalArgumentException if a name is blank
   */
  public Measure {
    if (Stream.of(windowedBy, from, until, outcome)
        .filter(Objects::nonNull)
        .anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a measure needs field names, one is blank");
    }
  }

  /**
   * Returns the measure of the days from a record's start to its event, windowed by the start.
   *
   * @param from the date on which the record starts
   * @param until the date of the event, absent while the record is open
   * @return the measure, with one kind of outcome
   */
  public static Measure timeToEvent(String from, String until) {
    return new Measure(from, from, until, null);
  }

  /**
   * Returns this measure with kinds of outcome.
   *
   * @param field the text field that says what the event was
   * @return the changed measure
   */
  public Measure withOutcome(String field) {
    return new Measure(windowedBy, from, until, field);
  }

  /** What is wrong with a record that reads so, if anything. */
  @Nullable Defect defect(Reading reading) {
    Long days = reading.value();
    if (days != null && days < 0) {
      return Defect.ENDED_BEFORE_START;
    }
    if (outcome == null || (days == null) == (reading.outcome() == null)) {
      return null;
    }
    return days == null ? Defect.OUTCOME_WITHOUT_END : Defect.ENDED_WITHOUT_OUTCOME;
  }
}

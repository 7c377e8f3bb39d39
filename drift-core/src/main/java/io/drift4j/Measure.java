package io.drift4j;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
 * @param outcomes the outcomes that the metrics know; records with any other are counted and left
 *     out ({@link Defect#UNKNOWN_OUTCOME}); empty if every text is an outcome
 */
public record Measure(
    String windowedBy, String from, String until, @Nullable String outcome, Set<String> outcomes) {

  /**
   * Checks the field names and copies the outcomes.
   *
   * @param windowedBy the date that decides the window
   * @param from the date from which days are counted
   * @param until the date of the event; absent while the record is open
   * @param outcome the text that says what the event was, or {@code null} if there is only one kind
   * @param outcomes the outcomes that the metrics know, empty if every text is one
   * @throws IllegalArgumentException if a name is blank, or outcomes are known of no field
   */
  public Measure {
    if (Stream.of(windowedBy, from, until, outcome)
        .filter(Objects::nonNull)
        .anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a measure needs field names, one is blank");
    }
    if (outcome == null && !outcomes.isEmpty()) {
      throw new IllegalArgumentException(
          "a measure knows outcomes of no field; name it with withOutcome(field, outcomes)");
    }
    outcomes = Collections.unmodifiableSet(new TreeSet<>(outcomes));
  }

  /**
   * Returns the measure of the days from a record's start to its event, windowed by the start.
   *
   * @param from the date on which the record starts
   * @param until the date of the event, absent while the record is open
   * @return the measure, with one kind of outcome
   */
  public static Measure timeToEvent(String from, String until) {
    return new Measure(from, from, until, null, Set.of());
  }

  /**
   * Returns this measure with kinds of outcome.
   *
   * <p>Name all that the metrics know, those too which they leave out: a record with any other, say
   * {@code paid} for {@code PAID}, is then counted and told instead of vanishing.
   *
   * @param field the text field that says what the event was
   * @param known the outcomes that there are; none if every text is an outcome
   * @return the changed measure
   */
  public Measure withOutcome(String field, String... known) {
    return new Measure(windowedBy, from, until, field, Set.of(known));
  }

  /** What is wrong with a record that reads so, if anything. */
  @Nullable Defect defect(Reading reading) {
    Long days = reading.value();
    if (days != null && days < 0) {
      return Defect.ENDED_BEFORE_START;
    }
    return outcome == null ? null : defect(days, reading.outcome());
  }

  private @Nullable Defect defect(@Nullable Long days, @Nullable String came) {
    if (came == null) {
      return days == null ? null : Defect.ENDED_WITHOUT_OUTCOME;
    }
    if (!outcomes.isEmpty() && !outcomes.contains(came)) {
      return Defect.UNKNOWN_OUTCOME;
    }
    return days == null ? Defect.OUTCOME_WITHOUT_END : null;
  }
}

package io.drift4j;

import io.drift4j.Quantity.Amount;
import io.drift4j.Quantity.Elapsed;
import io.drift4j.Quantity.Occurrence;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is read of each record: which day puts it into a window, which number it has, by which day
 * that is known, and what came of it. Fields are names; a {@link CountSource} knows which column or
 * accessor each one is. Metrics with the same measure are read in one scan.
 *
 * <pre>{@code
 * Measure.timeToEvent("submitted_date", "decided_date").withOutcome("outcome", "PAID", "DENIED");
 * Measure.timeToEvent("created_at", "closed_at").in(ChronoUnit.HOURS);
 * Measure.amount("submitted_date", "paid_amount", 2).knownBy("payment_date");
 * Measure.amount("submitted_date", "paid_amount", 2).minus("expected_amount");
 * Measure.category("decided_date", "denial_reason");
 * Measure.count("submitted_date");
 * Measure.timeToEvent("submitted_date", "decided_date").withOutcome("outcome", "PAID", "DENIED")
 *     .withDetails(
 *         Detail.text("authorization_required"),
 *         Detail.contains("denial_reason_text", "authorization"));
 * }</pre>
 *
 * @param windowedBy the day that decides the window
 * @param quantity which number is read
 * @param until the day, or time, of the event, by which number and outcome are known; absent while
 *     the record is open; {@code null} if they are known from the first
 * @param outcome the text that says what the event was, or the category; {@code null} if there is
 *     only one kind
 * @param outcomes the outcomes that the metrics know; records with any other are counted and left
 *     out ({@link Defect#UNKNOWN_OUTCOME}); empty if every text is an outcome
 * @param details what is read besides the outcome, and known with it
 * @param within how many days after that of the window the event may be; later ones are not told,
 *     and the record is open; {@code null} for any number
 */
public record Measure(
    String windowedBy,
    Quantity quantity,
    @Nullable String until,
    @Nullable String outcome,
    Set<String> outcomes,
    List<Detail> details,
    @Nullable Integer within) {

  /**
   * Checks the field names and copies the collections.
   *
   * @param windowedBy the day that decides the window
   * @param quantity which number is read
   * @param until the day, or time, of the event, or {@code null}
   * @param outcome the text that says what the event was, or {@code null}
   * @param outcomes the outcomes that the metrics know, empty if every text is one
   * @param details what is read besides the outcome
   * @param within how many days after that of the window the event may be, or {@code null}
   * @throws IllegalArgumentException if a name is blank, outcomes or details are those of no field,
   *     a time has no end, or a limit of days is negative or that of a time or of no event
   */
  public Measure {
    requireField(windowedBy);
    requireFieldIfAny(until);
    requireFieldIfAny(outcome);
    if (outcome == null && !outcomes.isEmpty()) {
      throw new IllegalArgumentException(
          "a measure knows outcomes of no field; name it with withOutcome(field, outcomes)");
    }
    if (outcome == null && !details.isEmpty()) {
      throw new IllegalArgumentException(
          "a measure has details of no outcome; name its field with withOutcome(field, outcomes)");
    }
    if (quantity instanceof Elapsed && until == null) {
      throw new IllegalArgumentException(
          "a measure of time has no end; name the date or time of the event");
    }
    if (within != null && (within < 0 || until == null || quantity instanceof Elapsed)) {
      throw new IllegalArgumentException(
          "what is known within "
              + within
              + " days must be an amount or a category that is known by a day, and the days 0 or more; of a time the lens has the age");
    }
    outcomes = Collections.unmodifiableSet(new TreeSet<>(outcomes));
    details = List.copyOf(details);
  }

  /**
   * Makes a measure without details.
   *
   * @param windowedBy the day that decides the window
   * @param quantity which number is read
   * @param until the day, or time, of the event, or {@code null}
   * @param outcome the text that says what the event was, or {@code null}
   * @param outcomes the outcomes that the metrics know, empty if every text is one
   */
  public Measure(
      String windowedBy,
      Quantity quantity,
      @Nullable String until,
      @Nullable String outcome,
      Set<String> outcomes) {
    this(windowedBy, quantity, until, outcome, outcomes, List.of(), null);
  }

  static void requireField(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a measure needs field names, one is blank");
    }
  }

  private static void requireFieldIfAny(@Nullable String name) {
    if (name != null) {
      requireField(name);
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
    return new Measure(from, new Elapsed(from, ChronoUnit.DAYS), until, null, Set.of());
  }

  /**
   * Returns the measure of an exact decimal, known from the first. A record without one is open.
   *
   * @param windowedBy the day that decides the window
   * @param field the field that holds the decimal
   * @param scale how many decimal places its smallest unit has: 2 for cents
   * @return the measure
   */
  public static Measure amount(String windowedBy, String field, int scale) {
    return new Measure(windowedBy, new Amount(field, scale), null, null, Set.of());
  }

  /**
   * Returns the measure of a category, known from the first. A record without one is open.
   *
   * @param windowedBy the day that decides the window
   * @param field the text that is the category
   * @return the measure; every text is a category
   */
  public static Measure category(String windowedBy, String field) {
    return new Measure(windowedBy, new Occurrence(), null, field, Set.of());
  }

  /**
   * Returns the measure of records that are there.
   *
   * @param windowedBy the day that decides the window
   * @return the measure
   */
  public static Measure count(String windowedBy) {
    return new Measure(windowedBy, new Occurrence(), null, null, Set.of());
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
    return new Measure(
        windowedBy, quantity, until, field, Set.copyOf(List.of(known)), details, within);
  }

  /**
   * Returns this measure with what is read besides the outcome: observations see it in {@link
   * Reading#details}. It is known and lost with the outcome, and what is not known of a record is
   * absent.
   *
   * @param read what is read, in this order; in place of what was read before
   * @return the changed measure
   * @throws IllegalArgumentException if the measure has no outcome
   */
  public Measure withDetails(Detail... read) {
    return new Measure(windowedBy, quantity, until, outcome, outcomes, List.of(read), within);
  }

  /**
   * Returns this measure in the window of another day.
   *
   * @param field the day that decides the window
   * @return the changed measure
   */
  public Measure windowedBy(String field) {
    return new Measure(field, quantity, until, outcome, outcomes, details, within);
  }

  /**
   * Returns this measure with the day by which its amount or category is known: a record is open
   * until then. Of a time it is the end.
   *
   * @param field the day
   * @return the changed measure
   */
  public Measure knownBy(String field) {
    return new Measure(windowedBy, quantity, field, outcome, outcomes, details, within);
  }

  /**
   * Returns this measure of what is known by an age: an event that comes later than so many days
   * after the day of the window is not told, and the record is open, for ever. Records that have
   * been observed so long all had the same time to become known: what was denied by day 30, in
   * windows that end 30 days earlier.
   *
   * @param days the age, 0 or more
   * @return the changed measure
   * @throws IllegalArgumentException if it is negative, the measure has no day by which it is
   *     known, or is one of time
   */
  public Measure knownWithin(int days) {
    return new Measure(windowedBy, quantity, until, outcome, outcomes, details, days);
  }

  /**
   * Returns this measure of time in other units. Its start and event must be instants then, of
   * which the source knows the zone in which their days are told.
   *
   * @param unit days, hours or minutes
   * @return the changed measure
   * @throws IllegalArgumentException if it is no measure of time, or the unit another
   */
  public Measure in(ChronoUnit unit) {
    if (quantity instanceof Elapsed elapsed) {
      return with(new Elapsed(elapsed.from(), unit, elapsed.mayBeNegative()));
    }
    throw new IllegalArgumentException("a measure of " + quantity + " has no unit of time");
  }

  /**
   * Returns this measure of times of which some are below 0, such as the days to a payment that was
   * made in advance; unless it is told so, an event before the start is left out ({@link
   * Defect#ENDED_BEFORE_START}). Such times are no ages, so that no lens that counts by age sees
   * them.
   *
   * @return the changed measure
   * @throws IllegalArgumentException if it is no measure of time
   */
  public Measure orBefore() {
    if (quantity instanceof Elapsed elapsed) {
      return with(new Elapsed(elapsed.from(), elapsed.unit(), true));
    }
    throw new IllegalArgumentException(
        "a measure of " + quantity + " has no time that could be below 0");
  }

  /**
   * Returns this measure of an amount less another: of what a payer paid, say, less what was
   * expected. Both are exact at the same scale, the difference may be negative, and where either is
   * absent, so is the difference.
   *
   * @param field the field that holds the decimal that is taken from the amount
   * @return the changed measure
   * @throws IllegalArgumentException if it is no measure of an amount
   */
  public Measure minus(String field) {
    if (quantity instanceof Amount amount) {
      return with(new Amount(amount.field(), amount.scale(), field));
    }
    throw new IllegalArgumentException(
        "a measure of " + quantity + " has no amount from which " + field + " could be taken");
  }

  /**
   * Returns this measure of the amounts of those records only that have another as well: what was
   * expected of those of which it is known what was paid, beside what was paid {@linkplain #minus
   * less} what was expected. Where the other is absent or not exact at the same scale, the record
   * is as one whose own amount is.
   *
   * @param field the field that holds the other decimal
   * @return the changed measure
   * @throws IllegalArgumentException if it is no measure of an amount, or one of a difference
   */
  public Measure onlyWith(String field) {
    if (quantity instanceof Amount amount) {
      return with(new Amount(amount.field(), amount.scale(), amount.minus(), field));
    }
    throw new IllegalArgumentException(
        "a measure of " + quantity + " has no amount that could be only with " + field);
  }

  private Measure with(Quantity other) {
    return new Measure(windowedBy, other, until, outcome, outcomes, details, within);
  }

  /**
   * Returns the fields that are days or times.
   *
   * @return the day of the window, and the start and the end where there are any; distinct
   */
  public Set<String> days() {
    Set<String> days = new LinkedHashSet<>(List.of(windowedBy));
    if (quantity instanceof Elapsed elapsed) {
      days.add(elapsed.from());
    }
    if (until != null) {
      days.add(until);
    }
    return days;
  }

  /**
   * Returns the fields that a source must have.
   *
   * @return the days, the decimal of an amount, the outcome and the details; distinct
   */
  public Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>(days());
    if (quantity instanceof Amount amount) {
      fields.add(amount.field());
      if (amount.other() != null) {
        fields.add(amount.other());
      }
    }
    if (outcome != null) {
      fields.add(outcome);
    }
    details.forEach(detail -> fields.add(detail.field()));
    return fields;
  }

  /**
   * Says whether an event is told, as far as its age decides it.
   *
   * @param start the day that decides the window
   * @param end the day of the event
   * @return whether it is not later than {@link #within} days after the start
   */
  public boolean isWithin(LocalDate start, LocalDate end) {
    return within == null || end.toEpochDay() - start.toEpochDay() <= within;
  }

  /** Whether records are in no window until their event. */
  boolean isWindowedByEvent() {
    return windowedBy.equals(until);
  }

  /** Whether its number is the time from the day of the window on, an age. */
  boolean isFromWindowsDay() {
    return quantity instanceof Elapsed elapsed
        && !elapsed.mayBeNegative()
        && elapsed.from().equals(windowedBy);
  }

  /** What is wrong with a record that reads so, if anything. */
  @Nullable Defect defect(Reading reading) {
    Long value = reading.value();
    if (!(quantity instanceof Elapsed elapsed)) {
      return value == null ? null : unknown(reading.outcome());
    }
    if (value != null && value < 0 && !elapsed.mayBeNegative()) {
      return Defect.ENDED_BEFORE_START;
    }
    return outcome == null ? null : ofEnd(value, reading.outcome());
  }

  private @Nullable Defect ofEnd(@Nullable Long value, @Nullable String came) {
    if (came == null) {
      return value == null ? null : Defect.ENDED_WITHOUT_OUTCOME;
    }
    Defect unknown = unknown(came);
    return unknown == null && value == null ? Defect.OUTCOME_WITHOUT_END : unknown;
  }

  private @Nullable Defect unknown(@Nullable String came) {
    if (outcome == null) {
      return null;
    }
    if (came == null) {
      return Defect.ENDED_WITHOUT_OUTCOME;
    }
    return outcomes.isEmpty() || outcomes.contains(came) ? null : Defect.UNKNOWN_OUTCOME;
  }
}

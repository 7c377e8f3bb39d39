package io.drift4j;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run wants counted. Cells refer to measures by their position here.
 *
 * <p><b>What is known.</b> Unless it has hindsight, a request is answered as on the morning of the
 * as-of day: an event dated on that day or later has not happened, and takes its outcome, amount or
 * category with it; the record is open.
 *
 * @param customer whose records
 * @param windows the wanted days: windows in order that neither overlap nor touch
 * @param asOf the reference day, after all windows; with hindsight it may be their last day
 * @param hindsight whether events dated on or after the as-of day are told too
 * @param dimensions by which fields segments are formed, in order; none for one segment of all
 * @param measures what is read of each record, without repetition
 * @param knownBy of those dimensions that are not known from the first, the field of the day by
 *     which each is: of a record that has none that is {@linkplain #isKnown known}, the dimension
 *     is absent
 */
public record CountRequest(
    String customer,
    List<Window> windows,
    LocalDate asOf,
    boolean hindsight,
    List<String> dimensions,
    List<Measure> measures,
    SortedMap<String, String> knownBy) {

  /**
   * Copies the lists and checks the windows.
   *
   * @param customer whose records
   * @param windows the wanted days: windows in order that neither overlap nor touch
   * @param asOf the reference day, after all windows; with hindsight it may be their last day
   * @param hindsight whether events dated on or after the as-of day are told too
   * @param dimensions by which fields segments are formed, in order; none for one segment of all
   * @param measures what is read of each record, without repetition
   * @param knownBy the days by which dimensions are known, where they are not from the first
   * @throws IllegalArgumentException if there is no window, one begins before another has ended or
   *     ends later, or what is known by a day is no dimension
   */
  public CountRequest {
    windows = requireOrder(List.copyOf(windows));
    dimensions = List.copyOf(dimensions);
    measures = List.copyOf(measures);
    knownBy = Collections.unmodifiableSortedMap(new TreeMap<>(knownBy));
    if (!dimensions.containsAll(knownBy.keySet())) {
      throw new IllegalArgumentException(
          "what is known by a day must be a dimension, " + knownBy + " is none of " + dimensions);
    }
    LocalDate last = hindsight ? asOf.plusDays(1) : asOf;
    if (windows.get(windows.size() - 1).endExclusive().isAfter(last)) {
      throw new IllegalArgumentException("windows must end by " + last + ", not " + windows);
    }
  }

  /**
   * Makes a request whose dimensions are known from the first.
   *
   * @param customer whose records
   * @param windows the wanted days: windows in order that neither overlap nor touch
   * @param asOf the reference day, after all windows; with hindsight it may be their last day
   * @param hindsight whether events dated on or after the as-of day are told too
   * @param dimensions by which fields segments are formed, in order; none for one segment of all
   * @param measures what is read of each record, without repetition
   */
  public CountRequest(
      String customer,
      List<Window> windows,
      LocalDate asOf,
      boolean hindsight,
      List<String> dimensions,
      List<Measure> measures) {
    this(customer, windows, asOf, hindsight, dimensions, measures, Collections.emptySortedMap());
  }

  /**
   * Returns the request of a run.
   *
   * @param definition what the run computes
   * @param run the run
   * @return what it wants counted
   */
  public static CountRequest of(Definition definition, Run run) {
    return Plan.of(List.of(definition), run).request();
  }

  private static List<Window> requireOrder(List<Window> windows) {
    boolean inOrder =
        IntStream.range(1, windows.size())
            .allMatch(
                i -> windows.get(i).startInclusive().isAfter(windows.get(i - 1).endExclusive()));
    if (windows.isEmpty() || !inOrder) {
      throw new IllegalArgumentException(
          "windows must follow each other without touching, not " + windows);
    }
    return windows;
  }

  /**
   * Says whether records of a day are wanted.
   *
   * @param day a day, or {@code null} for none
   * @return whether it lies in a window
   */
  public boolean contains(@Nullable LocalDate day) {
    return day != null && windows.stream().anyMatch(window -> window.contains(day));
  }

  /**
   * Says whether an event of a day is told: the day is one of the years 1 to 9999, others stand for
   * never, and lies before the as-of day unless the request has hindsight.
   *
   * @param day the day of an event, {@code null} while there is none
   * @return whether it has happened
   */
  public boolean isKnown(@Nullable LocalDate day) {
    return day != null && Days.isOne(day) && (hindsight || day.isBefore(asOf));
  }

  /**
   * Returns the last age in days at which a record was seen to be open: through the whole of the
   * day before the as-of day.
   *
   * @param start the day on which the record starts
   * @return as-of − 1 − start, at least -1
   */
  public long openAge(LocalDate start) {
    return Math.max(-1, asOf.toEpochDay() - 1 - start.toEpochDay());
  }

  /**
   * Returns the last age at which a record was seen to be open, in the units of a measure: the last
   * whole one before the as-of day begins.
   *
   * @param elapsed the time that is measured
   * @param start the moment at which the record starts, in seconds since 1970
   * @param zone in which the as-of day begins
   * @return the whole units until then, less 1; at least -1
   */
  public long openAge(Quantity.Elapsed elapsed, long start, ZoneId zone) {
    return Math.max(-1, elapsed.between(start, asOf.atStartOfDay(zone).toEpochSecond()) - 1);
  }

  /**
   * Says whether a dimension of a record is known, or else absent.
   *
   * @param dimension one of the dimensions
   * @param dayOf gives the day that a field of the record holds, {@code null} for none
   * @return whether it is known from the first, or by a day that is {@linkplain #isKnown(LocalDate)
   *     known}
   */
  public boolean isKnown(
      String dimension, Function<? super String, ? extends @Nullable LocalDate> dayOf) {
    String field = knownBy.get(dimension);
    return field == null || isKnown(dayOf.apply(field));
  }

  /** All wanted days and what lies between them. */
  Window span() {
    return new Window(
        windows.get(0).startInclusive(), windows.get(windows.size() - 1).endExclusive());
  }
}

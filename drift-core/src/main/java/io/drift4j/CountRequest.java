package io.drift4j;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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
 */
public record CountRequest(
    String customer,
    List<Window> windows,
    LocalDate asOf,
    boolean hindsight,
    List<String> dimensions,
    List<Measure> measures) {

  /**
   * Copies the lists and checks the windows.
   *
   * @param customer whose records
   * @param windows the wanted days: windows in order that neither overlap nor touch
   * @param asOf the reference day, after all windows; with hindsight it may be their last day
   * @param hindsight whether events dated on or after the as-of day are told too
   * @param dimensions by which fields segments are formed, in order; none for one segment of all
   * @param measures what is read of each record, without repetition
   * @throws IllegalArgumentException if there is no window, one begins before another has ended, or
   *     ends later
   */
  public CountRequest {
    windows = requireOrder(List.copyOf(windows));
    dimensions = List.copyOf(dimensions);
    measures = List.copyOf(measures);
    LocalDate last = hindsight ? asOf.plusDays(1) : asOf;
    if (windows.get(windows.size() - 1).endExclusive().isAfter(last)) {
      throw new IllegalArgumentException("windows must end by " + last + ", not " + windows);
    }
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

  /** All wanted days and what lies between them. */
  Window span() {
    return new Window(
        windows.get(0).startInclusive(), windows.get(windows.size() - 1).endExclusive());
  }
}

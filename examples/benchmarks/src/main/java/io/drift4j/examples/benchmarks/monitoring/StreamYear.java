package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.DevelopmentTriangle;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A stream that is looked at on the nights of up to a year, after 540 days of data: what was
 * decided of each day, of which every night sees what was known then. Days are counted from the
 * first.
 */
final class StreamYear {

  /** As many days of claims before the first night: a year, the longest scale and the lag. */
  static final int BEFORE = 540;

  private final long firstDay;
  private final int nights;
  private final long[] submitted;
  private final DecidedDays decided;

  private StreamYear(SimulatedStream stream, int nights) {
    this.firstDay = stream.span().startInclusive().toEpochDay();
    this.nights = nights;
    this.submitted = new long[BEFORE + nights];
    Arrays.setAll(submitted, day -> stream.submitted(stream.span().startInclusive().plusDays(day)));
    this.decided = new DecidedDays(submitted.length);
    stream.forEach(stream.span(), stream.asOf(), reading());
  }

  /**
   * Draws a stream.
   *
   * @param last the day after the last night's claims
   * @param nights how many there are
   */
  static StreamYear draw(SimulatedClaims claims, LocalDate last, int nights, long seed) {
    return new StreamYear(claims.draw(last, BEFORE + nights, seed), nights);
  }

  private DevelopmentTriangle.CellVisitor reading() {
    return new DevelopmentTriangle.CellVisitor() {
      @Override
      public void visit(long day, int age, int outcome, long count) {
        decided.add((int) (day - firstDay), age, outcome == SimulatedStream.DENIED, count);
      }

      @Override
      public void visitOpen(long day, int age, long count) {}
    };
  }

  int nights() {
    return nights;
  }

  /** The first day that is not known on a night, counted from 1. */
  static int end(int night) {
    return BEFORE + night;
  }

  long firstDay() {
    return firstDay;
  }

  /** Who was submitted on a day. */
  long submitted(int day) {
    return submitted[day];
  }

  DecidedDays decided() {
    return decided;
  }

  int days() {
    return submitted.length;
  }

  /** Who was denied by an age, of all days that have been observed so long. */
  DayScores deniedBy(int age) {
    int days = submitted.length - age;
    long[] denied = new long[days];
    IntPredicate isInTime = of -> of <= age;
    for (int day = 0; day < days; day++) {
      denied[day] = decided.denied(day, isInTime);
    }
    return DayScores.ofEvents(firstDay, Arrays.copyOf(submitted, days), denied);
  }
}

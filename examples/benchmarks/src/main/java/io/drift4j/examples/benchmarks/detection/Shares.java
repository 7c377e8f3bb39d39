package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Window;
import io.drift4j.simulation.SimulatedStream;
import java.time.LocalDate;
import java.util.function.ToLongFunction;

/** Denials of a window, and what they are a share of. */
final class Shares {

  private Shares() {}

  /** Denied by an age, of all submitted. */
  static long[] submitted(SimulatedStream stream, Window window, int age) {
    return new long[] {sum(window, day -> stream.denied(day, age)), sum(window, stream::submitted)};
  }

  /** Denied so far, of all that are decided. */
  static long[] decided(SimulatedStream stream, Window window) {
    return new long[] {
      sum(window, day -> stream.denied(day, Integer.MAX_VALUE)),
      sum(window, day -> stream.decided(day, Integer.MAX_VALUE))
    };
  }

  private static long sum(Window window, ToLongFunction<LocalDate> ofDay) {
    return window.startInclusive().datesUntil(window.endExclusive()).mapToLong(ofDay).sum();
  }
}

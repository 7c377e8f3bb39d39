package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Lookback;
import io.drift4j.WindowPair;
import io.drift4j.simulation.SimulatedStream;

/** The windows that all but ours compare: 14 days with the 90 before. */
final class Windows {

  static final Lookback LOOKBACK = Lookback.ofDays(90, 14);

  private Windows() {}

  static WindowPair of(SimulatedStream stream, StreamView view) {
    return LOOKBACK.windows(stream.asOf().minusDays(view.lag));
  }
}

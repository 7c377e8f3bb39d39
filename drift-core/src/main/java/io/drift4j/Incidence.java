package io.drift4j;

import java.util.Arrays;

/**
 * The share that has had an event by a horizon while others end otherwise (cumulative incidence),
 * where the hazard of the event is multiplied.
 */
final class Incidence {

  private final double[] events;
  private final double[] others;
  private final int horizon;

  Incidence(double[] events, double[] others, int horizon) {
    this.events = events;
    this.others = others;
    this.horizon = horizon;
  }

  /** Σ S(u − 1) θ h(u), in which no hazard exceeds what is left of 1. */
  double of(double ratio) {
    double open = 1;
    double share = 0;
    for (int u = 0; u <= horizon; u++) {
      double other = Math.min(1, others[u]);
      double event = Math.min(1 - other, events[u] > 0 ? ratio * events[u] : 0);
      share += open * event;
      open *= 1 - event - other;
    }
    return share;
  }

  /** Whether most of what ends by the horizon has the event, and some has not. */
  boolean isUsual() {
    return 2 * of(1) > decided() && isThereAnother();
  }

  private boolean isThereAnother() {
    return Arrays.stream(others, 0, horizon + 1).anyMatch(other -> other > 0);
  }

  /** The share that has ended by the horizon. */
  double decided() {
    double open = 1;
    for (int u = 0; u <= horizon; u++) {
      open *= Math.max(0, 1 - events[u] - others[u]);
    }
    return 1 - open;
  }
}

package io.drift4j.jdbc;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Measures one recording: at every moment it is in one phase, and phases that repeat add up. */
final class Stopwatch {

  /** What a recording is at. */
  enum Phase {
    PREPARING,
    WAITING,
    COMPUTING,
    WRITING
  }

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Phase phase = Phase.PREPARING;
  private long since = System.nanoTime();

  /**
   * Starts.
   *
   * @param computed how long had been computed before
   */
  Stopwatch(Duration computed) {
    nanos.put(Phase.COMPUTING, computed.toNanos());
  }

  void enter(Phase next) {
    long now = System.nanoTime();
    nanos.merge(phase, now - since, Long::sum);
    phase = next;
    since = now;
  }

  /** So far. */
  RunTimes times() {
    enter(phase);
    long total = nanos.values().stream().mapToLong(Long::longValue).sum();
    return new RunTimes(
        Duration.ofNanos(total),
        spent(Phase.WAITING),
        spent(Phase.COMPUTING),
        spent(Phase.WRITING));
  }

  private Duration spent(Phase in) {
    return Duration.ofNanos(nanos.getOrDefault(in, 0L));
  }
}

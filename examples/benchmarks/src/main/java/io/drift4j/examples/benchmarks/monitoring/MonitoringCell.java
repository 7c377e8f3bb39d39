package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.examples.benchmarks.grid.GridSeed;
import java.time.LocalDate;

/** A cell of the grid: something that is simulated many times. */
interface MonitoringCell {

  /** The as-of day after the last night, a Monday; runs end on all weekdays. */
  LocalDate LAST = LocalDate.of(2026, 6, 1);

  /** The row of the table it belongs to. */
  String row();

  /** Its name within the row. */
  String name();

  /** How many runs it has in the whole grid. */
  int runs();

  /** The same seeds for the same cell. */
  Measured simulate(int runs);

  default String id() {
    return row() + " | " + name();
  }

  default long seed(int run) {
    return GridSeed.of(id(), run);
  }

  static LocalDate last(int run) {
    return LAST.plusDays(run % 7);
  }
}

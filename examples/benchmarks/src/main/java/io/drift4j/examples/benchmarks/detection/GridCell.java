package io.drift4j.examples.benchmarks.detection;

import java.util.List;

/** A cell of the grid: something that is simulated many times, and what is demanded of it. */
interface GridCell {

  /** The row of the table it belongs to. */
  String row();

  /** Its name within the row. */
  String name();

  /** How many runs it has in the whole grid. */
  int runs();

  /** How many of them those have who are only printed beside. */
  int printedRuns();

  /** The same seeds for the same cell. */
  CellResult simulate(List<Contender> contenders, double shareOfRuns);

  /** What is demanded of ours. */
  List<Demand> demands();

  /** Whether ours is compared with what today's classes find, in all runs. */
  default boolean isCompared() {
    return demands().stream().anyMatch(demand -> demand.kind() == Demand.Kind.OF_TODAYS);
  }

  default String id() {
    return row() + " | " + name();
  }
}

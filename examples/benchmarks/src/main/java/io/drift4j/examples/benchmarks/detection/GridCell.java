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

  /** The seed of one run, which no other run of any cell has. */
  static long seed(String cell, int run) {
    long seed = 1_125_899_906_842_597L;
    for (int i = 0; i < cell.length(); i++) {
      seed = 31 * seed + cell.charAt(i);
    }
    return mixed(mixed(seed) + run);
  }

  /** Neighbours get far apart: dice of seeds that are a multiple of theirs apart are the same. */
  private static long mixed(long seed) {
    long x = (seed ^ (seed >>> 33)) * 0xFF51AFD7ED558CCDL;
    x = (x ^ (x >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return x ^ (x >>> 33);
  }
}

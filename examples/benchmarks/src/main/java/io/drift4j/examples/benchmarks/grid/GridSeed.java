package io.drift4j.examples.benchmarks.grid;

/** Seeds of dice. */
public final class GridSeed {

  private GridSeed() {}

  /**
   * Returns the seed of one run, which no other run of any cell has.
   *
   * @param cell its name
   * @param run its number
   * @return the seed
   */
  public static long of(String cell, int run) {
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

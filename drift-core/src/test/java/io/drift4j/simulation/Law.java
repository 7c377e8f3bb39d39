package io.drift4j.simulation;

/** Of cells 0, 1, 2, …: a law by its distribution function. */
@FunctionalInterface
interface Law {

  /** The probability of the cells below one. */
  double below(int cell);

  /**
   * A multinomial draw: how many of n fall into each of the first cells; the others are beyond.
   * Counts are halved by cells until nothing is left to part, which costs as much as there are
   * cells or cases, whatever are fewer.
   *
   * @return how many fall into them
   */
  default int spread(int n, int cells, Draws draws, int[] counts) {
    double all = below(cells);
    int within = draws.binomial(n, all);
    Halves.spread(within, 0, below(0), cells, all, this, draws, counts);
    return within;
  }

  /** The parting of counts. */
  final class Halves {

    private Halves() {}

    private static void spread(
        int n,
        int first,
        double belowFirst,
        int end,
        double belowEnd,
        Law law,
        Draws draws,
        int[] counts) {
      int left = n;
      int from = first;
      double below = belowFirst;
      while (left > 0 && end - from > 1) {
        int middle = (from + end) >>> 1;
        double belowMiddle = law.below(middle);
        int lower = draws.binomial(left, (belowMiddle - below) / (belowEnd - below));
        if (lower > 0) {
          spread(lower, from, below, middle, belowMiddle, law, draws, counts);
        }
        left -= lower;
        from = middle;
        below = belowMiddle;
      }
      if (left > 0) {
        counts[from] += left;
      }
    }
  }
}

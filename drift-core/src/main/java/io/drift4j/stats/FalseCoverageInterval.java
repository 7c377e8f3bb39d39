package io.drift4j.stats;

/**
 * The confidence level of intervals that are shown only for what was selected (Benjamini and
 * Yekutieli, 2005): 1 − q R / m for R selected of m effects.
 *
 * <p>Intervals of level 1 − q cover less often than they say where an effect is reported because it
 * is large. At the level 1 − q R / m the expected share of selected effects whose interval misses
 * them, the false coverage rate, is at most q: exactly for independent effects with selection by
 * Benjamini-Hochberg or a fixed threshold (their theorem 1 and corollary), about so in practice for
 * positively dependent ones. With selection by Benjamini-Hochberg at the same q and an interval
 * that inverts the same two-sided test, no selected interval contains "no effect".
 */
public final class FalseCoverageInterval {

  private FalseCoverageInterval() {}

  /**
   * Returns the level at which to compute the interval of each selected effect.
   *
   * @param rate q, the false coverage rate wanted, in (0, 1)
   * @param selected R, how many effects were selected, at least 1
   * @param total m, among how many they were selected
   * @return 1 − q R / m, in (0, 1)
   * @throws IllegalArgumentException if a number is out of its range, or q R / m is so small that
   *     the level is 1 in a double
   */
  public static double level(double rate, long selected, long total) {
    Levels.requireRate(rate);
    if (selected < 1 || selected > total) {
      throw new IllegalArgumentException(
          "selected effects must be 1 to the total " + total + ", not " + selected);
    }
    double level = 1 - rate * selected / total;
    if (level == 1) {
      throw new IllegalArgumentException(
          "the level 1 - " + rate + " * " + selected + " / " + total + " is 1: use a larger rate");
    }
    return level;
  }
}

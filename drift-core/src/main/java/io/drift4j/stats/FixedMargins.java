package io.drift4j.stats;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The permutation distribution of two samples that are given as counts: tables with two rows whose
 * margins are those that were observed, drawn column by column (Patefield, 1981), which is what
 * shuffling the rows of the data gives. Never takes the data apart into rows.
 *
 * <p>A draw costs 0.03 µs for a column of up to ten observations, else 0.1 µs, and 0.4 µs where
 * there are more than 10^5 in all: of 10, 100 and 1,000 columns of a hundred observations about
 * 800,000, 100,000 and 10,000 draws a second.
 */
final class FixedMargins {

  /** Beyond, logarithms of factorials lose too many digits to draw by. */
  private static final long LARGEST = 1_000_000_000;

  /** Of statistics that are equal but for rounding. */
  private static final double EQUAL = 1 - 1e-10;

  private final long[] columns;
  private final long first;
  private final long total;
  private final Hypergeometric hypergeometric;

  /**
   * Fixes the margins.
   *
   * @param x counts of the first sample
   * @param y counts of the second sample, in the same order
   */
  FixedMargins(long[] x, long[] y) {
    columns = new long[x.length];
    long size = 0;
    long both = 0;
    for (int i = 0; i < x.length; i++) {
      columns[i] = Counts.add(x[i], y[i]);
      size = Counts.add(size, x[i]);
      both = Counts.add(both, columns[i]);
    }
    first = size;
    total = requireDrawable(both);
    hypergeometric = Hypergeometric.upTo(total);
  }

  /** A number of observations for which the digits of the draws suffice. */
  static long requireDrawable(long total) {
    if (total > LARGEST) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "Monte Carlo with fixed margins is for up to %,d observations, not %,d",
                  LARGEST,
                  total)
              + "; use CategoryMethod.CHI_SQUARE for categories, MannWhitneyTest or"
              + " KolmogorovSmirnovTest.Method.LIMIT for numbers, which are for any totals");
    }
    return total;
  }

  /**
   * How many of a number of drawn tables are at least as extreme as an observed statistic.
   *
   * @param statistic of the counts of the first sample; larger is more extreme, not negative
   */
  long asExtreme(
      double observed, ToDoubleFunction<long[]> statistic, long draws, SplittableRandom random) {
    long[] x = new long[columns.length];
    long extreme = 0;
    for (long i = 0; i < draws; i++) {
      draw(x, random);
      extreme += statistic.applyAsDouble(x) >= observed * EQUAL ? 1 : 0;
    }
    return extreme;
  }

  /** ln p = ln ((b + 1) / (B + 1)), never 0. */
  static double logPValue(long extreme, long draws) {
    return StrictMath.log((extreme + 1.0) / (draws + 1.0));
  }

  /** Fills in the first sample's counts of a random table. */
  void draw(long[] x, SplittableRandom random) {
    long open = first; // observations of the first sample that have no column yet
    long rest = total; // observations in this column and those to come
    for (int i = 0; i < columns.length; i++) {
      x[i] = open == 0 ? 0 : hypergeometric.draw(random, columns[i], rest - columns[i], open);
      open -= x[i];
      rest -= columns[i];
    }
  }
}

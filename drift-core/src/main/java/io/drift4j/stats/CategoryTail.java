package io.drift4j.stats;

import java.util.function.ToDoubleFunction;

/** A p-value by chi-square or Monte Carlo, with the way that it was computed. */
record CategoryTail(double logPValue, CategoryMethod method, int draws) {

  /**
   * Computes p.
   *
   * @param chiSquare what has a chi-square distribution, about
   * @param drawn the statistic of the counts of the smaller sample
   * @param isChiSquare whether the limit law may be trusted
   */
  static CategoryTail of(
      Columns columns,
      CategoryMethod asked,
      boolean isChiSquare,
      double chiSquare,
      ToDoubleFunction<long[]> drawn,
      int draws) {
    boolean trusts =
        asked == CategoryMethod.AUTO ? isChiSquare : asked == CategoryMethod.CHI_SQUARE;
    if (trusts || columns.degrees() == 0) {
      double logP = columns.degrees() == 0 ? 0 : Tail.chiSquare(chiSquare, columns.degrees());
      return new CategoryTail(logP, CategoryMethod.CHI_SQUARE, 0);
    }
    return new CategoryTail(columns.logPValue(drawn, draws), CategoryMethod.MONTE_CARLO, draws);
  }
}

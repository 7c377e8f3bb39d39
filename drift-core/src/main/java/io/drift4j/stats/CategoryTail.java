package io.drift4j.stats;

/** A p-value by chi-square, Monte Carlo or moments, with the way that it was computed. */
record CategoryTail(double logPValue, CategoryMethod method, int draws) {

  /** More categories are not drawn unless that is asked for. */
  private static final int MANY = 1_000;

  /**
   * Computes p.
   *
   * @param chiSquare what has a chi-square distribution, about
   * @param term what a category adds to the statistic of drawn tables
   * @param isChiSquare whether the limit law may be trusted
   */
  static CategoryTail of(
      Columns columns,
      CategoryMethod asked,
      boolean isChiSquare,
      double chiSquare,
      MixMoments.Term term,
      int draws) {
    if (columns.degrees() == 0) {
      return new CategoryTail(0, CategoryMethod.CHI_SQUARE, 0); // there is only one way
    }
    CategoryMethod used = asked == CategoryMethod.AUTO ? automatic(columns, isChiSquare) : asked;
    return switch (used) {
      case MONTE_CARLO -> new CategoryTail(columns.logPValueByDraws(term, draws), used, draws);
      case MOMENTS -> new CategoryTail(columns.logPValueByMoments(term), used, 0);
      default -> new CategoryTail(Tail.chiSquare(chiSquare, columns.degrees()), used, 0);
    };
  }

  private static CategoryMethod automatic(Columns columns, boolean isChiSquare) {
    if (isChiSquare) {
      return CategoryMethod.CHI_SQUARE;
    }
    return columns.size() > MANY ? CategoryMethod.MOMENTS : CategoryMethod.MONTE_CARLO;
  }
}

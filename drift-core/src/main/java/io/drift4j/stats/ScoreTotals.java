package io.drift4j.stats;

/**
 * What all days of a stretch of scores add up to.
 *
 * @param count n
 * @param sum Σ a
 * @param squares Σ a²
 * @param cubes Σ a³
 * @param pairs Σ n_j² over days
 * @param days how many have observations
 */
record ScoreTotals(double count, double sum, double squares, double cubes, double pairs, int days) {

  double mean() {
    return sum / count;
  }

  /** Σ (a − ā)²; 0 where it is no more than Σ a² is rounded by. */
  double squaresAboutMean() {
    double about = squares - sum * mean();
    return about > DayScores.ROUNDING * squares ? about : 0;
  }

  /** n̄ = Σ n_j² / n, the size of the day of an observation, at least 1. */
  double daySize() {
    return count > 0 ? Math.max(1, pairs / count) : 1;
  }

  /** Squares and cubes equal to values: all are 0 or 1. */
  boolean isProportion() {
    return squares == sum && cubes == sum;
  }
}

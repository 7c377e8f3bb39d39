package io.drift4j.stats;

/** How the p-value of a test on categories is computed. */
public enum CategoryMethod {
  /**
   * By chi-square where the expected counts allow it, else by Monte Carlo for up to 1,000
   * categories and by moments for more.
   */
  AUTO,
  /** By the chi-square distribution, however small the expected counts are. */
  CHI_SQUARE,
  /** By drawing tables with the observed margins; p is never below 1 / (draws + 1). */
  MONTE_CARLO,
  /**
   * By the first three moments of the statistic given the margins (Pearson's type III), in time
   * proportional to the number of categories: for hundreds of them or more.
   */
  MOMENTS
}

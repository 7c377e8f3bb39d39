package io.drift4j.stats;

/** How the p-value of a test on categories is computed. */
public enum CategoryMethod {
  /** By chi-square where the expected counts allow it, else by Monte Carlo. */
  AUTO,
  /** By the chi-square distribution, however small the expected counts are. */
  CHI_SQUARE,
  /** By drawing tables with the observed margins. */
  MONTE_CARLO
}

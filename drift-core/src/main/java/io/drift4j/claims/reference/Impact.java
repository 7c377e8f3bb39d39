package io.drift4j.claims.reference;

import io.drift4j.Comparison;
import io.drift4j.Metric;
import io.drift4j.Sample;

/** What a change for the worse is worth to the reference, in cents. */
@FunctionalInterface
interface Impact {

  /**
   * Estimates it.
   *
   * @param comparison what is compared
   * @param before the value in the baseline window
   * @param now the value in the current window
   */
  double cents(Comparison comparison, double before, double now);

  /** The mean of an amount in the current window, 0 where none is known. */
  static double mean(Comparison comparison, Metric amount) {
    Sample current = comparison.of(amount).current();
    return current.size() == 0 ? 0 : current.table().mean();
  }
}

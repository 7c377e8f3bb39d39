package io.drift4j.examples.quickstart;

import io.drift4j.Backtest;
import java.util.List;

/**
 * A backtest, and beside it the same nights under other policies.
 *
 * @param chosen under the policy that was asked for
 * @param alternatives under others
 */
record Backtested(Backtest chosen, List<Backtest> alternatives) {

  boolean isEmpty() {
    return chosen.nights() == 0;
  }

  boolean hasDrifted() {
    return chosen.events() > 0;
  }
}

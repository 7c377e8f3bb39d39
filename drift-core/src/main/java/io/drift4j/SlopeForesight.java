package io.drift4j;

import io.drift4j.stats.Power;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * Of a slope, which is known the worse the fewer events it leaves.
 *
 * @param errorAt its standard error where it is so large; the test divides by the same
 * @param degrees of freedom of the test
 * @param told what is told of it
 */
record SlopeForesight(DoubleUnaryOperator errorAt, double degrees, DoubleFunction<Shift> told)
    implements Foresight {

  /** The critical slope depends on its error, and hardly changes after so many rounds. */
  private static final int ROUNDS = 8;

  @Override
  public double most() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double least(Power power) {
    double critical = power.critical(0, degrees);
    double least = 0;
    for (int i = 0; i < ROUNDS; i++) {
      least = critical * error(least);
    }
    return least;
  }

  @Override
  public double error(double change) {
    return errorAt.applyAsDouble(change);
  }

  @Override
  public Shift at(double change) {
    return told.apply(change);
  }
}

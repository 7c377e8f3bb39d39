package io.drift4j;

import java.util.OptionalDouble;

/**
 * How large a change is, so that one seen up to another age can be compared with it: of a time by
 * which share of itself it takes longer, or took, of anything else by how much it differs.
 */
final class ChangeSize {

  /** An age is the middle of its unit. */
  private static final double MIDDLE = 0.5;

  private final boolean isTime;

  ChangeSize(Metric metric) {
    this.isTime = metric.kind() == Metric.Kind.TIME;
  }

  double of(ToldChange told) {
    return of(Math.max(told.before(), told.now()), Math.abs(told.delta()));
  }

  /**
   * The least that an interval leaves, in the direction that was told; nothing where it is open.
   */
  OptionalDouble atLeast(Evidence seen, ToldChange told) {
    if (seen.intervalLow().isEmpty()) {
      return OptionalDouble.empty();
    }
    double nearest =
        told.delta() > 0 ? seen.intervalLow().getAsDouble() : -seen.intervalHigh().orElseThrow();
    double reached = Math.max(seen.baselineValue(), seen.currentValue());
    return nearest > 0 ? OptionalDouble.of(of(reached, nearest)) : OptionalDouble.empty();
  }

  /** By how much more it matters again. */
  double step(ControlledSettings eyes, Metric metric, double before) {
    return isTime ? eyes.timeRatio() - 1 : eyes.leastThatMatters(metric, before);
  }

  private double of(double reached, double change) {
    return isTime ? (reached + MIDDLE) / (reached - change + MIDDLE) - 1 : change;
  }
}

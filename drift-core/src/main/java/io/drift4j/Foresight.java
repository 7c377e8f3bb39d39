package io.drift4j;

import io.drift4j.stats.Power;
import java.util.function.DoublePredicate;

/**
 * What a lens would make of a change in one direction: how large an estimate its test asks for, and
 * how much estimates vary where there is such a change. Changes are 0 or more, on whatever scale
 * estimates are about normal.
 */
interface Foresight {

  /** Says whether an estimate matters. */
  @FunctionalInterface
  interface Materiality {

    /** Whether such values matter, and such an effect. */
    boolean isReached(double before, double now, double effect);
  }

  /**
   * What the lens tells on average where there is a change.
   *
   * @param effect a ratio, as the lens tells it
   */
  record Shift(double before, double now, double effect) {

    boolean matters(Materiality materiality) {
      return materiality.isReached(before, now, effect);
    }
  }

  /** The largest change that there may be. */
  double most();

  /** The smallest estimate that the test finds. */
  double least(Power power);

  /** The standard deviation of the estimate where there is such a change. */
  double error(double change);

  /** What is told of it. */
  Shift at(double change);

  /** How large it is in the unit of the values. */
  default double size(double change) {
    Shift shift = at(change);
    return Math.abs(shift.now() - shift.before());
  }

  /**
   * The smallest change that is found as often as wanted: an event is what the test finds and what
   * matters, so the estimate must reach the larger of both, and of a change that just does, half
   * the estimates fall short.
   *
   * @return in the unit of the values; infinite if there is none
   */
  default double smallest(Power power, Materiality materiality) {
    double least = Math.max(least(power), leastThatMatters(least(power), materiality));
    double change = least <= most() ? power.change(least, this::error) : least;
    return change <= most() ? size(change) : Double.POSITIVE_INFINITY;
  }

  /** Not below that which the test finds. */
  private double leastThatMatters(double found, Materiality materiality) {
    DoublePredicate matters = change -> at(change).matters(materiality);
    if (!(found <= most()) || matters.test(found)) {
      return found;
    }
    double beyond = Math.min(most(), 2 * Math.max(found, Double.MIN_NORMAL));
    while (!matters.test(beyond)) {
      if (beyond >= most() || beyond > Double.MAX_VALUE / 4) {
        return Double.POSITIVE_INFINITY;
      }
      beyond = Math.min(most(), 2 * beyond);
    }
    return boundary(found, beyond, matters);
  }

  private static double boundary(double inside, double outside, DoublePredicate isBeyond) {
    double near = inside;
    double far = outside;
    for (int i = 0; i < 40; i++) {
      double middle = near + (far - near) / 2;
      if (isBeyond.test(middle)) {
        far = middle;
      } else {
        near = middle;
      }
    }
    return far;
  }
}

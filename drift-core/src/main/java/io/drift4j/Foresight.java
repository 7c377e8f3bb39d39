package io.drift4j;

import io.drift4j.stats.Power;
import java.util.function.DoublePredicate;

/**
 * What a lens would make of a change in one direction: how large an estimate its test asks for, and
 * how much estimates vary where there is such a change. Changes are 0 or more, on whatever scale
 * estimates are about normal.
 */
interface Foresight {

  /** To a part in a million of a million. */
  int HALVINGS = 40;

  int MOST_DOUBLINGS = 80;
  double LEAST_STEP = 1e-9;

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
    double found = least(power);
    double least = Math.max(found, leastThatMatters(found, materiality));
    if (!(least <= most()) || least == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    double change = power.change(least, this::error);
    return change <= most() && Double.isFinite(change) ? size(change) : Double.POSITIVE_INFINITY;
  }

  /** Not below that which the test finds. */
  private double leastThatMatters(double found, Materiality materiality) {
    DoublePredicate matters = change -> at(change).matters(materiality);
    if (!(found <= most()) || found == Double.POSITIVE_INFINITY || matters.test(found)) {
      return found;
    }
    double near = found;
    double far = Math.max(2 * found, LEAST_STEP);
    for (int i = 0; i < MOST_DOUBLINGS && near < most(); i++) {
      far = Math.min(most(), far);
      if (matters.test(far)) {
        return boundary(near, far, matters);
      }
      near = far;
      far *= 2;
    }
    return Double.POSITIVE_INFINITY;
  }

  private static double boundary(double inside, double outside, DoublePredicate isBeyond) {
    double near = inside;
    double far = outside;
    for (int i = 0; i < HALVINGS; i++) {
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

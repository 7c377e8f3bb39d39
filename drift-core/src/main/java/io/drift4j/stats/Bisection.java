package io.drift4j.stats;

import java.util.function.DoublePredicate;

/** Where a condition ends that has no closed form, such as that a test does not refuse. */
final class Bisection {

  private static final int MOST_HALVINGS = 200;

  private Bisection() {}

  /**
   * Where a condition ends, to the last bits of a double.
   *
   * @param inside a value of which it is true, or the end of the range where none is known
   * @param outside a value of which it is false, or the end of the range
   * @return the value next to the end for which it is false
   */
  static double between(double inside, double outside, DoublePredicate isInside) {
    return between(inside, outside, MOST_HALVINGS, isInside);
  }

  /** The same, of the range halved so often. */
  static double between(double inside, double outside, int halvings, DoublePredicate isInside) {
    double near = inside;
    double far = outside;
    for (int i = 0; i < halvings; i++) {
      double middle = near + (far - near) / 2;
      if (middle == near || middle == far) {
        break;
      }
      if (isInside.test(middle)) {
        near = middle;
      } else {
        far = middle;
      }
    }
    return far;
  }
}

package io.drift4j.stats;

import java.util.function.DoublePredicate;

/** The limits of intervals that have no closed form: where a test starts to refuse. */
final class ScoreLimits {

  private static final int MOST_HALVINGS = 200;

  private ScoreLimits() {}

  /**
   * Where the values that a test does not refuse end, to the last bits of a double.
   *
   * @param inside a value that is not refused, or the end of the range where none is known
   * @param outside a value beyond the limit, or the end of the range
   */
  static double between(double inside, double outside, DoublePredicate isInside) {
    double near = inside;
    double far = outside;
    for (int i = 0; i < MOST_HALVINGS; i++) {
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

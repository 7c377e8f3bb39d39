package io.drift4j.stats;

/**
 * The interval of a difference y − x from the intervals of x and y, each of which may have arms of
 * different length (Zou and Donner, 2008): as {@link NewcombeInterval} makes that of two
 * proportions of Wilson's.
 *
 * <pre>
 *   low  = d − √((y − l_y)² + (u_x − x)²)
 *   high = d + √((u_y − y)² + (x − l_x)²)      d = y − x
 * </pre>
 *
 * <p>It has the level that both intervals have, and needs no variance under "no change": it covers
 * where something changed. Assumes independent samples.
 */
public final class SquareAndAdd {

  private SquareAndAdd() {}

  /**
   * Computes the interval of y − x.
   *
   * @param x the first estimate
   * @param ofX its interval
   * @param y the second estimate
   * @param ofY its interval, at the same level
   * @return the interval of the difference
   */
  public static Interval difference(double x, Interval ofX, double y, Interval ofY) {
    double d = y - x;
    return new Interval(
        d - hypotenuse(y - ofY.low(), ofX.high() - x),
        d + hypotenuse(ofY.high() - y, x - ofX.low()),
        ofY.level());
  }

  private static double hypotenuse(double a, double b) {
    return StrictMath.sqrt(a * a + b * b);
  }
}

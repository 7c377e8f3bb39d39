package io.drift4j.stats;

/**
 * The θ that a score test does not refuse as the hazard ratio of a current window to a baseline:
 *
 * <pre>
 *   (A − θ E)² ≤ c² (C + θ² B)
 * </pre>
 *
 * <p>with the critical value c of the side. It leaves out 1 exactly if p &lt; 1 − level.
 *
 * @param observed A
 * @param expected E
 * @param own C, the variance of A
 * @param baseline B, the variance of E
 * @param skewness γ of A − E
 * @param degrees of freedom
 */
record RatioLimits(
    double observed,
    double expected,
    double own,
    double baseline,
    double skewness,
    double degrees) {

  /** The interval; the ratio alone where nothing varies. */
  Interval at(double level, double ratio) {
    if (!(own + baseline > 0)) {
      return new Interval(ratio, ratio, level);
    }
    double tail = StrictMath.log((1 - Levels.requireLevel(level)) / 2);
    double above = PearsonThree.criticalAtStudent(tail, skewness, degrees);
    double below = PearsonThree.criticalAtStudent(tail, -skewness, degrees);
    return new Interval(limit(above, -1), limit(below, 1), level);
  }

  /** The smaller or larger root. */
  private double limit(double critical, int side) {
    double square = critical * critical;
    double a = expected * expected - square * baseline;
    double b = observed * expected + square * own / 2;
    double c = observed * observed;
    double root = StrictMath.sqrt(Math.max(0, b * b - a * c));
    if (side < 0) {
      return c == 0 ? 0 : c / (b + root);
    }
    return a > 0 ? (b + root) / a : Double.POSITIVE_INFINITY;
  }
}

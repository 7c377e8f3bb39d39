package io.drift4j.simulation;

/** The normal distribution function from a table, within 2e-7: a simulation asks for millions. */
final class Normal {

  private static final int STEPS = 512; // of a unit
  private static final int END = 8;
  private static final double[] TABLE = table();

  private Normal() {}

  private static double[] table() {
    double[] below = new double[2 * END * STEPS + 2];
    double step = 1.0 / STEPS;
    for (int i = 1; i < below.length; i++) {
      double x = -END + (i - 1) * step;
      double simpson = density(x) + 4 * density(x + step / 2) + density(x + step);
      below[i] = Math.min(1, below[i - 1] + simpson * step / 6);
    }
    return below;
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
  }

  /** P(Z &lt; x). */
  static double below(double x) {
    double place = (x + END) * STEPS;
    if (place <= 0) {
      return 0;
    }
    if (place >= TABLE.length - 1) {
      return 1;
    }
    int i = (int) place;
    return TABLE[i] + (place - i) * (TABLE[i + 1] - TABLE[i]);
  }
}

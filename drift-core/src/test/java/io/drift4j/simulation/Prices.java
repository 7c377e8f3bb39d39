package io.drift4j.simulation;

/** The amounts that occur: 32 to a standard deviation, so that few days have one twice. */
final class Prices {

  private static final int A_DEVIATION = 32;
  private static final int REACH = 7; // deviations

  static final int COUNT = 2 * REACH * A_DEVIATION;

  private Prices() {}

  /** The lower end of a price, in standard deviations of the logarithm from the median. */
  static double deviate(int price) {
    return (double) price / A_DEVIATION - REACH;
  }

  /** In cents. */
  static long[] of(double median, double sigma) {
    long[] cents = new long[COUNT];
    for (int price = 0; price < COUNT; price++) {
      double middle = deviate(price) + 0.5 / A_DEVIATION;
      cents[price] = StrictMath.round(median * StrictMath.exp(sigma * middle));
    }
    return cents;
  }
}

package io.drift4j.examples.benchmarks.monitoring;

/**
 * A customer whose streams do not change, half of proportions through several views and half of
 * times: how many of them open in a year, each at its share of a budget of four.
 *
 * @param years what was simulated of such streams
 * @param rhythm on which nights it is looked at
 */
record Customer(Measured years, Rhythm rhythm) {

  static final int STREAMS = 300;

  private static final double BUDGET = 4;
  private static final double LARGEST = 64; // of a factor

  /** Where the numbers of looks are multiplied by a factor. */
  double denials(double factor) {
    return opened(Reading.DENIALS, factor);
  }

  double times(double factor) {
    return opened(Reading.TIMES, factor);
  }

  double both(double factor) {
    return denials(factor) + times(factor);
  }

  private double opened(Reading reading, double factor) {
    double looks = Looks.of(reading.views, rhythm) * factor;
    return STREAMS / 2.0 * smallest(reading).share(BUDGET / STREAMS / looks);
  }

  private SmallestP smallest(Reading reading) {
    return MonitoringTable.smallest(years, reading, rhythm);
  }

  /** Of both, as far as chance in the simulation goes. */
  double standardError() {
    double variance = 0;
    for (Reading reading : new Reading[] {Reading.DENIALS, Reading.TIMES}) {
      double share = opened(reading, 1) / (STREAMS / 2.0);
      variance += share * (1 - share) / Math.max(1, smallest(reading).years());
    }
    return STREAMS / 2.0 * StrictMath.sqrt(variance);
  }

  /** The factor at which so many open. */
  double factorFor(double episodes) {
    double low = 1 / LARGEST;
    double high = LARGEST;
    while (high / low > 1.001) {
      double middle = StrictMath.sqrt(low * high);
      if (both(middle) > episodes) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}

package io.drift4j.examples.benchmarks.detection;

import java.util.Arrays;

/** One p of several views of a stream. */
final class Simes {

  private Simes() {}

  /** ln of the smallest m p₍ᵢ₎ / i, at most 0; 0 of none. */
  static double combine(double... logPValues) {
    double[] sorted = logPValues.clone();
    Arrays.sort(sorted);
    double smallest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double factor = StrictMath.log((double) sorted.length / (i + 1));
      smallest = Math.min(smallest, sorted[i] + factor);
    }
    return smallest;
  }
}

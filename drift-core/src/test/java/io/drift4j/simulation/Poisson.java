package io.drift4j.simulation;

import java.util.Arrays;

/** The Poisson distribution of one mean, drawn by looking up where a uniform number falls. */
final class Poisson {

  private static final double LARGEST = 600; // beyond, the probability of 0 is no double

  private final double[] upTo;

  Poisson(double mean) {
    if (!(mean >= 0 && mean <= LARGEST)) {
      throw new IllegalArgumentException(
          "claims a day must be in 0.." + LARGEST + ", not " + mean + "; draw fewer");
    }
    upTo = new double[(int) (mean + 9 * StrictMath.sqrt(mean) + 20)];
    double probability = StrictMath.exp(-mean);
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += probability;
      upTo[i] = sum;
      probability *= mean / (i + 1);
    }
  }

  int draw(Draws draws) {
    int place = Arrays.binarySearch(upTo, draws.uniform());
    return Math.min(place >= 0 ? place + 1 : -place - 1, upTo.length - 1);
  }
}

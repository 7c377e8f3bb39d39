package io.drift4j.simulation;

import java.util.SplittableRandom;

/**
 * Random numbers of some laws, the same bits on every JVM: of whole numbers, exact arithmetic and
 * {@link StrictMath} only.
 */
final class Draws {

  private final SplittableRandom random;
  private double spare = Double.NaN; // the normal number that came with the last one

  Draws(long seed) {
    random = new SplittableRandom(seed);
  }

  /** At least 0 and below 1. */
  double uniform() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** How many of n happen, each with probability p. */
  int binomial(int n, double p) {
    if (p >= 1) {
      return n;
    }
    int happen = 0;
    for (int left = p > 0 ? n : 0; left > 0; left -= Long.SIZE) {
      happen += ofAWord(Math.min(left, Long.SIZE), p);
    }
    return happen;
  }

  /**
   * Up to 64 uniform numbers at once, one a bit of each word: they are compared with p digit by
   * digit, and each is decided where it first differs, half of them with every digit.
   */
  private int ofAWord(int n, double p) {
    int below = 0;
    long alike = -1L >>> (Long.SIZE - n);
    double rest = p;
    while (alike != 0 && rest > 0) {
      long digits = random.nextLong();
      rest *= 2;
      if (rest >= 1) {
        rest -= 1;
        below += Long.bitCount(alike & ~digits);
        alike &= digits;
      } else {
        alike &= ~digits;
      }
    }
    return below;
  }

  /** With mean 0 and variance 1, by Marsaglia's polar method. */
  double normal() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = Double.NaN;
      return kept;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * scale;
    return x * scale;
  }

  /** With scale 1, by Marsaglia and Tsang's method. */
  double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(1 - uniform(), 1 / shape);
    }
    double d = shape - 1 / 3.0;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      double v = root * root * root;
      double u = 1 - uniform();
      if (v > 0 && StrictMath.log(u) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /** A probability with that mean, such that two events that share it correlate by rho. */
  double beta(double mean, double rho) {
    if (rho == 0 || mean <= 0 || mean >= 1) {
      return mean;
    }
    double size = (1 - rho) / rho;
    double x = gamma(mean * size);
    double y = gamma((1 - mean) * size);
    return x + y > 0 ? x / (x + y) : mean;
  }
}

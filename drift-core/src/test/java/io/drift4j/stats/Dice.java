package io.drift4j.stats;

import java.util.SplittableRandom;

/** Random numbers of some laws for simulations, the same on every JVM. */
public final class Dice {

  private final SplittableRandom random;

  public Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  double uniform() {
    return random.nextDouble();
  }

  public double normal() {
    double x;
    double square;
    do {
      x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
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
      if (v > 0 && StrictMath.log(1 - uniform()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /** By multiplying uniform numbers, in parts of at most 50. */
  public int poisson(double mean) {
    int count = 0;
    for (double left = mean; left > 0; left -= 50) {
      double end = StrictMath.exp(-Math.min(50, left));
      for (double product = uniform(); product > end; product *= uniform()) {
        count++;
      }
    }
    return count;
  }

  /** Probabilities of a day: Dirichlet with those means, such that two draws correlate by rho. */
  double[] dirichlet(double[] means, double rho) {
    if (rho == 0) {
      return means;
    }
    double[] drawn = new double[means.length];
    double sum = 0;
    for (int c = 0; c < means.length; c++) {
      drawn[c] = gamma(means[c] * (1 - rho) / rho);
      sum += drawn[c];
    }
    for (int c = 0; c < means.length; c++) {
      drawn[c] /= sum;
    }
    return drawn;
  }

  /** A place, with such probabilities. */
  int place(double[] probabilities) {
    double left = uniform();
    for (int c = 0; c < probabilities.length - 1; c++) {
      left -= probabilities[c];
      if (left < 0) {
        return c;
      }
    }
    return probabilities.length - 1;
  }
}

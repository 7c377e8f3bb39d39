package io.drift4j.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Probabilities of the values 0, 1, …, to draw samples of whose size and coverage is simulated. */
final class Law {

  private final double[] probabilities;
  private final double[] upTo;

  private Law(int values, IntToDoubleFunction weight) {
    double[] weights = IntStream.range(0, values).mapToDouble(weight).toArray();
    double sum = Arrays.stream(weights).sum();
    probabilities = Arrays.stream(weights).map(w -> w / sum).toArray();
    upTo = probabilities.clone();
    Arrays.parallelPrefix(upTo, Double::sum);
  }

  static Law of(double... weights) {
    return new Law(weights.length, i -> weights[i]);
  }

  static Law even(int values) {
    return new Law(values, i -> 1);
  }

  static Law bernoulli(double p) {
    return of(1 - p, p);
  }

  /** The tail above 40 standard deviations and more is left out. */
  static Law poisson(double mean) {
    double[] weights = new double[40 + (int) (5 * mean)];
    weights[0] = 1;
    for (int i = 1; i < weights.length; i++) {
      weights[i] = weights[i - 1] * mean / i;
    }
    return of(weights);
  }

  static Law geometric(double p) {
    return new Law((int) (40 / p), i -> StrictMath.pow(1 - p, i));
  }

  /** A normal density at the points of a grid, from the smallest that matters of either. */
  static Law normal(double mean, double deviation) {
    return new Law(
        (int) (mean + 6 * deviation),
        i -> StrictMath.exp(-(i - mean) * (i - mean) / (2 * deviation * deviation)));
  }

  /** Of a law from which values are observed with a probability, else those of the other. */
  static Law mixture(double share, Law one, Law other) {
    return new Law(
        Math.max(one.probabilities.length, other.probabilities.length),
        i -> share * one.probability(i) + (1 - share) * other.probability(i));
  }

  private double probability(int value) {
    return value < probabilities.length ? probabilities[value] : 0;
  }

  FrequencyTable draw(SplittableRandom random, int size) {
    long[] rows = new long[size];
    for (int i = 0; i < size; i++) {
      rows[i] = one(random);
    }
    return FrequencyTable.of(rows);
  }

  private int one(SplittableRandom random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble());
    return Math.min(found >= 0 ? found + 1 : -1 - found, upTo.length - 1);
  }

  double mean() {
    return IntStream.range(0, upTo.length).mapToDouble(i -> i * probabilities[i]).sum();
  }

  /** P(Y &gt; X) + ½ P(Y = X), where X is of this law and Y of another. */
  double superiority(Law other) {
    double superiority = 0;
    double below = 0;
    for (int i = 0; i < other.probabilities.length; i++) {
      superiority += other.probabilities[i] * (below + probability(i) / 2);
      below += probability(i);
    }
    return superiority;
  }
}

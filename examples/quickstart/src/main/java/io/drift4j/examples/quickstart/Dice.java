package io.drift4j.examples.quickstart;

import java.util.SplittableRandom;

/**
 * Chance that falls alike on every machine: its generator is fixed by Java's specification, and
 * nothing is computed but with {@link StrictMath}.
 */
final class Dice {

  private static final double LN_2 = StrictMath.log(2);

  private final SplittableRandom random;

  Dice(long seed) {
    this(new SplittableRandom(seed));
  }

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  /** Others, so that what one segment throws changes nothing of the next. */
  Dice split() {
    return new Dice(random.split());
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number of things that happen independently: Poisson. */
  int count(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double left = random.nextDouble(); left > limit; left *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** Days until something is done that becomes the likelier the longer it waits: Weibull, 2. */
  int days(double median) {
    return (int) (median * StrictMath.sqrt(-StrictMath.log(1 - random.nextDouble()) / LN_2));
  }
}

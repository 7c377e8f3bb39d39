package io.drift4j.examples.benchmarks.monitoring;

import java.util.SplittableRandom;

/** On which nights of a year a stream is looked at. */
enum Rhythm {
  /** On all. */
  NIGHTLY,
  /** On every seventh. */
  WEEKLY,
  /** After gaps of one to five days, three in the mean. */
  IRREGULAR;

  private static final int WEEK = 7;
  private static final int LONGEST = 5;

  /** The smallest of the nights on which it is looked, of one smallest ln p a night. */
  double smallest(double[] nights, long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    double smallest = 0;
    for (int night = first(dice); night < nights.length; night += gap(dice)) {
      smallest = Math.min(smallest, nights[night]);
    }
    return smallest;
  }

  private int first(SplittableRandom dice) {
    return this == WEEKLY ? dice.nextInt(WEEK) : 0;
  }

  private int gap(SplittableRandom dice) {
    return switch (this) {
      case NIGHTLY -> 1;
      case WEEKLY -> WEEK;
      case IRREGULAR -> 1 + dice.nextInt(LONGEST);
    };
  }
}

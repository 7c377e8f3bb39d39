package io.drift4j.stats;

import java.util.List;
import java.util.SplittableRandom;

/** Two proportions for tests: from the fields of an oracle, or by chance. */
final class Proportions {

  private Proportions() {}

  /** From the first four fields. */
  static TwoProportions of(List<String> fields) {
    long[] numbers = fields.subList(0, 4).stream().mapToLong(Long::parseLong).toArray();
    return new TwoProportions(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /** Samples of up to a size, often of the same size or without events. */
  static TwoProportions random(SplittableRandom random, int most) {
    long n = 1 + random.nextInt(most);
    long m = random.nextInt(4) == 0 ? n : 1 + random.nextInt(most);
    long x = random.nextInt(8) == 0 ? 0 : random.nextLong(n + 1);
    return new TwoProportions(x, n, random.nextLong(m + 1), m);
  }

  /** Up to a number of zeros and ones. */
  static long[] rows(SplittableRandom random, int most) {
    double p = random.nextDouble();
    return random.doubles(1 + random.nextInt(most)).mapToLong(u -> u < p ? 1 : 0).toArray();
  }

  /** Those that do not have the property. */
  static TwoProportions others(TwoProportions data) {
    return new TwoProportions(data.n() - data.x(), data.n(), data.m() - data.y(), data.m());
  }

  /** Both rows of a sample, for tests that take tables. */
  static FrequencyTable table(long ones, long size) {
    return FrequencyTable.builder().add(0, size - ones).add(1, ones).build();
  }
}

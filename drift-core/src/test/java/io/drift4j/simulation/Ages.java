package io.drift4j.simulation;

/** Ages in whole days, of times whose logarithm is normal. */
final class Ages {

  private static final double[] LOG = new double[4_096];

  static {
    for (int age = 0; age < LOG.length; age++) {
      LOG[age] = StrictMath.log(age);
    }
  }

  private Ages() {}

  /** The probability of ages below one. */
  static double below(int age, double mean, double deviation) {
    return age == 0 ? 0 : Normal.below((LOG[age] - mean) / deviation);
  }
}

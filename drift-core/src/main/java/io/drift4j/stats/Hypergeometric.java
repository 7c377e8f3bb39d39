package io.drift4j.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Draws how many of a sample, taken without putting back, are of the first kind. Small samples, or
 * kinds, are drawn one by one, large ones by the ratio of uniforms (HRUA: Stadlober, 1990), in
 * constant time.
 */
final class Hypergeometric {

  private static final int ONE_BY_ONE = 10;
  private static final double D1 = 2 * StrictMath.sqrt(2 / Math.E);
  private static final double D2 = 3 - 2 * StrictMath.sqrt(3 / Math.E);

  /** Most log-factorials that are kept: half a megabyte, and three milliseconds to fill it. */
  private static final long LARGEST_KEPT = 1 << 16;

  private final double[] logFactorials;

  private Hypergeometric(int kept) {
    logFactorials = new double[kept];
    Arrays.setAll(logFactorials, k -> LogGamma.value(k + 1.0));
  }

  /** For many draws: log-factorials, which are nearly all of the work, are looked up. */
  static Hypergeometric upTo(long total) {
    return new Hypergeometric((int) Math.min(total + 1, LARGEST_KEPT));
  }

  /** How many of the first kind there are among {@code sample} of {@code first + others}. */
  long draw(SplittableRandom random, long first, long others, long sample) {
    long total = first + others;
    if (sample > total - sample) {
      return first - draw(random, first, others, total - sample);
    }
    if (first > others) {
      return sample - ofTheRarer(random, others, first, sample);
    }
    return ofTheRarer(random, first, others, sample);
  }

  /** The lesser of both is drawn from: which of them are of the first kind, or of the sample. */
  private long ofTheRarer(SplittableRandom random, long rarer, long others, long sample) {
    long fewer = Math.min(rarer, sample);
    long more = Math.max(rarer, sample);
    return fewer <= ONE_BY_ONE
        ? oneByOne(random, more, rarer + others - more, fewer)
        : byRatioOfUniforms(random, rarer, others, sample);
  }

  /** How many of the first kind there are among a small sample. */
  private static long oneByOne(SplittableRandom random, long first, long others, long sample) {
    long left = first;
    for (long i = 0; i < sample; i++) {
      if (uniform(random) * (first + others - i) < left) {
        left--;
      }
    }
    return first - left;
  }

  private long byRatioOfUniforms(SplittableRandom random, long rarer, long others, long sample) {
    double total = (double) rarer + others;
    double p = rarer / total;
    double a = sample * p + 0.5;
    double variance = (total - sample) * sample * p * (others / total) / (total - 1);
    double c = StrictMath.sqrt(variance + 0.5);
    double h = D1 * c + D2;
    double mode = Math.floor((sample + 1.0) * (rarer + 1.0) / (total + 2));
    double g = logFactorials(mode, rarer, others, sample);
    double b = Math.min(Math.min(sample, rarer) + 1.0, Math.floor(a + 16 * c));
    while (true) {
      double u = uniform(random);
      double x = a + h * (uniform(random) - 0.5) / u;
      if (x >= 0 && x < b) {
        double k = Math.floor(x);
        double t = g - logFactorials(k, rarer, others, sample);
        if (u * (4 - u) - 3 <= t || (u * (u - t) < 1 && 2 * StrictMath.log(u) <= t)) {
          return (long) k;
        }
      }
    }
  }

  private double logFactorials(double k, long rarer, long others, long sample) {
    return logFactorial(k)
        + logFactorial(rarer - k)
        + logFactorial(sample - k)
        + logFactorial(others - sample + k);
  }

  private double logFactorial(double k) {
    return k < logFactorials.length ? logFactorials[(int) k] : LogGamma.value(k + 1);
  }

  /** In (0, 1), from 53 bits. */
  static double uniform(SplittableRandom random) {
    return ((random.nextLong() >>> 11) + 0.5) * 0x1p-53;
  }
}

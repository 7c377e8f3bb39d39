package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Locale;

/**
 * Two samples of which each observation has a property or has it not: x of n in the first
 * (baseline), y of m in the second (current). Denied claims, late decisions, failed builds.
 *
 * <p>Valid from birth: no sample is empty, no part is larger than its whole, and n + m fits a
 * {@code long}. The proportions and their differences are ratios of exact integers, rounded once.
 *
 * @param x how many of the first sample have the property, 0 to n
 * @param n the size of the first sample, at least 1
 * @param y how many of the second sample have the property, 0 to m
 * @param m the size of the second sample, at least 1
 */
public record TwoProportions(long x, long n, long y, long m) {

  /**
   * Checks two samples.
   *
   * @param x how many of the first sample have the property, 0 to n
   * @param n the size of the first sample, at least 1
   * @param y how many of the second sample have the property, 0 to m
   * @param m the size of the second sample, at least 1
   * @throws IllegalArgumentException if a sample is empty, a part is not within its whole, or n + m
   *     exceeds {@link Long#MAX_VALUE}
   */
  public TwoProportions {
    requirePart("first", x, n);
    requirePart("second", y, m);
    if (n > Long.MAX_VALUE - m) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "both samples together exceed %d observations: %d and %d",
              Long.MAX_VALUE,
              n,
              m));
    }
  }

  private static void requirePart(String sample, long part, long whole) {
    if (whole < 1) {
      throw new IllegalArgumentException("the " + sample + " sample has no observations");
    }
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the %s sample cannot have the property %d times in %d observations",
              sample,
              part,
              whole));
    }
  }

  /**
   * Reads two tables of zeros and ones, of which the ones have the property.
   *
   * @param x the first sample
   * @param y the second sample
   * @return how many ones each has
   * @throws IllegalArgumentException if a sample is empty or has other values than 0 and 1
   */
  public static TwoProportions of(FrequencyTable x, FrequencyTable y) {
    Levels.requireBoth(x, y);
    requireBinary("first", x);
    requireBinary("second", y);
    return new TwoProportions(x.count(1), x.count(), y.count(1), y.count());
  }

  private static void requireBinary(String sample, FrequencyTable table) {
    if (table.min() < 0 || table.max() > 1) {
      long value = table.min() < 0 ? table.min() : table.max();
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the %s sample has the value %d: proportions are of tables of 0 and 1",
              sample,
              value));
    }
  }

  /**
   * Returns the proportion of the first sample.
   *
   * @return x / n
   */
  public double first() {
    return Quotient.of(BigInteger.valueOf(x), BigInteger.valueOf(n));
  }

  /**
   * Returns the proportion of the second sample.
   *
   * @return y / m
   */
  public double second() {
    return Quotient.of(BigInteger.valueOf(y), BigInteger.valueOf(m));
  }

  /**
   * Returns the difference of the proportions, second − first, rounded once.
   *
   * @return y / m − x / n
   */
  public double difference() {
    return Quotient.of(cross(), BigInteger.valueOf(n).multiply(BigInteger.valueOf(m)));
  }

  /**
   * Returns the same samples in the other order.
   *
   * @return y of m as the first, x of n as the second
   */
  public TwoProportions swapped() {
    return new TwoProportions(y, m, x, n);
  }

  /** n + m. */
  long total() {
    return n + m;
  }

  /** n y − m x = (n − x) y − (m − y) x. */
  BigInteger cross() {
    BigInteger ny = BigInteger.valueOf(n).multiply(BigInteger.valueOf(y));
    return ny.subtract(BigInteger.valueOf(m).multiply(BigInteger.valueOf(x)));
  }
}

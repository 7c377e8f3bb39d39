package io.drift4j.stats;

import java.math.BigInteger;

/**
 * A sum of quotients of integers that have no denominator in common, kept with so many binary
 * digits that the one rounding at the end is that of the exact sum.
 */
final class QuotientSum {

  /** Quotients of denominators up to 2^128 keep 128 bits. */
  private static final int BITS = 256;

  private BigInteger sum = BigInteger.ZERO;

  void add(BigInteger numerator, BigInteger denominator) {
    sum = sum.add(numerator.shiftLeft(BITS).divide(denominator));
  }

  /** The sum times a numerator, by a denominator. */
  double times(BigInteger numerator, BigInteger denominator) {
    return Quotient.of(sum.multiply(numerator), denominator.shiftLeft(BITS));
  }
}

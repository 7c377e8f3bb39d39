package io.drift4j.stats;

import java.math.BigInteger;

/** Division of exact integers with one rounding, to the nearest double, ties to even. */
final class Quotient {

  // More bits than a double holds, so that the last one can stand for everything cut off.
  private static final int BITS = 66;

  // Two bits below the smallest double: with more, a result below the normal ones would be rounded
  // twice, by doubleValue and by scalb.
  private static final int MOST = 1076;

  private Quotient() {}

  static double of(BigInteger numerator, BigInteger denominator) {
    int needed = Math.max(0, BITS + denominator.bitLength() - numerator.bitLength());
    int shift = Math.min(MOST, needed);
    BigInteger[] division = numerator.abs().shiftLeft(shift).divideAndRemainder(denominator);
    boolean exact = division[1].signum() == 0;
    BigInteger sticky = exact ? division[0] : division[0].setBit(0);
    return numerator.signum() * Math.scalb(sticky.doubleValue(), -shift);
  }
}

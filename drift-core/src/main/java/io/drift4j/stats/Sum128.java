package io.drift4j.stats;

import java.math.BigInteger;

/** An exact sum of products of integers, below 2^127 in magnitude. */
final class Sum128 {

  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private long high;
  private long low; // unsigned

  void addProduct(long a, long b) {
    add(Math.multiplyHigh(a, b), a * b);
  }

  private void add(long high, long low) {
    long sum = this.low + low;
    this.high += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    this.low = sum;
  }

  BigInteger value() {
    if (high == low >> 63) {
      return BigInteger.valueOf(low);
    }
    BigInteger bits = BigInteger.valueOf(low);
    return BigInteger.valueOf(high).shiftLeft(64).add(low < 0 ? bits.add(TWO_64) : bits);
  }
}

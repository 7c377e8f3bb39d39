package io.drift4j.stats;

import java.math.BigInteger;

/** An exact fraction for naive computations; after every step without a common divisor. */
record ReducedFraction(BigInteger over, BigInteger under) {

  static final ReducedFraction ZERO = of(0, 1);
  static final ReducedFraction ONE = of(1, 1);

  static ReducedFraction of(long over, long under) {
    return new ReducedFraction(BigInteger.valueOf(over), BigInteger.valueOf(under));
  }

  ReducedFraction plus(ReducedFraction other) {
    return new ReducedFraction(
            over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under))
        .reduced();
  }

  ReducedFraction minus(ReducedFraction other) {
    return plus(new ReducedFraction(other.over.negate(), other.under));
  }

  ReducedFraction times(ReducedFraction other) {
    return new ReducedFraction(over.multiply(other.over), under.multiply(other.under)).reduced();
  }

  ReducedFraction by(ReducedFraction other) {
    return over.signum() == 0
        ? ZERO
        : times(
            new ReducedFraction(
                other.under.multiply(BigInteger.valueOf(other.over.signum())), other.over.abs()));
  }

  private ReducedFraction reduced() {
    BigInteger divisor = over.gcd(under);
    return new ReducedFraction(over.divide(divisor), under.divide(divisor));
  }

  double value() {
    return Quotient.of(over, under);
  }
}

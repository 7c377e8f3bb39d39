package io.drift4j.stats;

import java.math.BigInteger;

/**
 * An exact rational number, not reduced.
 *
 * @param numerator the numerator
 * @param denominator the denominator, positive
 */
record Fraction(BigInteger numerator, BigInteger denominator) {

  static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** By a positive number. */
  Fraction dividedBy(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  /** Rounded once. */
  double value() {
    return Quotient.of(numerator, denominator);
  }
}

package io.drift4j.stats;

import java.math.BigInteger;
import java.util.List;

/**
 * An exact rational number, not reduced.
 *
 * @param numerator the numerator
 * @param denominator the denominator, positive
 */
record Fraction(BigInteger numerator, BigInteger denominator) {

  static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  /** By halves, so that the numbers grow together. */
  static Fraction sum(List<Fraction> terms) {
    if (terms.size() < 2) {
      return terms.isEmpty() ? ZERO : terms.get(0);
    }
    int half = terms.size() / 2;
    return sum(terms.subList(0, half)).plus(sum(terms.subList(half, terms.size())));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
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

package io.drift4j.stats;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.numbers.core.DD;

/**
 * Observed minus expected events of the second sample and their hypergeometric variance, added up
 * over ages (or strata and ages).
 *
 * <p>At an age with d of R rows at risk, d₂ of R₂ of them in the second sample, d₂ − E = (d₂ R₁ −
 * d₁ R₂) / R, whose numerator is an exact integer, so that an age at which both samples do the same
 * adds 0. Quotients and sums are kept in 106 bits: with K ages the error of O − E is at most K
 * 2^−100 times the sum of the magnitudes, and that of V at most K 2^−100 relative, before they are
 * rounded to doubles.
 */
final class LogRankSums {

  /** Below, the product of two totals fits a long. */
  private static final long SMALL = 1L << 31;

  private DD difference = DD.ZERO;
  private DD variance = DD.ZERO;
  private long observed;
  private long firstEvents;

  /** Adds an age: events and at risk of the first, then of the second sample. */
  void add(long d1, long r1, long d2, long r2) {
    long d = d1 + d2;
    if (d == 0) {
      return;
    }
    long r = Math.addExact(r1, r2);
    observed += d2;
    firstEvents += d1;
    if (r1 > 0 && r2 > 0) {
      difference = difference.add(numerator(d1, r1, d2, r2).divide(DD.of(r)));
      DD over = product(r1, r2).multiply(product(d, r - d));
      variance = variance.add(over.divide(product(r, r).multiply(DD.of(r - 1))));
    }
  }

  private static DD product(long a, long b) {
    return a < SMALL && b < SMALL ? DD.of(a * b) : DD.of(a).multiply(DD.of(b));
  }

  /** d₂ R₁ − d₁ R₂. */
  private static DD numerator(long d1, long r1, long d2, long r2) {
    if (r1 < SMALL && r2 < SMALL) {
      return DD.of(d2 * r1 - d1 * r2);
    }
    BigInteger there = BigInteger.valueOf(d2).multiply(BigInteger.valueOf(r1));
    BigInteger here = BigInteger.valueOf(d1).multiply(BigInteger.valueOf(r2));
    return DD.from(new BigDecimal(there.subtract(here)));
  }

  long observed() {
    return observed;
  }

  long events() {
    return firstEvents + observed;
  }

  /** O − (O − E), to which ages without both samples add what they observe. */
  double expected() {
    return DD.of(observed).subtract(difference).doubleValue();
  }

  double variance() {
    return variance.doubleValue();
  }

  /** (O − E) / √V, 0 where the variance is. */
  double z() {
    return variance.doubleValue() == 0 ? 0 : difference.divide(variance.sqrt()).doubleValue();
  }

  /** (O − E)² / V, 0 where the variance is. */
  double chiSquare() {
    return variance.doubleValue() == 0
        ? 0
        : difference.multiply(difference).divide(variance).doubleValue();
  }

  /** (O − E) / V: Peto's logarithm of the hazard ratio, 0 where the variance is. */
  double logHazardRatio() {
    return variance.doubleValue() == 0 ? 0 : difference.divide(variance).doubleValue();
  }
}

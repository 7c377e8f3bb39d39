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

  /** Below, the product of two totals is a double, and four of them are two. */
  private static final long SMALL = 1L << 26;

  private final WideSum difference = new WideSum();
  private final WideSum variance = new WideSum();
  private long observed;
  private long firstEvents;

  /** Adds an age: events and at risk of the first, then of the second sample. */
  void add(long d1, long r1, long d2, long r2) {
    long d = d1 + d2;
    if (d == 0) {
      return;
    }
    long r = Counts.add(r1, r2);
    observed = Counts.add(observed, d2);
    firstEvents = Counts.add(firstEvents, d1);
    if (r1 > 0 && r2 > 0) {
      if (r < SMALL) {
        addSmall(d, r1, d2, r2);
      } else {
        difference.add(numerator(d1, r1, d2, r2).divide(DD.of(r)));
        DD over = product(r1, r2).multiply(product(d, r - d));
        variance.add(over.divide(product(r, r).multiply(DD.of(r - 1))));
      }
    }
  }

  private void addSmall(long d, long r1, long d2, long r2) {
    long r = r1 + r2;
    double distance = d2 * r1 - (d - d2) * r2;
    difference.addQuotient(distance, 0, (double) r);
    double pairs = r1 * r2;
    double split = d * (r - d);
    double over = pairs * split;
    double square = r * r;
    double high = over / square;
    double low = (Math.fma(-high, square, over) + Math.fma(pairs, split, -over)) / square;
    variance.addQuotient(high, low, (double) (r - 1));
  }

  private static DD product(long a, long b) {
    return DD.of(a).multiply(DD.of(b));
  }

  /** d₂ R₁ − d₁ R₂. */
  private static DD numerator(long d1, long r1, long d2, long r2) {
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
    return DD.of(observed).subtract(difference.value()).doubleValue();
  }

  double variance() {
    return variance.value().doubleValue();
  }

  /** (O − E) / √V, 0 where the variance is. */
  double z() {
    return variance() == 0 ? 0 : difference.value().divide(variance.value().sqrt()).doubleValue();
  }

  /** (O − E)² / V, 0 where the variance is. */
  double chiSquare() {
    DD distance = difference.value();
    return variance() == 0 ? 0 : distance.multiply(distance).divide(variance.value()).doubleValue();
  }

  /** (O − E) / V: Peto's logarithm of the hazard ratio, 0 where the variance is. */
  double logHazardRatio() {
    return variance() == 0 ? 0 : difference.value().divide(variance.value()).doubleValue();
  }
}

package io.drift4j.stats;

import org.apache.commons.numbers.core.DD;

/**
 * A sum in 106 bits, kept as a double and what it lacks, so that no term needs an object:
 * error-free sums after Knuth (The Art of Computer Programming, volume 2, section 4.2.2).
 */
final class WideSum {

  private double high;
  private double low;

  void add(DD term) {
    add(term.hi(), term.lo());
  }

  /** Adds (high + low) / divisor; low is at most a last bit of high. */
  void addQuotient(double high, double low, double divisor) {
    double quotient = high / divisor;
    add(quotient, (Math.fma(-quotient, divisor, high) + low) / divisor);
  }

  private void add(double termHigh, double termLow) {
    double highs = high + termHigh;
    double lows = low + termLow;
    double lost = lost(high, termHigh, highs) + lows;
    double sum = highs + lost;
    low = (highs - sum) + lost + lost(low, termLow, lows);
    high = sum;
  }

  /** What a + b = sum lacks, exactly. */
  private static double lost(double a, double b, double sum) {
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
  }

  DD value() {
    return DD.ofSum(high, low);
  }
}

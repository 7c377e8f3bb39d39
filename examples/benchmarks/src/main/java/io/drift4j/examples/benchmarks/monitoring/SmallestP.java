package io.drift4j.examples.benchmarks.monitoring;

/**
 * How often the smallest p of a year was how small: counts by twentieths of a decade; all that is
 * larger than 0.0018 is one.
 */
final class SmallestP {

  private static final int A_DECADE = 20;
  private static final int DECADES = 10;

  /** The largest that are told apart: below what is {@linkplain SuspectNights certain}. */
  private static final int FIRST = 55;

  private static final double TWENTIETH = StrictMath.log(10) / A_DECADE;

  private final long[] counts;

  SmallestP() {
    this(new long[A_DECADE * DECADES + 1]);
  }

  /** Of a line of the results. */
  SmallestP(long[] counts) {
    this.counts = counts;
  }

  void add(double logP) {
    int place = (int) Math.min(counts.length - 1, StrictMath.floor(-logP / TWENTIETH));
    counts[place < FIRST ? 0 : place]++;
  }

  void addAll(SmallestP others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others.counts[i];
    }
  }

  long[] counts() {
    return counts;
  }

  long years() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Years whose smallest p is at most x, 1e-10 or more: between twentieths in proportion. */
  double atMost(double x) {
    double place = -StrictMath.log(x) / TWENTIETH;
    int whole = (int) StrictMath.floor(place + 1e-9);
    double sum = 0;
    for (int i = whole + 1; i < counts.length; i++) {
      sum += counts[i];
    }
    return sum + counts[whole] * Math.max(0, whole + 1 - place);
  }

  /** The share of them. */
  double share(double x) {
    return atMost(x) / Math.max(1, years());
  }

  /** How many independent looks those of a year are worth at x. */
  double looks(double x) {
    return share(x) / x;
  }
}

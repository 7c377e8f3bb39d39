package io.drift4j.stats;

/**
 * The distribution of the Kolmogorov-Smirnov distance given the observed values, ties included: the
 * recursion over lattice paths of Schröer and Trenkler (1995), which looks at the distance only
 * where a group of ties ends. What is added up are the paths that reach the distance, all terms
 * positive, so that small probabilities keep their digits.
 *
 * <p>The mass starts at 2^1000. No path weighs less than 1 / C(n + m, n), which for n·m ≤ 10^6 is
 * above 2^-1996, so that nothing underflows.
 */
final class LatticePaths {

  private static final int SCALE = 1000;
  private static final double LN_2 = StrictMath.log(2);

  private final long n; // of the smaller sample
  private final long m;
  private final long distance;
  private final double[] mass; // of the paths that have not reached it, by their steps in n
  private long steps;
  private double reached;

  private LatticePaths(long n, long m, long distance) {
    this.n = n;
    this.m = m;
    this.distance = distance;
    this.mass = new double[Math.toIntExact(n + 1)];
    this.mass[0] = Math.scalb(1.0, SCALE);
  }

  /** ln P(max |A m − B n| ≥ distance) over all ways to share out the observed values. */
  static double logPValue(FrequencyTable x, FrequencyTable y, long distance) {
    long n = Math.min(x.count(), y.count());
    LatticePaths paths = new LatticePaths(n, Math.max(x.count(), y.count()), distance);
    FrequencyTable.forEachPair(x, y, (value, a, b) -> paths.addGroup(a + b));
    return paths.logReached();
  }

  private void addGroup(long ties) {
    for (long i = 0; i < ties; i++) {
      step();
    }
    takeOutWhatReached();
  }

  /** One more observation, which is of the smaller sample as often as such are left. */
  private void step() {
    double left = n + m - steps;
    for (int a = (int) Math.min(n, steps + 1); a >= Math.max(0, steps - m); a--) {
      double fromBelow = a == 0 ? 0 : mass[a - 1] * (n - a + 1);
      mass[a] = (mass[a] * (m - steps + a) + fromBelow) / left;
    }
    steps++;
  }

  private void takeOutWhatReached() {
    for (int a = (int) Math.max(0, steps - m); a <= Math.min(n, steps); a++) {
      if (Math.abs(a * m - (steps - a) * n) >= distance) {
        reached += mass[a];
        mass[a] = 0;
      }
    }
  }

  private double logReached() {
    double others = Math.scalb(mass[mass.length - 1], -SCALE);
    if (others < 0.5) {
      return Tail.logOfRest(others);
    }
    int exponent = Math.getExponent(reached);
    return StrictMath.log(Math.scalb(reached, -exponent)) + (exponent - SCALE) * LN_2;
  }
}

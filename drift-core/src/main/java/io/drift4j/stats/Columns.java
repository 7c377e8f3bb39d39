package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Two samples side by side over the values that occur in either, as arrays: what statistics need
 * that walk over them many times, and the permutation p-value that they share.
 *
 * <p>D is the difference of the samples' shares below or at a value, times n m: an integer.
 */
final class Columns {

  static final int DEFAULT_DRAWS = 9_999;

  /** Below, products of D, D and a weight fit a {@link Sum128}. */
  private static final double FITS = 4e18;

  private final long[] values;
  private final long[] x;
  private final long[] y;
  private final long n;
  private final long m;
  private final long seed;

  private Columns(FrequencyTable first, FrequencyTable second) {
    long[][] columns = new long[3][first.distinct() + second.distinct()];
    int[] size = {0};
    FrequencyTable.forEachPair(
        first,
        second,
        (value, a, b) -> {
          columns[0][size[0]] = value;
          columns[1][size[0]] = a;
          columns[2][size[0]++] = b;
        });
    values = Arrays.copyOf(columns[0], size[0]);
    x = Arrays.copyOf(columns[1], size[0]);
    y = Arrays.copyOf(columns[2], size[0]);
    n = first.count();
    m = second.count();
    seed = Seed.of(first, second);
  }

  static Columns of(FrequencyTable x, FrequencyTable y) {
    Levels.requireBoth(x, y);
    Counts.add(x.count(), y.count());
    return new Columns(x, y);
  }

  static int requireDraws(int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
    return draws;
  }

  /** ln of the smallest p by so many draws; 0 draws are none. */
  static double logFloor(int draws) {
    return draws == 0 ? Double.NEGATIVE_INFINITY : FixedMargins.logPValue(0, draws);
  }

  int size() {
    return values.length;
  }

  long value(int column) {
    return values[column];
  }

  long first(int column) {
    return x[column];
  }

  long second(int column) {
    return y[column];
  }

  /** Observations of both samples in a column. */
  long both(int column) {
    return x[column] + y[column];
  }

  long n() {
    return n;
  }

  long m() {
    return m;
  }

  long total() {
    return n + m;
  }

  BigInteger pairs() {
    return BigInteger.valueOf(n).multiply(BigInteger.valueOf(m));
  }

  /** y n − x m: the difference of a column's shares, second less first, times n m. */
  BigInteger difference(int column) {
    return scaledSecond(column).subtract(scaledFirst(column));
  }

  /** x m: the first sample's share in a column, times n m. */
  BigInteger scaledFirst(int column) {
    return BigInteger.valueOf(x[column]).multiply(BigInteger.valueOf(m));
  }

  /** y n: the second sample's share in a column, times n m. */
  BigInteger scaledSecond(int column) {
    return BigInteger.valueOf(y[column]).multiply(BigInteger.valueOf(n));
  }

  /** From each value to the next, as unsigned longs, since they may be far apart; 0 at the last. */
  long[] gaps() {
    long[] gaps = new long[values.length];
    for (int i = 0; i + 1 < gaps.length; i++) {
      gaps[i] = values[i + 1] - values[i];
    }
    return gaps;
  }

  long[] totals() {
    long[] totals = new long[values.length];
    Arrays.setAll(totals, this::both);
    return totals;
  }

  /** Σ w |D|, of unsigned weights. */
  BigInteger weightedDifferences(long[] weights) {
    if (fits(weights)) {
      Sum128 sum = new Sum128();
      walk((i, d) -> sum.addProduct(weights[i], Math.abs(d)));
      return sum.value();
    }
    BigInteger[] sum = {BigInteger.ZERO};
    walkExactly((i, d) -> sum[0] = sum[0].add(d.abs().multiply(unsigned(weights[i]))));
    return sum[0];
  }

  /** Σ w D², of unsigned weights. */
  BigInteger weightedSquares(long[] weights) {
    if (fits(weights)) {
      Sum128 sum = new Sum128();
      walk((i, d) -> sum.addProduct(weights[i] * d, d));
      return sum.value();
    }
    BigInteger[] sum = {BigInteger.ZERO};
    walkExactly((i, d) -> sum[0] = sum[0].add(d.pow(2).multiply(unsigned(weights[i]))));
    return sum[0];
  }

  private boolean fits(long[] weights) {
    double sum = Arrays.stream(weights).mapToDouble(Columns::toDouble).sum();
    return (double) n * m * sum < FITS;
  }

  private interface Walker {
    void visit(int column, long d);
  }

  interface ExactWalker {
    void visit(int column, BigInteger d);
  }

  private void walk(Walker walker) {
    long d = 0;
    for (int i = 0; i < values.length; i++) {
      d += y[i] * n - x[i] * m;
      walker.visit(i, d);
    }
  }

  void walkExactly(ExactWalker walker) {
    BigInteger d = BigInteger.ZERO;
    for (int i = 0; i < values.length; i++) {
      d = d.add(difference(i));
      walker.visit(i, d);
    }
  }

  static double[] toDoubles(long[] unsigned) {
    return Arrays.stream(unsigned).mapToDouble(Columns::toDouble).toArray();
  }

  private static double toDouble(long unsigned) {
    return unsigned >= 0 ? unsigned : ((unsigned >>> 1) | (unsigned & 1)) * 2.0;
  }

  private static BigInteger unsigned(long bits) {
    BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? low.setBit(63) : low;
  }

  // ---- permutations: the sample that is drawn is the smaller one, so that the order of the
  // samples does not matter

  private boolean isFirstSmaller() {
    return n <= m;
  }

  /** Observations of the smaller sample. */
  long drawnSize() {
    return Math.min(n, m);
  }

  /**
   * ln p by drawing tables with the observed margins.
   *
   * @param statistic of the counts of the smaller sample, not negative; larger is more extreme; the
   *     same for the counts of either sample where they are equally large
   */
  double logPValue(ToDoubleFunction<long[]> statistic, int draws) {
    if (values.length == 1) {
      return 0; // there is only one way
    }
    FixedMargins margins = isFirstSmaller() ? new FixedMargins(x, y) : new FixedMargins(y, x);
    double observed = statistic.applyAsDouble(isFirstSmaller() ? x : y);
    long extreme = margins.asExtreme(observed, statistic, draws, new SplittableRandom(seed));
    return FixedMargins.logPValue(extreme, draws);
  }

  /**
   * ln p of a sum over the columns, whose order does not matter, by drawing tables with the
   * observed margins.
   *
   * @param term of the counts of the smaller sample, not negative; larger is more extreme; the same
   *     for the counts of either sample where they are equally large
   */
  double logPValueByDraws(MixMoments.Term term, int draws) {
    return logPValue(drawn -> sum(term, drawn), draws);
  }

  /** The same by the moments of the sum. */
  double logPValueByMoments(MixMoments.Term term) {
    double observed = sum(term, isFirstSmaller() ? x : y);
    return MixMoments.logPValue(totals(), drawnSize(), term, observed);
  }

  private double sum(MixMoments.Term term, long[] drawn) {
    double sum = 0;
    for (int i = 0; i < drawn.length; i++) {
      sum += term.of(both(i), drawn[i]);
    }
    return sum;
  }

  /** max |D| of counts of the smaller sample, at most 10^18. */
  ToDoubleFunction<long[]> drawnLargest() {
    long[] totals = totals();
    return drawn -> {
      long largest = 0;
      long d = 0;
      for (int i = 0; i < drawn.length; i++) {
        d += drawn[i] * total() - totals[i] * drawnSize();
        largest = Math.max(largest, Math.abs(d));
      }
      return largest;
    };
  }

  /** Σ w |D| of counts of the smaller sample, rounded. */
  ToDoubleFunction<long[]> drawnDifferences(double[] weights) {
    return drawn(weights, Math::abs);
  }

  /** Σ w D² of counts of the smaller sample, rounded. */
  ToDoubleFunction<long[]> drawnSquares(double[] weights) {
    return drawn(weights, d -> (double) d * d);
  }

  /** Σ w f(D) of counts of the smaller sample, rounded. */
  private ToDoubleFunction<long[]> drawn(double[] weights, LongToDoubleFunction f) {
    long[] totals = totals();
    return drawn -> {
      double sum = 0;
      long d = 0;
      for (int i = 0; i < drawn.length; i++) {
        d += drawn[i] * total() - totals[i] * drawnSize();
        sum += weights[i] * f.applyAsDouble(d);
      }
      return sum;
    };
  }

  /** Σ w (D below + D at)² of counts of the smaller sample, rounded. */
  ToDoubleFunction<long[]> drawnMidpoints(double[] weights) {
    long[] totals = totals();
    return drawn -> {
      double sum = 0;
      long below = 0;
      for (int i = 0; i < drawn.length; i++) {
        long at = below + drawn[i] * total() - totals[i] * drawnSize();
        sum += weights[i] * ((double) (below + at) * (below + at));
        below = at;
      }
      return sum;
    };
  }

  // ---- expected counts: those of the first sample are n t / N, of the second m t / N

  int degrees() {
    return values.length - 1;
  }

  /** Whether a limit law is not to be trusted by the rule of Cochran (1954). */
  boolean isSparse() {
    int few = 0;
    for (int i = 0; i < values.length; i++) {
      few += (isExpectedBelow(5, n, i) ? 1 : 0) + (isExpectedBelow(5, m, i) ? 1 : 0);
    }
    return 5L * few > 2L * values.length || isAnyExpectedBelow(1);
  }

  boolean isAnyExpectedBelow(long limit) {
    return IntStream.range(0, values.length).anyMatch(i -> isExpectedBelow(limit, drawnSize(), i));
  }

  private boolean isExpectedBelow(long limit, long size, int column) {
    BigInteger scaled = BigInteger.valueOf(size).multiply(BigInteger.valueOf(both(column)));
    return scaled.compareTo(BigInteger.valueOf(total()).multiply(BigInteger.valueOf(limit))) < 0;
  }
}

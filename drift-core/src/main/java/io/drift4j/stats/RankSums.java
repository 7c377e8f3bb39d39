package io.drift4j.stats;

import java.math.BigInteger;

/**
 * The exact integers of two samples' ranks, of which all that {@link MannWhitneyTest} says is a
 * ratio.
 */
record RankSums(
    BigInteger twiceU,
    BigInteger n,
    BigInteger m,
    BigInteger total,
    BigInteger untied,
    BigInteger squaresX,
    BigInteger squaresY) {

  /** Up to this total its square fits a long, and a cube of it a {@link Sum128}. */
  private static final long SMALL = 1L << 31;

  static RankSums of(FrequencyTable x, FrequencyTable y) {
    Levels.requireBoth(x, y);
    Counts.add(x.count(), y.count());
    boolean small = x.count() + y.count() <= SMALL;
    Walk walk = small ? new SmallWalk(y.count()) : new LargeWalk(y.count());
    FrequencyTable.forEachPair(x, y, walk);
    BigInteger total = BigInteger.valueOf(x.count() + y.count());
    return new RankSums(
        walk.twiceU.value(),
        BigInteger.valueOf(x.count()),
        BigInteger.valueOf(y.count()),
        total,
        total.pow(3).subtract(total).subtract(walk.ties()),
        walk.squaresX(),
        walk.squaresY());
  }

  double u() {
    return Quotient.of(twiceU, BigInteger.TWO);
  }

  /** The sign of U − E U. */
  int side() {
    return twiceU.compareTo(n.multiply(m));
  }

  double superiority() {
    return Quotient.of(twiceU, n.multiply(m).shiftLeft(1));
  }

  MannWhitneyTest.Placements placements() {
    return new MannWhitneyTest.Placements(
        n.longValueExact(),
        m.longValueExact(),
        placementVariance(squaresX, n, m),
        placementVariance(squaresY, m, n));
  }

  /** (n Σ p² − (2U)²) / (4 m² n (n − 1)), where p = 2 m placement and Σ p = 2U. */
  private double placementVariance(BigInteger squares, BigInteger n, BigInteger m) {
    BigInteger others = n.subtract(BigInteger.ONE);
    return others.signum() == 0
        ? 0
        : Quotient.of(
            n.multiply(squares).subtract(twiceU.pow(2)),
            m.pow(2).multiply(n).multiply(others).shiftLeft(2));
  }

  /** z² = 3 N (N − 1) (|2U − nm| − c)² / (n m (N³ − N − Σ (t³ − t))), c = 1 or 0. */
  double z(boolean corrected) {
    BigInteger pairs = n.multiply(m);
    BigInteger distance = twiceU.subtract(pairs).abs();
    if (corrected) {
      distance = distance.subtract(BigInteger.ONE).max(BigInteger.ZERO);
    }
    if (untied.signum() == 0) {
      return 0;
    }
    BigInteger numerator =
        distance
            .pow(2)
            .multiply(total)
            .multiply(total.subtract(BigInteger.ONE))
            .multiply(BigInteger.valueOf(3));
    return StrictMath.sqrt(Quotient.of(numerator, pairs.multiply(untied)));
  }

  /**
   * Adds up b_i q_i, t_i³ − t_i, a_i p_i² and b_i q_i², where q_i = 2 A_{i−1} + a_i is 2 n times
   * the placement of a y, and p_i = 2 (m − B_{i−1}) − b_i is 2 m times that of an x.
   */
  private abstract static class Walk implements FrequencyTable.PairVisitor {

    private final Sum128 twiceU = new Sum128();
    private long below; // of the first sample
    private long above; // of the second sample, here or above

    Walk(long m) {
      above = m;
    }

    @Override
    public final void visit(long value, long a, long b) {
      twiceU.addProduct(b, below);
      twiceU.addProduct(b, below);
      twiceU.addProduct(b, a);
      add(a, b, below, above - b);
      below += a;
      above -= b;
    }

    abstract void add(long a, long b, long below, long above);

    abstract BigInteger ties();

    abstract BigInteger squaresX();

    abstract BigInteger squaresY();
  }

  private static final class SmallWalk extends Walk {

    private final Sum128 ties = new Sum128();
    private final Sum128 squaresX = new Sum128();
    private final Sum128 squaresY = new Sum128();

    SmallWalk(long m) {
      super(m);
    }

    @Override
    void add(long a, long b, long below, long above) {
      long t = a + b;
      long p = 2 * above + b;
      long q = 2 * below + a;
      ties.addProduct(t * t - 1, t);
      squaresX.addProduct(a * p, p);
      squaresY.addProduct(b * q, q);
    }

    @Override
    BigInteger ties() {
      return ties.value();
    }

    @Override
    BigInteger squaresX() {
      return squaresX.value();
    }

    @Override
    BigInteger squaresY() {
      return squaresY.value();
    }
  }

  /** The same of any totals. */
  private static final class LargeWalk extends Walk {

    private BigInteger ties = BigInteger.ZERO;
    private BigInteger squaresX = BigInteger.ZERO;
    private BigInteger squaresY = BigInteger.ZERO;

    LargeWalk(long m) {
      super(m);
    }

    @Override
    void add(long a, long b, long below, long above) {
      BigInteger t = BigInteger.valueOf(a + b);
      ties = ties.add(t.pow(3).subtract(t));
      squaresX = squaresX.add(weightedSquare(a, above, b));
      squaresY = squaresY.add(weightedSquare(b, below, a));
    }

    /** c (2 o + t)². */
    private static BigInteger weightedSquare(long count, long others, long tied) {
      return BigInteger.valueOf(others)
          .shiftLeft(1)
          .add(BigInteger.valueOf(tied))
          .pow(2)
          .multiply(BigInteger.valueOf(count));
    }

    @Override
    BigInteger ties() {
      return ties;
    }

    @Override
    BigInteger squaresX() {
      return squaresX;
    }

    @Override
    BigInteger squaresY() {
      return squaresY;
    }
  }
}

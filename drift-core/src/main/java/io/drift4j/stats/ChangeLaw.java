package io.drift4j.stats;

/**
 * How likely the sums of both sides of a change are. The letters are those of {@link ChangeDate}.
 */
interface ChangeLaw {

  /** ℓ of a side, in multiples of {@link #unit}; 0 of none. */
  double side(double n, double sum);

  /**
   * s², of sides that differ as those do.
   *
   * @param gain Σ (S − n ā)² / n of both sides
   */
  double variance(double gain);

  /** By what ℓ is to be divided. */
  double unit(double variance);

  /** Scores of 1 and 0. */
  record Binomial(ScoreTotals totals) implements ChangeLaw {

    @Override
    public double side(double n, double sum) {
      return xLogX(sum) + xLogX(n - sum) - xLogX(n);
    }

    @Override
    public double variance(double gain) {
      return within(totals, gain);
    }

    @Override
    public double unit(double variance) {
      return 1;
    }
  }

  /** Any scores; where they do not vary all sides are the same. */
  record Normal(ScoreTotals totals) implements ChangeLaw {

    @Override
    public double side(double n, double sum) {
      double e = sum - n * totals.mean();
      return n > 0 && totals.squaresAboutMean() > 0 ? e * e / (2 * n) : 0;
    }

    @Override
    public double variance(double gain) {
      return within(totals, gain);
    }

    @Override
    public double unit(double variance) {
      return variance;
    }
  }

  /**
   * Events beside those that were expected.
   *
   * @param ratio all of them by all that were expected
   */
  record Poisson(double ratio) implements ChangeLaw {

    @Override
    public double side(double n, double sum) {
      return n > 0 ? xLogX(sum) - (sum > 0 ? sum * StrictMath.log(n) : 0) : 0;
    }

    @Override
    public double variance(double gain) {
      return ratio;
    }

    @Override
    public double unit(double variance) {
      return 1;
    }
  }

  /** Of scores about the means of both sides. */
  private static double within(ScoreTotals totals, double gain) {
    return Math.max(0, totals.squaresAboutMean() - gain) / Math.max(1, totals.count() - 2);
  }

  /** x ln x, which is 0 at 0. */
  private static double xLogX(double x) {
    return x > 0 ? x * StrictMath.log(x) : 0;
  }
}

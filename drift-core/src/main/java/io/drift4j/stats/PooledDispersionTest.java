package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/**
 * Whether two samples that come day by day have the same mean score, where observations of one day
 * resemble each other: a score test whose variance is inflated by the dispersion of the days,
 * pooled over both samples.
 *
 * <p>Observations have scores a: their values ({@link Scores#VALUES}; for {0, 1} this is the test
 * of two proportions, for cents of two mean amounts) or their midranks in both samples together
 * ({@link Scores#MIDRANKS}; the test of location). With n and m observations on B and C days, N = n
 * + m, q = m / N, S_j and n_j the sum of scores and the number of observations of day j, ā the mean
 * score of its sample:
 *
 * <pre>
 *   U   = S_second − q S_all                       V = N q (1 − q) s²,  s² the variance of all scores
 *   φ   = max(1, [Σ_b (S_j − n_j ā_b)² B/(B−1) + Σ_c (S_j − n_j ā_c)² C/(C−1)] / [Σ (a − ā)² within])
 *   z   = U / √(φ V)     on Student's t with B + C − 2 degrees of freedom
 *   γ   = κ₃ φ (2φ − 1) / (φ V)^1.5,   κ₃ = n m (n − m) / ((N − 1) (N − 2)) · mean (a − ā)³
 * </pre>
 *
 * <p>The p-value is twice the smaller tail of the Pearson type III distribution with skewness γ, at
 * the normal deviate that has the same tail as z has on Student's t: with few or rare events the
 * normal tails are wrong by factors exactly where a family of many tests looks. The shorter tail of
 * that distribution ends at 2/γ; further out than 0.9 of it the skewness is reduced so that it does
 * not. U, V, φ and κ₃ are ratios of exact integers, rounded once.
 *
 * <p>V and κ₃ hold given all observations (the permutation distribution); φ multiplies the variance
 * and φ (2φ − 1) the third cumulant as for a sum of days with a common dispersion. Where values are
 * {0, 1}, φ is 1 and an expected count is below 5, p is the mid-p of {@link FisherExactTest}
 * instead, and the result says so.
 *
 * <p>The {@linkplain Result#interval interval} has arms that belong to the samples that were seen,
 * each √φ times as long as that of independent observations. It does not assume that nothing
 * changed, as the test does, and so need not agree with p to the last digit.
 *
 * <p>Size at 0.05 is at most 0.065 from half an observation a day, for intraday correlations up to
 * 0.05, 90 against 14 days. Where all scores are equal, p is 1. A sample with one day has no
 * dispersion of its own and does not take part in φ.
 *
 * <p>Immutable and thread-safe.
 */
public final class PooledDispersionTest {

  /** Below, the distribution of a count is too coarse for any curve. */
  private static final double LEAST_EXPECTED = 5;

  private static final FisherExactTest MID_P = FisherExactTest.withDefaults().withMidP(true);

  private static final PooledDispersionTest DEFAULT = new PooledDispersionTest(Scores.VALUES);

  private final Scores scores;

  private PooledDispersionTest(Scores scores) {
    this.scores = scores;
  }

  /** How p was computed. */
  public enum Method {
    /** By the tails of Pearson's type III. */
    PEARSON_III,
    /** Exactly, by the mid-p of Fisher's test. */
    MID_P
  }

  /** What is compared. */
  public enum Scores {
    /** The values themselves: proportions, mean amounts. */
    VALUES,
    /**
     * Midranks among all observations: location, whatever the scale. The difference is then the
     * probability of superiority less ½: P(Y &gt; X) + ½ P(Y = X) − ½.
     */
    MIDRANKS;

    private LongUnaryOperator of(FrequencyTable all) {
      return this == VALUES ? LongUnaryOperator.identity() : new Midranks(all);
    }

    /** What differences of scores are counted in. */
    private BigInteger unit(FrequencyTable all) {
      return this == VALUES ? BigInteger.ONE : BigInteger.valueOf(all.count()).shiftLeft(1);
    }
  }

  /**
   * Returns the test of values.
   *
   * @return the test
   */
  public static PooledDispersionTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test of other scores.
   *
   * @param scores what is compared
   * @return a changed copy
   */
  public PooledDispersionTest with(Scores scores) {
    return new PooledDispersionTest(Objects.requireNonNull(scores, "scores"));
  }

  /**
   * Returns z of the second sample.
   *
   * @param x the first sample
   * @param y the second sample
   * @return z, positive if the second sample has the larger mean score
   * @throws IllegalArgumentException as {@link #test}
   */
  public double statistic(DailyTables x, DailyTables y) {
    return test(x, y).statistic();
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty, or both together have fewer than three
   *     days
   */
  public Result test(DailyTables x, DailyTables y) {
    Levels.requireBoth(x.total(), y.total());
    int degrees = x.days() + y.days() - 2;
    if (degrees < 1) {
      throw new IllegalArgumentException(
          "dispersion needs three days with observations in both samples together, not "
              + (x.days() + y.days()));
    }
    return new Reading(scores, x, y).result(degrees);
  }

  private static boolean isProportion(FrequencyTable table) {
    return table.min() >= 0 && table.max() <= 1;
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic z of the second sample
   * @param logPValue ln p, two-sided
   * @param difference mean score of the second sample − mean score of the first
   * @param dispersion φ, at least 1
   * @param skewness γ of U
   * @param degrees of freedom: days with observations in both samples − 2
   * @param method how p was computed
   * @param scores what was compared
   * @param first the first sample, whatever the days
   * @param second the second sample, whatever the days
   */
  public record Result(
      double statistic,
      double logPValue,
      double difference,
      double dispersion,
      double skewness,
      int degrees,
      Method method,
      Scores scores,
      FrequencyTable first,
      FrequencyTable second)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic z of the second sample
     * @param logPValue ln p, two-sided
     * @param difference mean score of the second sample − mean score of the first
     * @param dispersion φ, at least 1
     * @param skewness γ of U
     * @param degrees of freedom: days with observations in both samples − 2
     * @param method how p was computed
     * @param scores what was compared
     * @param first the first sample, whatever the days
     * @param second the second sample, whatever the days
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
      Levels.requireDispersion(dispersion);
    }

    /**
     * Computes the interval of the difference.
     *
     * <p>Of values {0, 1} it is {@link ScaledInterval}: Newcombe's, each arm √φ times as long; at
     * 0.95 it covers 93 to 97 %. Of other values it is made by {@link SquareAndAdd} of the
     * intervals of both means, with their own variances times φ: on the logarithm where no value is
     * negative. Of midranks it is that of {@link MannWhitneyTest.Result#superiorityInterval} less
     * ½, with φ times the variance, as of samples that are φ times smaller.
     *
     * @param level the confidence level, such as 0.95
     * @return the interval, infinite where a sample of other values has one observation
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval interval(double level) {
      if (scores == Scores.MIDRANKS) {
        Interval superiority = ScaledLocation.ofSuperiority(first, second, dispersion, level);
        return new Interval(superiority.low() - 0.5, superiority.high() - 0.5, level);
      }
      return isProportion(first) && isProportion(second)
          ? ScaledInterval.of(TwoProportions.of(first, second), dispersion, level)
          : ScaledLocation.ofDifference(first, second, dispersion, level);
    }
  }

  /** Exact sums of scores, and what is made of them. */
  private static final class Reading {

    private final Scores kind;
    private final FrequencyTable x;
    private final FrequencyTable y;
    private final LongUnaryOperator scores;
    private final BigInteger unit;
    private final Moments first;
    private final Moments second;
    private final Moments all;
    private final double dispersion;

    Reading(Scores kind, DailyTables x, DailyTables y) {
      this.kind = kind;
      this.x = x.total();
      this.y = y.total();
      FrequencyTable both = this.x.combine(this.y);
      this.scores = kind.of(both);
      this.unit = kind.unit(both);
      this.first = Moments.of(this.x, scores);
      this.second = Moments.of(this.y, scores);
      this.all = first.plus(second);
      this.dispersion = Math.max(1, dispersion(x, y));
    }

    /** Both numerators over both denominators; 1 where nothing varies within the samples. */
    private double dispersion(DailyTables x, DailyTables y) {
      Fraction between = between(x, first).plus(between(y, second));
      Fraction within = within(x, first).plus(within(y, second));
      return within.isZero() ? 1 : between.dividedBy(within).value();
    }

    /** Σ (S_j − n_j S / n)² B / (B − 1) = Σ (n S_j − n_j S)² B / ((B − 1) n²). */
    private Fraction between(DailyTables sample, Moments whole) {
      if (sample.days() < 2) {
        return Fraction.ZERO;
      }
      BigInteger[] sum = {BigInteger.ZERO};
      sample.forEach(
          (day, table) -> {
            Moments part = Moments.of(table, scores);
            BigInteger deviation =
                whole.count().multiply(part.sum()).subtract(part.count().multiply(whole.sum()));
            sum[0] = sum[0].add(deviation.multiply(deviation));
          });
      return new Fraction(
          sum[0].multiply(BigInteger.valueOf(sample.days())),
          whole.count().pow(2).multiply(BigInteger.valueOf(sample.days() - 1L)));
    }

    /** Σ (a − ā)² = (n Σ a² − S²) / n. */
    private static Fraction within(DailyTables sample, Moments whole) {
      return sample.days() < 2 ? Fraction.ZERO : new Fraction(whole.scaledSquares(), whole.count());
    }

    Result result(int degrees) {
      double difference =
          new Fraction(distance(), first.count().multiply(second.count()).multiply(unit)).value();
      double error = StrictMath.sqrt(dispersion * variance().value());
      if (error == 0) {
        return result(0, 0, difference, 0, degrees, Method.PEARSON_III);
      }
      double z = difference / error;
      double skewness = skewness();
      return needsExactness()
          ? result(z, MID_P.test(x, y).logPValue(), difference, skewness, degrees, Method.MID_P)
          : result(
              z,
              PearsonThree.twoSidedAtStudent(z, skewness, degrees),
              difference,
              skewness,
              degrees,
              Method.PEARSON_III);
    }

    private Result result(
        double z, double logP, double difference, double skewness, int degrees, Method method) {
      return new Result(z, logP, difference, dispersion, skewness, degrees, method, kind, x, y);
    }

    /** Few events of two proportions whose days do not resemble each other. */
    private boolean needsExactness() {
      return kind == Scores.VALUES
          && dispersion == 1
          && isProportion(x)
          && isProportion(y)
          && (double) x.count() + y.count() <= FisherExactTest.LARGEST_TOTAL
          && PearsonTest.withDefaults().test(x, y).smallestExpected() < LEAST_EXPECTED;
    }

    /** n S_second − m S_first = n m (mean of the second − mean of the first). */
    private BigInteger distance() {
      return first.count().multiply(second.sum()).subtract(second.count().multiply(first.sum()));
    }

    /** Of the difference: N² / (n m)² V = (N Σ a² − S²) / (n m (N − 1)). */
    private Fraction variance() {
      return new Fraction(
          all.scaledSquares(),
          first
              .count()
              .multiply(second.count())
              .multiply(all.count().subtract(BigInteger.ONE))
              .multiply(unit.pow(2)));
    }

    /** κ₃ φ (2φ − 1) / (φ V)^1.5, by κ₃² / V³, which is a ratio of integers. */
    private double skewness() {
      BigInteger n = all.count();
      BigInteger unbalance = first.count().subtract(second.count());
      BigInteger cubes = all.scaledCubes();
      BigInteger numerator =
          unbalance.pow(2).multiply(cubes.pow(2)).multiply(n.subtract(BigInteger.ONE));
      BigInteger denominator =
          first
              .count()
              .multiply(second.count())
              .multiply(n.subtract(BigInteger.TWO).pow(2))
              .multiply(all.scaledSquares().pow(3));
      double size = StrictMath.sqrt(Quotient.of(numerator, denominator));
      return unbalance.signum()
          * cubes.signum()
          * size
          * (2 * dispersion - 1)
          / StrictMath.sqrt(dispersion);
    }
  }
}

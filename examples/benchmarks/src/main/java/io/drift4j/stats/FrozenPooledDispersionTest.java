package io.drift4j.stats;

import java.math.BigInteger;
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
 * and φ (2φ − 1) the third cumulant as for a sum of days with a common dispersion. The interval is
 * the set of differences that the same test, with the same variance and tails, does not refuse: it
 * leaves out 0 exactly if p &lt; 1 − level.
 *
 * <p>Where values are {0, 1}, φ is 1 and an expected count is below 5, p is the mid-p of {@link
 * FisherExactTest} instead, and the result says so; the interval stays.
 *
 * <p>Size at 0.05 is at most 0.065 from half an observation a day, for intraday correlations up to
 * 0.05, 90 against 14 days. Where all scores are equal, p is 1. A sample with one day has no
 * dispersion of its own and does not take part in φ.
 *
 * <p>Immutable and thread-safe.
 *
 * <p>As it was when {@code DriftPolicy.controlled()} was begun; kept to compare with.
 */
public final class FrozenPooledDispersionTest {

  /** Below, the distribution of a count is too coarse for any curve. */
  private static final double LEAST_EXPECTED = 5;

  private static final FisherExactTest MID_P = FisherExactTest.withDefaults().withMidP(true);

  private static final FrozenPooledDispersionTest DEFAULT =
      new FrozenPooledDispersionTest(Scores.VALUES, 0.95);

  private final Scores scores;
  private final double level;

  private FrozenPooledDispersionTest(Scores scores, double level) {
    this.scores = scores;
    this.level = level;
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
   * Returns the test of values with intervals at 0.95.
   *
   * @return the test
   */
  public static FrozenPooledDispersionTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test of other scores.
   *
   * @param scores what is compared
   * @return a changed copy
   */
  public FrozenPooledDispersionTest with(Scores scores) {
    return new FrozenPooledDispersionTest(scores, level);
  }

  /**
   * Returns this test with intervals at another level.
   *
   * @param level the confidence level, in (0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public FrozenPooledDispersionTest withLevel(double level) {
    return new FrozenPooledDispersionTest(scores, Levels.requireLevel(level));
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
    Result result = new Reading(scores, x, y).result(degrees, level);
    return needsExactness(result, x.total(), y.total())
        ? result.exact(MID_P.test(x.total(), y.total()).logPValue())
        : result;
  }

  /** Few events of two proportions whose days do not resemble each other. */
  private boolean needsExactness(Result result, FrequencyTable x, FrequencyTable y) {
    return scores == Scores.VALUES
        && result.dispersion() == 1
        && isProportion(x)
        && isProportion(y)
        && (double) x.count() + y.count() <= FisherExactTest.LARGEST_TOTAL
        && PearsonTest.withDefaults().test(x, y).smallestExpected() < LEAST_EXPECTED;
  }

  private static boolean isProportion(FrequencyTable table) {
    return table.min() >= 0 && table.max() <= 1;
  }

  /**
   * The result.
   *
   * @param statistic z of the second sample
   * @param logPValue ln p, two-sided
   * @param difference mean score of the second sample − mean score of the first
   * @param interval of the difference
   * @param dispersion φ, at least 1
   * @param skewness γ of U
   * @param degrees of freedom: days with observations in both samples − 2
   * @param method how p was computed
   */
  public record Result(
      double statistic,
      double logPValue,
      double difference,
      Interval interval,
      double dispersion,
      double skewness,
      int degrees,
      Method method)
      implements TestResult {

    private Result exact(double logPValue) {
      return new Result(
          statistic, logPValue, difference, interval, dispersion, skewness, degrees, Method.MID_P);
    }
  }

  /** Exact sums of scores, and what is made of them. */
  private static final class Reading {

    private final LongUnaryOperator scores;
    private final BigInteger unit;
    private final Moments first;
    private final Moments second;
    private final Moments all;
    private final double dispersion;

    Reading(Scores kind, DailyTables x, DailyTables y) {
      FrequencyTable both = x.total().combine(y.total());
      this.scores = kind.of(both);
      this.unit = kind.unit(both);
      this.first = Moments.of(x.total(), scores);
      this.second = Moments.of(y.total(), scores);
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

    Result result(int degrees, double level) {
      double difference =
          new Fraction(distance(), first.count().multiply(second.count()).multiply(unit)).value();
      double error = StrictMath.sqrt(dispersion * variance().value());
      if (error == 0) {
        Interval nothing = new Interval(0, 0, level);
        return new Result(0, 0, difference, nothing, dispersion, 0, degrees, Method.PEARSON_III);
      }
      double z = difference / error;
      double skewness = skewness();
      return new Result(
          z,
          PearsonThree.twoSidedAtStudent(z, skewness, degrees),
          difference,
          interval(difference, error, skewness, degrees, level),
          dispersion,
          skewness,
          degrees,
          Method.PEARSON_III);
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

    private static Interval interval(
        double difference, double error, double skewness, int degrees, double level) {
      double tail = StrictMath.log((1 - level) / 2);
      double above = PearsonThree.criticalAtStudent(tail, skewness, degrees);
      double below = PearsonThree.criticalAtStudent(tail, -skewness, degrees);
      return new Interval(difference - above * error, difference + below * error, level);
    }
  }
}

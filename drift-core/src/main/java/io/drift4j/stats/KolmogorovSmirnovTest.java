package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether two samples come from one distribution, by the largest distance of their distribution
 * functions: the test of Kolmogorov (1933) and Smirnov (1939), two-sided, with p-values that hold
 * under ties.
 *
 * <p>With A_i and B_i the numbers of observations of the first and second sample up to the i-th
 * distinct value, n and m their totals and N = n + m,
 *
 * <pre>
 *   D = max_i |A_i m − B_i n| / (n m)
 * </pre>
 *
 * <p>a ratio of exact integers for any totals that a table can hold, rounded once.
 *
 * <p><b>p-value.</b> Always P(D ≥ observed) given the values that were observed; the law of
 * continuous data, which most programs use, is far too large where values repeat. {@link
 * Method#EXACT}: over all ways to share out the observed values, by lattice paths that are looked
 * at only where a group of ties ends (Schröer and Trenkler, 1995), n m steps; refused above {@value
 * #LARGEST_EXACT}. {@link Method#MONTE_CARLO}: (b + 1) / (B + 1) for b of B random tables with the
 * observed margins; up to 10^9 observations. {@link Method#LIMIT}: the Brownian bridge at the
 * shares s_i of the tie groups' ends, bounded from above by the smaller of the law of Kolmogorov
 * and the inequality of Šidák (1967),
 *
 * <pre>
 *   λ² = D² n m (N − 1) / N²
 *   p  = min(2 Σ_k (−1)^(k−1) exp(−2 k² λ²),  1 − Π_i P(|Z| ≤ λ / √(s_i (1 − s_i))))
 * </pre>
 *
 * <p>which is close where values are few or very many, and conservative in between and far out:
 * with about 1,000 observations a side 0.85 to 2 times the exact p, for p above 0.001. {@link
 * Method#AUTO}, the default: exact for n m up to {@value #LARGEST_EXACT}, else the limit where both
 * samples have at least {@value #SMALLEST_LIMIT} observations, else Monte Carlo; the result says
 * which.
 *
 * <p>Assumes independent observations. The exact test is conservative as all exact tests of
 * discrete statistics are. Where both samples have the same distribution function, as where all
 * values are equal, D is 0 and p is 1.
 *
 * <p>Immutable and thread-safe.
 */
public final class KolmogorovSmirnovTest {

  /** Pairs of observations, n m, for {@link Method#EXACT} at most: a few milliseconds. */
  public static final long LARGEST_EXACT = 1_000_000;

  /** Observations that both samples have at least where {@link Method#AUTO} takes the limit. */
  public static final int SMALLEST_LIMIT = 100;

  private static final KolmogorovSmirnovTest DEFAULT =
      new KolmogorovSmirnovTest(Method.AUTO, Columns.DEFAULT_DRAWS);

  private final Method method;
  private final int draws;

  private KolmogorovSmirnovTest(Method method, int draws) {
    this.method = method;
    this.draws = draws;
  }

  /** How the p-value is computed. */
  public enum Method {
    /** Exact where that is quick, else the limit, or Monte Carlo where one sample is small. */
    AUTO,
    /** Over all ways to share out the observed values. */
    EXACT,
    /** Over random ways to share out the observed values. */
    MONTE_CARLO,
    /** By the Brownian bridge at the ends of the tie groups, bounded from above. */
    LIMIT
  }

  /**
   * Returns the test with {@link Method#AUTO} and 9,999 draws where it needs Monte Carlo.
   *
   * @return the test
   */
  public static KolmogorovSmirnovTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another way to compute p.
   *
   * @param method the way
   * @return a changed copy
   */
  public KolmogorovSmirnovTest with(Method method) {
    return new KolmogorovSmirnovTest(Objects.requireNonNull(method, "method"), draws);
  }

  /**
   * Returns this test with another number of random tables.
   *
   * @param draws B, at least 1; p is not below 1 / (B + 1)
   * @return a changed copy
   * @throws IllegalArgumentException if the number is not positive
   */
  public KolmogorovSmirnovTest withDraws(int draws) {
    return new KolmogorovSmirnovTest(method, Columns.requireDraws(draws));
  }

  /**
   * Returns D.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the largest distance of the distribution functions, in [0, 1]
   * @throws IllegalArgumentException if a sample is empty
   */
  public double statistic(FrequencyTable x, FrequencyTable y) {
    return Distance.of(x, y).statistic();
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty, {@link Method#EXACT} is asked for where
   *     n m is above {@value #LARGEST_EXACT}, or Monte Carlo is needed for more than 10^9
   *     observations
   */
  public Result test(FrequencyTable x, FrequencyTable y) {
    Distance distance = Distance.of(x, y);
    Counts.add(x.count(), y.count());
    Method used = method == Method.AUTO ? automatic(distance) : method;
    double logP = distance.largest.signum() == 0 ? 0 : logPValue(used, distance, x, y);
    int drawn = used == Method.MONTE_CARLO ? draws : 0;
    return new Result(distance.statistic(), logP, distance.at, used, drawn);
  }

  private static Method automatic(Distance distance) {
    if (distance.isQuick()) {
      return Method.EXACT;
    }
    boolean large = Math.min(distance.n, distance.m) >= SMALLEST_LIMIT;
    return large ? Method.LIMIT : Method.MONTE_CARLO;
  }

  private double logPValue(Method used, Distance distance, FrequencyTable x, FrequencyTable y) {
    return switch (used) {
      case EXACT -> {
        requireQuick(distance);
        yield LatticePaths.logPValue(x, y, distance.largest.longValueExact());
      }
      case MONTE_CARLO -> {
        Columns columns = Columns.of(x, y);
        yield columns.logPValue(columns.drawnLargest(), draws);
      }
      default -> Math.min(logKolmogorov(distance.lambda()), logSidak(distance.lambda(), x, y));
    };
  }

  private static void requireQuick(Distance distance) {
    if (!distance.isQuick()) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "exact Kolmogorov-Smirnov of %d and %d observations takes too long: their product may be",
                  distance.n,
                  distance.m)
              + String.format(
                  Locale.ROOT,
                  " at most %d; use Method.LIMIT or Method.MONTE_CARLO",
                  LARGEST_EXACT));
    }
  }

  /** ln of the law of Kolmogorov, P(sup |bridge| ≥ λ), by the series that converges at once. */
  static double logKolmogorov(double lambda) {
    double square = lambda * lambda;
    double sum = 0;
    if (lambda < 1) {
      for (int k = 5; k > 0; k -= 2) {
        sum += StrictMath.exp(-k * k * Math.PI * Math.PI / (8 * square));
      }
      return StrictMath.log1p(-StrictMath.sqrt(2 * Math.PI) / lambda * sum);
    }
    for (int k = 5; k > 1; k--) {
      sum += (k % 2 == 0 ? -1 : 1) * StrictMath.exp(-2 * (k * k - 1) * square);
    }
    return StrictMath.log(2) - 2 * square + StrictMath.log1p(sum);
  }

  /** ln (1 − Π (1 − p_i)), p_i the normal tail at the end of the i-th tie group but the last. */
  private static double logSidak(double lambda, FrequencyTable x, FrequencyTable y) {
    double total = (double) x.count() + y.count();
    long all = x.count() + y.count();
    double[] sums = {0, Double.NEGATIVE_INFINITY}; // Σ ln (1 − p), ln Σ p
    long[] below = {0};
    FrequencyTable.forEachPair(
        x,
        y,
        (value, a, b) -> {
          below[0] += a + b;
          if (below[0] < all) {
            double deviation =
                StrictMath.sqrt(below[0] / total) * StrictMath.sqrt((all - below[0]) / total);
            double logP = Tail.twoSidedNormal(lambda / deviation);
            sums[0] += StrictMath.log1p(-StrictMath.exp(logP));
            sums[1] = logSum(sums[1], logP);
          }
        });
    // below e^-40 the product of small terms loses what their sum keeps, and both are equal
    return sums[1] < -40 ? sums[1] : StrictMath.log(-StrictMath.expm1(sums[0]));
  }

  /** ln (e^one + e^other). */
  private static double logSum(double one, double other) {
    double larger = Math.max(one, other);
    return larger + StrictMath.log1p(StrictMath.exp(Math.min(one, other) - larger));
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic D
   * @param logPValue ln p, two-sided
   * @param at the smallest value at which the distribution functions are D apart
   * @param method how p was computed
   * @param draws B, the number of random tables, 0 unless by Monte Carlo
   */
  public record Result(double statistic, double logPValue, long at, Method method, int draws)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic D
     * @param logPValue ln p, two-sided
     * @param at the smallest value at which the distribution functions are D apart
     * @param method how p was computed
     * @param draws B, the number of random tables, 0 unless by Monte Carlo
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    @Override
    public double logFloor() {
      return Columns.logFloor(draws);
    }
  }

  /** The exact integers that D is a ratio of. */
  private static final class Distance implements FrequencyTable.PairVisitor {

    private final long n;
    private final long m;
    private final Sum128 here = new Sum128();
    private BigInteger largest = BigInteger.valueOf(-1);
    private long at;

    private Distance(long n, long m) {
      this.n = n;
      this.m = m;
    }

    static Distance of(FrequencyTable x, FrequencyTable y) {
      Levels.requireBoth(x, y);
      Distance distance = new Distance(x.count(), y.count());
      FrequencyTable.forEachPair(x, y, distance);
      return distance;
    }

    @Override
    public void visit(long value, long a, long b) {
      here.addProduct(a, m);
      here.addProduct(-b, n);
      BigInteger distance = here.value().abs();
      if (distance.compareTo(largest) > 0) {
        largest = distance;
        at = value;
      }
    }

    private BigInteger pairs() {
      return BigInteger.valueOf(n).multiply(BigInteger.valueOf(m));
    }

    boolean isQuick() {
      return pairs().compareTo(BigInteger.valueOf(LARGEST_EXACT)) <= 0;
    }

    double statistic() {
      return Quotient.of(largest, pairs());
    }

    /** √(d² (N − 1) / (n m N²)). */
    double lambda() {
      BigInteger total = BigInteger.valueOf(n).add(BigInteger.valueOf(m));
      BigInteger numerator = largest.pow(2).multiply(total.subtract(BigInteger.ONE));
      return StrictMath.sqrt(Quotient.of(numerator, pairs().multiply(total.pow(2))));
    }
  }
}

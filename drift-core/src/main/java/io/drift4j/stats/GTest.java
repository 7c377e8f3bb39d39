package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Objects;

/**
 * Whether two samples have the same mix of categories, by the likelihood ratio: the G-test (Wilks,
 * 1938; Sokal and Rohlf, 1962) for a table with two rows and a column for each of K categories. The
 * values of the tables are codes of categories; their order does not matter.
 *
 * <p>With observed counts O and expected counts E = n t_j / N and m t_j / N, where t_j observations
 * of both samples are of category j,
 *
 * <pre>
 *   G = 2 Σ O ln(O / E) = 2 Σ E ((1 + δ) ln(1 + δ) − δ),   δ = (O − E) / E,
 * </pre>
 *
 * where 0 ln 0 is 0. The second sum, which is computed, has no negative terms and loses no digits
 * where O is close to E; δ is a ratio of exact integers rounded once, for any totals that a table
 * can hold. G is 0 for equal shares. No correction (Williams, Yates) is applied.
 *
 * <p><b>p-value.</b> As that of {@link ChiSquareHomogeneityTest}, by the same rule: chi-square with
 * K − 1 degrees of freedom, or Monte Carlo or moments where expected counts are small. The effect,
 * Cramér's V, and the residuals that say which category moved are in the result of that class too.
 *
 * <p>Assumes independent observations. With a single category G is 0 and p is 1. Reference:
 * Agresti, Categorical Data Analysis, 3rd edition, section 3.2.
 *
 * <p>Immutable and thread-safe.
 */
public final class GTest {

  private static final GTest DEFAULT = new GTest(CategoryMethod.AUTO, Columns.DEFAULT_DRAWS);

  private final CategoryMethod method;
  private final int draws;

  private GTest(CategoryMethod method, int draws) {
    this.method = method;
    this.draws = draws;
  }

  /**
   * Returns the test with {@link CategoryMethod#AUTO} and 9,999 draws.
   *
   * @return the test
   */
  public static GTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another way to compute p.
   *
   * @param method the way
   * @return a changed copy
   */
  public GTest with(CategoryMethod method) {
    return new GTest(Objects.requireNonNull(method, "method"), draws);
  }

  /**
   * Returns this test with another number of draws, should p be by Monte Carlo.
   *
   * @param draws B, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if the number is below 1
   */
  public GTest withDraws(int draws) {
    return new GTest(method, Columns.requireDraws(draws));
  }

  /**
   * Returns the statistic.
   *
   * @param x the first sample
   * @param y the second sample
   * @return G, not negative
   * @throws IllegalArgumentException if a sample is empty
   */
  public double statistic(FrequencyTable x, FrequencyTable y) {
    return statistic(Columns.of(x, y));
  }

  private static double statistic(Columns columns) {
    PositiveSum sum = new PositiveSum();
    for (int j = 0; j < columns.size(); j++) {
      // δ = (x N − n t) / (n t) = −(y n − x m) / (n t), and with the other sign / (m t)
      BigInteger difference = columns.difference(j);
      BigInteger t = BigInteger.valueOf(columns.both(j));
      BigInteger first = t.multiply(BigInteger.valueOf(columns.n()));
      BigInteger second = t.multiply(BigInteger.valueOf(columns.m()));
      BigInteger total = BigInteger.valueOf(columns.total());
      double inFirst = Quotient.of(first, total) * excess(Quotient.of(difference.negate(), first));
      double inSecond = Quotient.of(second, total) * excess(Quotient.of(difference, second));
      sum.add(inFirst + inSecond);
    }
    return 2 * sum.value();
  }

  /** The same of counts of the smaller sample, rounded. */
  private static MixMoments.Term term(Columns columns) {
    long size = columns.drawnSize();
    long total = columns.total();
    double share = (double) size / total;
    double otherShare = (double) (total - size) / total;
    return (t, drawn) -> {
      double d = drawn * total - t * size;
      double scale = (double) t * total;
      return t * share * excess(Math.max(-1, d / (scale * share)))
          + t * otherShare * excess(Math.max(-1, -d / (scale * otherShare)));
    };
  }

  /** (1 + δ) ln(1 + δ) − δ, by its series δ² / 2 − δ³ / 6 + … δᵏ / (k (k − 1)) where δ is small. */
  private static double excess(double delta) {
    if (delta <= -1) {
      return 1;
    }
    if (Math.abs(delta) > 0.25) {
      return (1 + delta) * StrictMath.log1p(delta) - delta;
    }
    double power = delta * delta;
    double sum = 0;
    for (int k = 2; Math.abs(power) > sum * 1e-18; k++) {
      sum += power / (k * (k - 1));
      power *= -delta;
    }
    return sum;
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty, or p is to be by Monte Carlo or moments
   *     and both have more than 10⁹ observations: pool rare categories or use {@link
   *     CategoryMethod#CHI_SQUARE}
   */
  public Result test(FrequencyTable x, FrequencyTable y) {
    Columns columns = Columns.of(x, y);
    double g = statistic(columns);
    CategoryTail tail =
        CategoryTail.of(columns, method, !columns.isSparse(), g, term(columns), draws);
    return new Result(g, tail.logPValue(), columns.degrees(), tail.method(), tail.draws());
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic G
   * @param logPValue ln p
   * @param degrees K − 1
   * @param method how p was computed
   * @param draws B, 0 unless p is by Monte Carlo
   */
  public record Result(
      double statistic, double logPValue, int degrees, CategoryMethod method, int draws)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic G
     * @param logPValue ln p
     * @param degrees K − 1
     * @param method how p was computed
     * @param draws B, 0 unless p is by Monte Carlo
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
}

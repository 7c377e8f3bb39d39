package io.drift4j.stats;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Whether two samples have the same mix of categories: the chi-square test of homogeneity of
 * Pearson (1900) for a table with two rows and a column for each of K categories. The values of the
 * tables are codes of categories; their order does not matter.
 *
 * <p>With x_j and y_j observations of category j in the samples of n and m, t_j = x_j + y_j, N = n
 * + m,
 *
 * <pre>
 *   χ² = Σ (O − E)² / E over all 2 K cells = Σ (y_j n − x_j m)² / t_j / (n m),
 * </pre>
 *
 * without a correction for continuity. All terms are quotients of exact integers, for any totals
 * that a table can hold; they are added up with 128 bits and rounded once. A category that only one
 * sample has is a column with a zero.
 *
 * <p><b>p-value.</b> {@link CategoryMethod#CHI_SQUARE}: the tail of chi-square with K − 1 degrees
 * of freedom. {@link CategoryMethod#MONTE_CARLO}: the share (b + 1) / (B + 1) of B drawn tables
 * with the observed margins that have a χ² at least as large; seeded by the tables' contents, for
 * up to 10⁹ observations. {@link CategoryMethod#MOMENTS}: the same for many categories, by the
 * moments of χ². {@link CategoryMethod#AUTO}, the default: where more than 20 % of the expected
 * counts are below 5 or any is below 1 (Cochran, 1954), Monte Carlo for up to 1,000 categories and
 * moments for more, else chi-square; the result says which.
 *
 * <p>The effect is Cramér's V, corrected for its bias (Bergsma, 2013); the adjusted standardised
 * residuals (Haberman, 1973) say which category moved.
 *
 * <p>Assumes independent observations. With a single category χ² is 0 and p is 1. Reference:
 * Agresti, Categorical Data Analysis, 3rd edition, section 3.2.
 *
 * <p>Immutable and thread-safe.
 */
public final class ChiSquareHomogeneityTest {

  private static final ChiSquareHomogeneityTest DEFAULT =
      new ChiSquareHomogeneityTest(CategoryMethod.AUTO, Columns.DEFAULT_DRAWS);

  private final CategoryMethod method;
  private final int draws;

  private ChiSquareHomogeneityTest(CategoryMethod method, int draws) {
    this.method = method;
    this.draws = draws;
  }

  /**
   * Returns the test with {@link CategoryMethod#AUTO} and 9,999 draws.
   *
   * @return the test
   */
  public static ChiSquareHomogeneityTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another way to compute p.
   *
   * @param method the way
   * @return a changed copy
   */
  public ChiSquareHomogeneityTest with(CategoryMethod method) {
    return new ChiSquareHomogeneityTest(Objects.requireNonNull(method, "method"), draws);
  }

  /**
   * Returns this test with another number of draws, should p be by Monte Carlo.
   *
   * @param draws B, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if the number is below 1
   */
  public ChiSquareHomogeneityTest withDraws(int draws) {
    return new ChiSquareHomogeneityTest(method, Columns.requireDraws(draws));
  }

  /**
   * Returns Pearson's chi-square.
   *
   * @param x the first sample
   * @param y the second sample
   * @return χ², from 0 to n + m
   * @throws IllegalArgumentException if a sample is empty
   */
  public double statistic(FrequencyTable x, FrequencyTable y) {
    return statistic(Columns.of(x, y));
  }

  private static double statistic(Columns columns) {
    QuotientSum sum = new QuotientSum();
    for (int j = 0; j < columns.size(); j++) {
      sum.add(columns.difference(j).pow(2), BigInteger.valueOf(columns.both(j)));
    }
    return sum.times(BigInteger.ONE, columns.pairs());
  }

  /** (x N − t n)² / t of the smaller sample, rounded. */
  private static MixMoments.Term term(Columns columns) {
    long size = columns.drawnSize();
    long total = columns.total();
    return (t, drawn) -> {
      double d = drawn * total - t * size;
      return 1.0 / t * (d * d);
    };
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
    double chiSquare = statistic(columns);
    CategoryTail tail =
        CategoryTail.of(columns, method, !columns.isSparse(), chiSquare, term(columns), draws);
    return new Result(
        chiSquare,
        tail.logPValue(),
        columns.degrees(),
        cramersV(columns, chiSquare),
        residuals(columns),
        tail.method(),
        tail.draws());
  }

  /**
   * √(φ² / (R' − 1)), each less what it is expected to be without an effect; with d = K − 1 the
   * other choice, K' − 1 = d (N − 1 − d) / (N − 1), is not less than R' − 1 = (N − 2) / (N − 1),
   * but for 0 where every observation has a category of its own.
   */
  private static double cramersV(Columns columns, double chiSquare) {
    double n = columns.total();
    double degrees = columns.degrees();
    double excess = chiSquare / n - degrees / (n - 1);
    boolean isEmpty = excess <= 0 || degrees == n - 1;
    return isEmpty ? 0 : Math.min(1, StrictMath.sqrt(excess / ((n - 2) / (n - 1))));
  }

  private static List<Residual> residuals(Columns columns) {
    return IntStream.range(0, columns.size()).mapToObj(j -> residual(columns, j)).toList();
  }

  /** r² = (y n − x m)² N / (n m t (N − t)). */
  private static Residual residual(Columns columns, int j) {
    BigInteger difference = columns.difference(j);
    BigInteger others =
        BigInteger.valueOf(columns.total() - columns.both(j))
            .multiply(BigInteger.valueOf(columns.both(j)));
    double square =
        others.signum() == 0
            ? 0
            : Quotient.of(
                difference.pow(2).multiply(BigInteger.valueOf(columns.total())),
                others.multiply(columns.pairs()));
    return new Residual(
        columns.value(j),
        columns.first(j),
        columns.second(j),
        difference.signum() * StrictMath.sqrt(square));
  }

  /**
   * What happened to one category.
   *
   * @param category its code
   * @param first how often the first sample has it
   * @param second how often the second sample has it
   * @param residual (O − E) / √(E (1 − m / N) (1 − t / N)) of the second sample: about standard
   *     normal if nothing changed, positive where the second sample has more
   */
  public record Residual(long category, long first, long second, double residual) {}

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic χ²
   * @param logPValue ln p
   * @param degrees K − 1
   * @param cramersV the effect, corrected for bias, from 0 for none to 1 for samples without a
   *     common category, less where categories have few observations; 0 where there are as many
   *     categories as observations
   * @param residuals of every category, in ascending order of the codes
   * @param method how p was computed
   * @param draws B, 0 unless p is by Monte Carlo
   */
  public record Result(
      double statistic,
      double logPValue,
      int degrees,
      double cramersV,
      List<Residual> residuals,
      CategoryMethod method,
      int draws)
      implements TestResult {

    /**
     * Creates a result.
     *
     * @param statistic χ²
     * @param logPValue ln p
     * @param degrees K − 1
     * @param cramersV the effect
     * @param residuals of every category; copied
     * @param method how p was computed
     * @param draws B, or 0
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
      residuals = List.copyOf(residuals);
    }

    @Override
    public double logFloor() {
      return Columns.logFloor(draws);
    }
  }
}

package io.drift4j.stats;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The population stability index of two samples of categories or binned numbers, with what it is
 * without drift, and a test of it. Rules such as "PSI above 0.1" know neither sample size nor
 * number of categories; this class does.
 *
 * <p>With the shares p_j = x_j / n and q_j = y_j / m of K categories,
 *
 * <pre>
 *   PSI = Σ (q_j − p_j) ln(q_j / p_j),
 * </pre>
 *
 * which is the symmetric divergence of Jeffreys (1946), in nats. A count of zero stands for ½ while
 * n and m stay as they are: a rule, without which PSI would be infinite. Differences and ratios of
 * shares are those of exact integers, rounded once, for any totals that a table can hold; PSI is 0
 * for equal shares and the same, bit for bit, when the samples change places.
 *
 * <p><b>Without drift</b> PSI is (K − 1) (1 / n + 1 / m) on average, and PSI / (1 / n + 1 / m) has
 * about a chi-square distribution with K − 1 degrees of freedom (Yurdakul and Naranjo, 2020).
 *
 * <p><b>p-value.</b> By that distribution if every expected count, n t_j / N and m t_j / N, is at
 * least 10 √(K − 1), where the size at 0.05 is 0.045 to 0.065 by simulation for up to 100
 * categories. (If 5 were enough, as it is for Pearson's chi-square, it would be 0.09 for 10 and
 * more than 0.12 for 100 categories, since few observations make PSI larger than its limit law has
 * it.) Else by Monte Carlo, (b + 1) / (B + 1) of B drawn tables with the observed margins, or for
 * more than 1,000 categories by the moments of PSI given these, for up to 10⁹ observations; or as
 * asked for by {@link #with(CategoryMethod)}. The result says which.
 *
 * <p>Assumes independent observations. With a single category PSI is 0 and p is 1. Numbers are
 * binned by {@link #quantileEdges} of the baseline and {@link #binned}.
 *
 * <p>Immutable and thread-safe.
 */
public final class PopulationStability {

  private static final PopulationStability DEFAULT =
      new PopulationStability(CategoryMethod.AUTO, Columns.DEFAULT_DRAWS);

  /** Times √(K − 1): the expected counts from which on the limit law holds. */
  private static final int LEAST_EXPECTED = 10;

  private final CategoryMethod method;
  private final int draws;

  private PopulationStability(CategoryMethod method, int draws) {
    this.method = method;
    this.draws = draws;
  }

  /**
   * Returns the test with {@link CategoryMethod#AUTO} and 9,999 draws.
   *
   * @return the test
   */
  public static PopulationStability withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this test with another way to compute p.
   *
   * @param method the way
   * @return a changed copy
   */
  public PopulationStability with(CategoryMethod method) {
    return new PopulationStability(Objects.requireNonNull(method, "method"), draws);
  }

  /**
   * Returns this test with another number of draws, should p be by Monte Carlo.
   *
   * @param draws B, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if the number is below 1
   */
  public PopulationStability withDraws(int draws) {
    return new PopulationStability(method, Columns.requireDraws(draws));
  }

  /**
   * Returns the index.
   *
   * @param x the first sample
   * @param y the second sample
   * @return PSI, not negative
   * @throws IllegalArgumentException if a sample is empty
   */
  public double statistic(FrequencyTable x, FrequencyTable y) {
    return statistic(Columns.of(x, y));
  }

  private static double statistic(Columns columns) {
    BigInteger twicePairs = columns.pairs().shiftLeft(1);
    PositiveSum sum = new PositiveSum();
    for (int j = 0; j < columns.size(); j++) {
      BigInteger p = twiceOrOne(columns.first(j)).multiply(BigInteger.valueOf(columns.m()));
      BigInteger q = twiceOrOne(columns.second(j)).multiply(BigInteger.valueOf(columns.n()));
      BigInteger difference = q.subtract(p).abs();
      double logRatio = StrictMath.log1p(Quotient.of(difference, p.min(q)));
      sum.add(Quotient.of(difference, twicePairs) * logRatio);
    }
    return sum.value();
  }

  private static BigInteger twiceOrOne(long count) {
    return count == 0 ? BigInteger.ONE : BigInteger.valueOf(count).shiftLeft(1);
  }

  /** The same of counts of the smaller sample, rounded. */
  private static MixMoments.Term term(Columns columns) {
    double size = columns.drawnSize();
    double otherSize = columns.total() - columns.drawnSize();
    return (t, drawn) -> {
      double p = halfIfZero(drawn) / size;
      double q = halfIfZero(t - drawn) / otherSize;
      return Math.abs(q - p) * StrictMath.log1p(Math.abs(q - p) / Math.min(p, q));
    };
  }

  private static double halfIfZero(long count) {
    return count == 0 ? 0.5 : count;
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
    double psi = statistic(columns);
    double unit = Quotient.of(BigInteger.valueOf(columns.total()), columns.pairs());
    boolean isChiSquare = !columns.isAnyExpectedBelow(leastExpected(columns.degrees()));
    CategoryTail tail =
        CategoryTail.of(columns, method, isChiSquare, psi / unit, term(columns), draws);
    return new Result(
        psi,
        tail.logPValue(),
        columns.degrees() * unit,
        columns.degrees(),
        tail.method(),
        tail.draws());
  }

  private static long leastExpected(int degrees) {
    return (long) Math.ceil(LEAST_EXPECTED * StrictMath.sqrt(degrees));
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic PSI, in nats
   * @param logPValue ln p
   * @param withoutDrift (K − 1) (1 / n + 1 / m), what PSI is on average without drift
   * @param degrees K − 1
   * @param method how p was computed
   * @param draws B, 0 unless p is by Monte Carlo
   */
  public record Result(
      double statistic,
      double logPValue,
      double withoutDrift,
      int degrees,
      CategoryMethod method,
      int draws)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic PSI, in nats
     * @param logPValue ln p
     * @param withoutDrift (K − 1) (1 / n + 1 / m), what PSI is on average without drift
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

  /**
   * Returns the edges of bins of about equal counts: the quantiles (type 1) of a baseline at 1 / k,
   * 2 / k, … (k − 1) / k. Bin i, from 0, holds the values above edge i − 1 up to edge i, the last
   * bin those above the last edge. Equal edges count once, and an edge at the maximum is left out,
   * so that every bin holds an observation of the baseline; there may be fewer than k.
   *
   * @param baseline the sample that the bins are made for
   * @param bins k, at least 1
   * @return the edges, strictly ascending, fewer than k
   * @throws IllegalArgumentException if the baseline is empty or the number below 1
   */
  public static long[] quantileEdges(FrequencyTable baseline, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins must be at least 1, not " + bins);
    }
    if (baseline.isEmpty()) {
      throw new IllegalArgumentException("the baseline has no observations");
    }
    return IntStream.range(1, bins)
        .mapToLong(i -> baseline.quantile((double) i / bins))
        .filter(edge -> edge < baseline.max())
        .distinct()
        .toArray();
  }

  /**
   * Returns a sample with every value replaced by the number of its bin, from 0.
   *
   * @param sample the sample
   * @param edges the edges, strictly ascending, as of {@link #quantileEdges}
   * @return the table of the bins
   * @throws IllegalArgumentException if the edges are not strictly ascending
   */
  public static FrequencyTable binned(FrequencyTable sample, long... edges) {
    long[] ascending = edges.clone();
    for (int i = 1; i < ascending.length; i++) {
      if (ascending[i - 1] >= ascending[i]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "edges must ascend, but %d is followed by %d",
                ascending[i - 1],
                ascending[i]));
      }
    }
    FrequencyTable.Builder bins = FrequencyTable.builder();
    sample.forEach((value, count) -> bins.add(bin(ascending, value), count));
    return bins.build();
  }

  /** The number of edges below a value. */
  private static long bin(long[] edges, long value) {
    int found = Arrays.binarySearch(edges, value);
    return found >= 0 ? found : -1 - found;
  }
}

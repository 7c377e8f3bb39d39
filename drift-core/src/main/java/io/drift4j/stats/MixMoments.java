package io.drift4j.stats;

import java.util.Arrays;

/**
 * The tail of a sum over many categories given the margins, by its first three moments: Pearson's
 * type III, as which such sums are distributed nearly exactly where there are hundreds of
 * categories, however rare they are (Holst, 1979).
 *
 * <p>Given the margins the counts X_j of the first sample, of t_j in both, are those of independent
 * binomial ones whose sum S happens to be its size: with π the sample's share, f_j what category j
 * adds, and central moments of the binomials,
 *
 * <pre>
 *   β  = Σ Cov(f_j, X_j) / Var S          R_j = f_j − β X_j
 *   μ  = Σ E f_j − Σ E R_j' X_j'² / (2 Var S)
 *   σ² = Σ Var R_j,   κ₃ = Σ E R_j'³
 * </pre>
 *
 * <p>Takes time in proportion to the number of categories, and of distinct totals.
 */
final class MixMoments {

  /** What a category adds to the statistic. */
  @FunctionalInterface
  interface Term {
    /**
     * Returns a term of the sum.
     *
     * @param total observations of both samples
     * @param drawn those of the first sample
     */
    double of(long total, long drawn);
  }

  /** Of a binomial distribution what is further out, in standard deviations, is nothing. */
  private static final double FAR = 8;

  private static final double ROUNDING = 1e-12;

  private final double share; // π
  private final Term term;
  private double mean; // Σ E f
  private double squares; // Σ E f'²
  private double cubes; // Σ E f'³
  private double product; // Σ E f' x'
  private double squareOfTerm; // Σ E f'² x'
  private double squareOfCount; // Σ E f' x'²
  private double variance; // Σ E x'²
  private double third; // Σ E x'³

  private MixMoments(double share, Term term) {
    this.share = share;
    this.term = term;
  }

  /**
   * Computes ln P(statistic ≥ observed) given the margins.
   *
   * @param totals of the categories, each at least 1
   * @param first the size of the first sample, less than all
   */
  static double logPValue(long[] totals, long first, Term term, double observed) {
    double all = FixedMargins.requireDrawable(Arrays.stream(totals).sum());
    MixMoments moments = new MixMoments(first / all, term);
    long[] sorted = totals.clone();
    Arrays.sort(sorted);
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      moments.add(sorted[from], to - from);
    }
    return moments.logTail(observed);
  }

  /** Categories with the same total. */
  private void add(long total, int categories) {
    double center = total * share;
    double reach = FAR * StrictMath.sqrt(center * (1 - share)) + FAR;
    long low = Math.max(0, (long) (center - reach));
    double[] chances = chances(total, low, Math.min(total, (long) (center + reach)));
    double[] terms = new double[chances.length];
    double expected = 0;
    for (int i = 0; i < terms.length; i++) {
      terms[i] = term.of(total, low + i);
      expected += chances[i] * terms[i];
    }
    mean += categories * expected;
    for (int i = 0; i < terms.length; i++) {
      double weight = categories * chances[i];
      double f = terms[i] - expected;
      double x = low + i - center;
      squares += weight * f * f;
      cubes += weight * f * f * f;
      product += weight * f * x;
      squareOfTerm += weight * f * f * x;
      squareOfCount += weight * f * x * x;
      variance += weight * x * x;
      third += weight * x * x * x;
    }
  }

  /** Of the binomial distribution, from the mode outward. */
  private double[] chances(long total, long low, long high) {
    double[] chances = new double[(int) (high - low) + 1];
    int mode = (int) (Math.min(high, (long) ((total + 1) * share)) - low);
    double odds = share / (1 - share);
    chances[mode] = 1;
    for (int i = mode; i + 1 < chances.length; i++) {
      chances[i + 1] = chances[i] * odds * (total - low - i) / (low + i + 1);
    }
    for (int i = mode; i > 0; i--) {
      chances[i - 1] = chances[i] * (low + i) / (odds * (total - low - i + 1));
    }
    double sum = Arrays.stream(chances).sum();
    return Arrays.stream(chances).map(chance -> chance / sum).toArray();
  }

  private double logTail(double observed) {
    double slope = product / variance;
    double rest = squares - slope * product;
    if (!(rest > ROUNDING * squares)) {
      return 0; // given the margins it is always the same
    }
    double center = mean - (squareOfCount - slope * third) / (2 * variance);
    double cumulant =
        cubes
            - 3 * slope * squareOfTerm
            + 3 * slope * slope * squareOfCount
            - slope * slope * slope * third;
    double deviation = StrictMath.sqrt(rest);
    return logTail((observed - center) / deviation, cumulant / (rest * deviation));
  }

  /** Of a standardised gamma distribution; normal where it is not skewed to the right. */
  private static double logTail(double z, double skewness) {
    if (skewness < 1e-3) {
      return Tail.normal(z);
    }
    double shape = 4 / (skewness * skewness);
    return Tail.gamma(shape, shape + z * StrictMath.sqrt(shape));
  }
}

package io.drift4j.stats;

import java.util.Arrays;

/**
 * Whether the mix of categories of a current window differs from that of a baseline, where
 * observations of one day resemble each other, and days their neighbours: chi-square of
 * homogeneity, divided by what the days of up to a year of history show (the first correction of
 * Rao and Scott, 1984), on F with degrees of freedom that see whether all categories vary alike
 * (their second, by Satterthwaite).
 *
 * <p>With k categories, x_c of n in the baseline, y_c of m in the current window, p_c of both; of
 * the H days of history before the current window, which the baseline is part of, with n_j
 * observations, N_H of them on B days, of which x_cj are of category c and the share p̂_c:
 *
 * <pre>
 *   X²    = Σ_c (y_c / m − x_c / n)² / p_c · n m / (n + m) · (n + m − 1) / (n + m)
 *   z_cj  = (x_cj − n_j p̂_c) / √p̂_c
 *   φ_day = Σ_c Σ_j z_cj² / (N_H (k − 1)) · B / (B − 1)
 *   φ_L   = Σ_c Σ_t (Σ_{i&lt;L} z_{c,t+i})² / (H − L + 1) · H / L · H / (H − L) / (N_H (k − 1))
 *   X     = max(0, φ_L − (1 + 0.12 / √(k − 1)) max(1, φ_day))
 *   φ     from φ_day, X and the sizes of days as in {@link HistoryScoreTest}
 *   a²    = (k − 1) (Σ_cd (Σ_j z_cj z_dj)² − q) / ((Σ_cj z_cj²)² − q) − 1,   q = Σ_j (Σ_c z_cj²)²,   at least 0
 *   F     = X² / (φ (k − 1))     on F with f = (k − 1) / (1 + a²) and ν f degrees of freedom,  ν = min(100, B − L)
 * </pre>
 *
 * <p>φ_day and φ_L are the chi-squares of days and of overlapping windows over their degrees of
 * freedom, and a² the squared coefficient of variation of the eigenvalues of what the days vary by,
 * without what chance adds: 0 where all categories vary alike, k − 2 where one alone does. With two
 * categories X² is z² φ of the score test, whose φ is about the mean of each quarter. Assumes
 * expected counts of at least 5 in both windows; put rare categories together. The constants are
 * this library's own; their evidence is the simulations.
 *
 * <p>Immutable and thread-safe.
 */
public final class HistoryMixTest {

  private static final int MOST_DEGREES = 100;
  private static final double CHANCE = 0.12;

  /** Halvings to about a millionth. */
  private static final int CLOSE = 20;

  private static final HistoryMixTest DEFAULT = new HistoryMixTest();

  private HistoryMixTest() {}

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static HistoryMixTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Says whether a history is long enough for its dispersion.
   *
   * @param history what came before the current window
   * @param current the current window
   * @return whether it has more days with observations than the current window has days
   */
  public static boolean isPossible(DayCategories history, DayCategories current) {
    return degrees(history, current) >= 1;
  }

  private static int degrees(DayCategories history, DayCategories current) {
    return Math.min(MOST_DEGREES, history.sizes().daysWithObservations() - current.size());
  }

  /**
   * Tests a current window against a baseline.
   *
   * @param history what came before the current window, the baseline included
   * @param baseline what the current window is compared with
   * @param current the current window
   * @return the result
   * @throws IllegalArgumentException if a sample is empty, a category is in neither, the history
   *     has no more days with observations than the current window has days, or the baseline is not
   *     part of it, or the current window not after it
   */
  public Result test(DayCategories history, DayCategories baseline, DayCategories current) {
    HistoryWindows.require(history, baseline, current);
    if (!isPossible(history, current)) {
      throw new IllegalArgumentException(
          "dispersion needs more days of history with observations than the "
              + current.size()
              + " of the current window");
    }
    long[] x = baseline.totals();
    long[] y = current.totals();
    double n = sum(x);
    double m = sum(y);
    Days days = new Days(history.trimmed(), current.size());
    HistoryDispersion dispersion = days.dispersion();
    double first = dispersion.of(baseline.sizes());
    double second = dispersion.of(current.sizes());
    double phi = Math.max(1, (m * first + n * second) / (n + m));
    double square = chiSquare(x, n, y, m);
    double freedom = (x.length - 1) / (1 + days.unevenness());
    double f = square / (phi * (x.length - 1));
    double logP = upperOfF(f, freedom, degrees(history, current) * freedom);
    return new Result(square, logP, phi, freedom, degrees(history, current) * freedom);
  }

  private static double sum(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += count;
    }
    if (sum == 0) {
      throw new IllegalArgumentException("a window has no observations");
    }
    return sum;
  }

  private static double chiSquare(long[] x, double n, long[] y, double m) {
    double all = n + m;
    double sum = 0;
    for (int c = 0; c < x.length; c++) {
      if (x[c] + y[c] == 0) {
        throw new IllegalArgumentException("category " + c + " is in neither window; leave it out");
      }
      double difference = y[c] / m - x[c] / n;
      sum += difference * difference / ((x[c] + y[c]) / all);
    }
    return sum * (n * m / all) * ((all - 1) / all);
  }

  /** ln P(F &gt; f). */
  private static double upperOfF(double f, double above, double below) {
    double whole = below + above * f;
    return f > 0 ? Tail.beta(below / whole, above * f / whole, below / 2, above / 2) : 0;
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic X²
   * @param logPValue ln p
   * @param dispersion φ, at least 1
   * @param degreesAbove f, of the numerator
   * @param degreesBelow of the denominator
   */
  public record Result(
      double statistic,
      double logPValue,
      double dispersion,
      double degreesAbove,
      double degreesBelow)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic X²
     * @param logPValue ln p
     * @param dispersion φ, at least 1
     * @param degreesAbove f, of the numerator
     * @param degreesBelow of the denominator
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Returns the smallest F that the test finds.
     *
     * @param alpha the p at which it finds something, in (0, 0.5]
     * @return F of which that is p
     * @throws IllegalArgumentException if alpha is not in (0, 0.5]
     */
    public double critical(double alpha) {
      double limit = StrictMath.log(Levels.requireAlpha(alpha));
      double beyond = 1;
      while (upperOfF(beyond, degreesAbove, degreesBelow) > limit) {
        beyond *= 2;
      }
      return Bisection.between(
          0, beyond, CLOSE, f -> upperOfF(f, degreesAbove, degreesBelow) > limit);
    }
  }

  /** z_cj of a history, and what is made of them. */
  private static final class Days {

    private final DayScores sizes;
    private final int length; // L
    private final double[][] z; // by category and day; nothing of categories that no day has
    private final int freedom; // k − 1
    private double squares; // Σ z²

    Days(DayCategories history, int length) {
      this.sizes = history.sizes();
      this.length = length;
      this.freedom = history.categories() - 1;
      this.z = new double[history.categories()][history.size()];
      long[] totals = history.totals();
      for (int c = 0; c < z.length; c++) {
        double p = totals[c] / sizes.count();
        for (int j = 0; p > 0 && j < z[c].length; j++) {
          z[c][j] = (history.count(j, c) - sizes.count(j) * p) / StrictMath.sqrt(p);
          squares += z[c][j] * z[c][j];
        }
      }
    }

    HistoryDispersion dispersion() {
      double unit = sizes.count() * freedom;
      double days = sizes.daysWithObservations();
      return HistoryDispersion.of(
          squares / unit * days / (days - 1),
          sizes.size() > length ? ofWindows() / unit : 0,
          sizes.daySize(),
          1 + CHANCE / StrictMath.sqrt(freedom));
    }

    private double ofWindows() {
      double sum = 0;
      for (double[] deviations : z) {
        sum += HistoryDispersion.ofWindows(deviations, length);
      }
      return sum;
    }

    /** a². */
    double unevenness() {
      double chance = chance();
      double rest = squares * squares - chance;
      double products = z.length <= sizes.size() ? ofCategories() - chance : ofDays();
      return rest > 0 ? Math.max(0, freedom * products / rest - 1) : 0;
    }

    /** q. */
    private double chance() {
      double[] ofDay = new double[sizes.size()];
      for (double[] deviations : z) {
        for (int j = 0; j < ofDay.length; j++) {
          ofDay[j] += deviations[j] * deviations[j];
        }
      }
      double sum = 0;
      for (double square : ofDay) {
        sum += square * square;
      }
      return sum;
    }

    /** Σ_cd (Σ_j z_cj z_dj)². */
    private double ofCategories() {
      double sum = 0;
      for (int c = 0; c < z.length; c++) {
        for (int d = 0; d <= c; d++) {
          double product = 0;
          for (int j = 0; j < z[c].length; j++) {
            product += z[c][j] * z[d][j];
          }
          sum += (c == d ? 1 : 2) * product * product;
        }
      }
      return sum;
    }

    /**
     * The same without q, of more categories than days: it is also Σ_ij (Σ_c z_ci z_cj)², whose
     * terms of i = j are q.
     */
    private double ofDays() {
      double[][] products = new double[sizes.size()][];
      Arrays.setAll(products, double[]::new);
      for (double[] deviations : z) {
        for (int i = 0; i < products.length; i++) {
          add(deviations, deviations[i], products[i]);
        }
      }
      double sum = 0;
      for (double[] ofDay : products) {
        for (double product : ofDay) {
          sum += 2 * product * product;
        }
      }
      return sum;
    }

    private static void add(double[] deviations, double times, double[] products) {
      for (int j = 0; j < products.length; j++) {
        products[j] += times * deviations[j];
      }
    }
  }
}

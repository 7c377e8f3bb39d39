package io.drift4j.stats;

/**
 * Whether a category that a history never had has more records in a current window than categories
 * have that appear now and then: codes are many, and some are seen for the first time every week.
 *
 * <p>What is usual is learned from the past: the history is cut into stretches as long as the
 * current window, backwards from it, and in the later half of them each category counts that no
 * earlier day had. With k such categories among N records, of s_1 … s_k records each in the stretch
 * in which they appear, n records in the current window, and m of its most frequent new category:
 *
 * <pre>
 *   S    = Σ (s_i − 1)
 *   λ    = (k + ½) n / N                                          new categories to be expected
 *   P(m) = Π_{i=0}^{m−2} (S + ½ + i) / (S + k + 1½ + i)            of which one has m records or more
 *   p    = 1 − exp(−λ P(m))                                        1 where there is none
 * </pre>
 *
 * <p>P is the predictive probability of a geometric distribution whose parameter has the prior
 * Beta(1, ½), and λ the mean of a Poisson rate with Jeffreys' prior. The earlier half of the
 * history is there to know what is old: at its beginning everything is new. A stretch of the later
 * half has less before it than the current window, which errs on the safe side. One-sided: more is
 * all that can be seen. The priors are this library's own; their evidence is the simulations.
 *
 * <p>Immutable and thread-safe.
 */
public final class NewCategoryTest {

  private static final int LEAST_STRETCHES = 4;
  private static final double HALF = 0.5;
  private static final NewCategoryTest DEFAULT = new NewCategoryTest();

  private NewCategoryTest() {}

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static NewCategoryTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Says whether there is enough to test.
   *
   * @param history what came before the current window
   * @param current the current window
   * @return whether the history, from its first observation on, has 8 stretches of the length of
   *     the current window or more, and observations in their later half
   */
  public static boolean isPossible(DayCategories history, DayCategories current) {
    int later = laterStretches(history, current);
    return later >= LEAST_STRETCHES && records(history, later * current.size()) > 0;
  }

  private static int laterStretches(DayCategories history, DayCategories current) {
    int empty = 0;
    while (empty < history.size() && history.count(empty) == 0) {
      empty++;
    }
    return (history.size() - empty) / current.size() / 2;
  }

  /** N: of the last days. */
  private static long records(DayCategories history, int days) {
    long records = 0;
    for (int day = history.size() - days; day < history.size(); day++) {
      records += history.count(day);
    }
    return records;
  }

  /**
   * Tests the categories that only the current window has.
   *
   * @param history what came directly before the current window
   * @param current the current window
   * @return the result
   * @throws IllegalArgumentException if there is not enough to test, or the current window does not
   *     follow the history
   */
  public Result test(DayCategories history, DayCategories current) {
    if (history.firstDay() + history.size() != current.firstDay()) {
      throw new IllegalArgumentException(
          "the current window, from day "
              + current.firstDay()
              + " on, must follow the history, which ends with day "
              + (history.firstDay() + history.size() - 1));
    }
    if (!isPossible(history, current)) {
      throw new IllegalArgumentException(
          "new categories need a history of 8 windows of "
              + current.size()
              + " days or more, with observations");
    }
    return new Past(history, current.size(), laterStretches(history, current)).judge(current);
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic m, the records of the most frequent new category; 0 if there is none
   * @param logPValue ln p
   * @param category that category, of equally frequent ones the first; -1 if there is none
   * @param categories how many new categories the current window has
   * @param byChance λ P(m): how many of m records or more it has by chance
   * @param appeared k, how many appeared in the later half of the history
   * @param expected λ, how many new categories there are by chance
   * @param more S
   */
  public record Result(
      double statistic,
      double logPValue,
      int category,
      int categories,
      double byChance,
      long appeared,
      double expected,
      long more)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic m
     * @param logPValue ln p
     * @param category the most frequent new category, -1 if there is none
     * @param categories how many new categories there are
     * @param byChance how many of m records or more there are by chance
     * @param appeared k
     * @param expected λ
     * @param more S
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Returns how many records of a new category the test finds.
     *
     * @param alpha the p at which it finds something, in (0, 0.5]
     * @param most how many there may be
     * @return the smallest m of which p is no larger; +∞ if that is more
     * @throws IllegalArgumentException if alpha is not in (0, 0.5]
     */
    public double critical(double alpha, double most) {
      double limit = -StrictMath.log1p(-Levels.requireAlpha(alpha)) / expected;
      double probability = 1; // P(m)
      for (long m = 1; m <= most; m++) {
        if (probability <= limit) {
          return (double) m;
        }
        probability *= step(more, appeared, m - 1);
      }
      return Double.POSITIVE_INFINITY;
    }
  }

  /** P(m + 1) / P(m), of i = m − 1. */
  private static double step(long more, long appeared, long i) {
    return (more + HALF + i) / (more + appeared + 1 + HALF + i);
  }

  /** Which categories there were, and how those appeared that were new once. */
  private static final class Past {

    private final boolean[] isOld;
    private final long records; // N
    private long appeared; // k
    private long more; // S

    Past(DayCategories history, int length, int stretches) {
      this.isOld = new boolean[history.categories()];
      int first = history.size() - stretches * length;
      this.records = records(history, stretches * length);
      notice(counts(history, 0, first));
      appeared = 0;
      more = 0;
      for (int day = first; day < history.size(); day += length) {
        notice(counts(history, day, day + length));
      }
    }

    private static long[] counts(DayCategories days, int from, int to) {
      return days.part(days.firstDay() + from, days.firstDay() + to).totals();
    }

    private void notice(long[] counts) {
      for (int c = 0; c < counts.length; c++) {
        if (counts[c] > 0 && !isOld[c]) {
          isOld[c] = true;
          appeared++;
          more += counts[c] - 1;
        }
      }
    }

    Result judge(DayCategories current) {
      long[] counts = current.totals();
      int most = -1;
      int categories = 0;
      for (int c = 0; c < counts.length; c++) {
        if (counts[c] > 0 && !isOld[c]) {
          categories++;
          most = most < 0 || counts[c] > counts[most] ? c : most;
        }
      }
      double n = 0;
      for (long count : counts) {
        n += count;
      }
      double expected = (appeared + HALF) * n / records;
      if (most < 0) {
        return new Result(0, 0, most, categories, 0, appeared, expected, more);
      }
      double byChance = expected * atLeast(counts[most]);
      double logP = StrictMath.log(-StrictMath.expm1(-byChance));
      return new Result(
          (double) counts[most], logP, most, categories, byChance, appeared, expected, more);
    }

    /** P(m). */
    private double atLeast(long m) {
      double probability = 1;
      for (long i = 0; i < m - 1 && probability > Double.MIN_NORMAL; i++) {
        probability *= step(more, appeared, i);
      }
      return probability;
    }
  }
}

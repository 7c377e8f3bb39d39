package io.drift4j.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether cases that ended at the same age have the event as often in a current window as in a
 * baseline: the test of {@link MantelHaenszelTest} with ages as strata, whose variance is inflated
 * by what the days of up to a year of history show. It does not depend on how many have ended.
 *
 * <p>Of those that ended at age u, with N_u = n_u + m_u and K_u = x_u + y_u: x_u of n_u had the
 * event in the baseline, y_u of m_u in the current window; in the history x_ju of n_ju of day j,
 * p_u of all that ended at that age; sums over the ages that both windows have:
 *
 * <pre>
 *   U  = Σ (y_u − m_u K_u / N_u)             V = Σ n_u m_u K_u (N_u − K_u) / (N_u² (N_u − 1))
 *   κ₃ = Σ n_u m_u K_u (N_u − K_u) (N_u − 2K_u) (N_u − 2m_u) / (N_u³ (N_u − 1) (N_u − 2))
 *   e_j = Σ (x_ju − n_ju p_u)                W = Σ_j Σ n_ju p_u (1 − p_u)
 *   φ    from e_j, W and the sizes Σ n_ju of days as in {@link HistoryScoreTest}
 *   z  = U / √(φ V)                          on Student's t with min(100, B − L) degrees of freedom
 *   γ  = κ₃ φ (2φ − 1) / (φ V)^1.5
 * </pre>
 *
 * <p>The p-value is twice the smaller tail of the Pearson type III distribution with skewness γ.
 * The difference and the odds ratio are those that all ages have in common, and their intervals
 * those of {@link MantelHaenszelTest} with arms √φ times as long.
 *
 * <p>Immutable and thread-safe.
 */
public final class HistoryMantelHaenszelTest {

  private static final int MOST_DEGREES = 100;
  private static final double CHANCE = 1.12;
  private static final HistoryMantelHaenszelTest DEFAULT = new HistoryMantelHaenszelTest();

  private HistoryMantelHaenszelTest() {}

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static HistoryMantelHaenszelTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Says whether there is enough to test.
   *
   * @param history what came before the current window, counted {@link DayAges.Builder#amongEnded}
   * @param baseline what the current window is compared with
   * @param current the current window
   * @return whether both windows have cases that ended at the same age, and the history more days
   *     with such cases than the current window has days
   */
  public static boolean isPossible(DayAges history, DayAges baseline, DayAges current) {
    return !strata(baseline, current).isEmpty() && degrees(history, current) >= 1;
  }

  private static int degrees(DayAges history, DayAges current) {
    int days = 0;
    for (int j = 0; j < history.size(); j++) {
      days += history.hasCases(j) ? 1 : 0;
    }
    return Math.min(MOST_DEGREES, days - current.size());
  }

  private static List<TwoProportions> strata(DayAges baseline, DayAges current) {
    List<TwoProportions> strata = new ArrayList<>();
    for (int u = 0; u < current.ages(); u++) {
      if (baseline.atRisk(u) > 0 && current.atRisk(u) > 0) {
        strata.add(
            new TwoProportions(
                baseline.events(u), baseline.atRisk(u), current.events(u), current.atRisk(u)));
      }
    }
    return strata;
  }

  /**
   * Tests a current window against a baseline.
   *
   * @param history what came before the current window, counted {@link DayAges.Builder#amongEnded}
   * @param baseline what the current window is compared with
   * @param current the current window
   * @return the result
   * @throws IllegalArgumentException if there is not enough to test, the baseline is not part of
   *     the history, or the current window not after it
   */
  public Result test(DayAges history, DayAges baseline, DayAges current) {
    HistoryWindows.require(history, baseline, current);
    if (!isPossible(history, baseline, current)) {
      throw new IllegalArgumentException(
          "both windows need cases that ended at the same age, and a history of more days with some"
              + " than the "
              + current.size()
              + " of the current window");
    }
    List<TwoProportions> strata = strata(baseline, current);
    double u = 0;
    double variance = 0;
    double third = 0;
    double weight = 0;
    for (TwoProportions s : strata) {
      double n = s.n();
      double m = s.m();
      double all = n + m;
      double k = s.x() + s.y();
      double part = all > 1 ? n * m * k * (all - k) / (all * all * (all - 1)) : 0;
      u += s.y() - m * k / all;
      variance += part;
      third += all > 2 ? part * (all - 2 * k) * (all - 2 * m) / (all * (all - 2)) : 0;
      weight += n * m / all;
    }
    double phi = dispersion(history, baseline, current);
    int degrees = degrees(history, current);
    double inflated = phi * variance;
    if (!(inflated > 0)) {
      return new Result(0, 0, phi, 0, degrees, 0, strata);
    }
    double root = StrictMath.sqrt(inflated);
    double skewness = third * phi * (2 * phi - 1) / (inflated * root);
    double logP = PearsonThree.twoSidedAtStudent(u / root, skewness, degrees);
    return new Result(u / root, logP, phi, skewness, degrees, root / weight, strata);
  }

  private static double dispersion(DayAges history, DayAges baseline, DayAges current) {
    boolean[] there = new boolean[history.ages()]; // in both windows
    for (int age = 0; age < there.length; age++) {
      there[age] = baseline.atRisk(age) > 0 && current.atRisk(age) > 0;
    }
    double[] p = new double[there.length];
    double within = 0;
    for (int age = 0; age < there.length; age++) {
      double n = there[age] ? history.atRisk(age) : 0;
      p[age] = n > 0 ? history.events(age) / n : 0;
      within += n * p[age] * (1 - p[age]);
    }
    DayScores before = size(baseline, there);
    DayScores now = size(current, there);
    double n = before.count();
    double m = now.count();
    HistoryDispersion of = of(history, there, p, within, current.size());
    return Math.max(1, (m * of.of(before) + n * of.of(now)) / (n + m));
  }

  private static HistoryDispersion of(
      DayAges history, boolean[] there, double[] p, double within, int length) {
    DayScores sizes = size(history, there);
    DayScores days = sizes.trimmed();
    int begin = (int) (days.firstDay() - sizes.firstDay());
    if (!(within > 0) || days.size() <= length) {
      return HistoryDispersion.of(1, 0, Math.max(1, sizes.daySize()), CHANCE);
    }
    double[] deviations = new double[days.size()];
    double squares = 0;
    for (int j = 0; j < deviations.length; j++) {
      for (int age = 0; age < there.length; age++) {
        if (there[age]) {
          deviations[j] += history.events(begin + j, age) - history.atRisk(begin + j, age) * p[age];
        }
      }
      squares += deviations[j] * deviations[j];
    }
    double count = days.daysWithObservations();
    return HistoryDispersion.of(
        squares / within * count / Math.max(1, count - 1),
        HistoryDispersion.ofWindows(deviations, length) / within,
        days.daySize(),
        CHANCE);
  }

  /** How many ended each day, at those ages. */
  private static DayScores size(DayAges all, boolean[] there) {
    DayScores.Builder sizes = DayScores.builder(0, all.size());
    for (int j = 0; j < all.size(); j++) {
      for (int age = 0; age < there.length; age++) {
        if (there[age]) {
          sizes.add(j, 1, all.atRisk(j, age));
        }
      }
    }
    return sizes.build();
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic z, positive if the current window has more events
   * @param logPValue ln p, two-sided
   * @param dispersion φ, at least 1
   * @param skewness γ
   * @param degrees of freedom
   * @param standardError of the difference where there is none
   * @param strata both windows at each age
   */
  public record Result(
      double statistic,
      double logPValue,
      double dispersion,
      double skewness,
      int degrees,
      double standardError,
      List<TwoProportions> strata)
      implements TestResult {

    /**
     * Copies the list.
     *
     * @param statistic z
     * @param logPValue ln p, two-sided
     * @param dispersion φ
     * @param skewness γ
     * @param degrees of freedom
     * @param standardError of the difference where there is none
     * @param strata both windows at each age
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
      strata = List.copyOf(strata);
    }

    /**
     * Returns the share of events of the baseline, with ages as both windows have them.
     *
     * @return Σ m x / N / Σ n m / N
     */
    public double share() {
      double events = 0;
      double weight = 0;
      for (TwoProportions s : strata) {
        events += (double) s.m() * s.x() / (s.n() + s.m());
        weight += (double) s.m() * s.n() / (s.n() + s.m());
      }
      return events / weight;
    }

    /**
     * Returns the difference that all ages have in common.
     *
     * @return current window − baseline
     */
    public double riskDifference() {
      return MantelHaenszelTest.riskDifference(strata);
    }

    /**
     * Returns the odds ratio that all ages have in common.
     *
     * @return current window to baseline, from 0 to infinity
     */
    public double oddsRatio() {
      return MantelHaenszelTest.oddsRatio(strata);
    }

    /**
     * Computes the interval of the difference.
     *
     * @param level the confidence level, such as 0.95
     * @return the interval, within [−1, 1]
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval interval(double level) {
      double difference = riskDifference();
      double scale = StrictMath.sqrt(dispersion);
      Interval plain = MantelHaenszelTest.riskDifferenceInterval(strata, level);
      return new Interval(
          Math.max(-1, difference - scale * (difference - plain.low())),
          Math.min(1, difference + scale * (plain.high() - difference)),
          level);
    }
  }
}

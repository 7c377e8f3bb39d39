package io.drift4j.stats;

import java.util.List;

/**
 * Whether cases are decided ever faster or ever slower, week by week: the score test for a linear
 * trend of the logarithm of the hazard over the last weeks of submission, with the open cases at
 * risk, whose variance is calibrated on up to a year of history.
 *
 * <p>In stratum s, which is one of the caller's and the weekday of submission, and at age u, with
 * d_j events of R_j at risk on day j of the weeks, c_j its week counted from 0, and sums over these
 * days:
 *
 * <pre>
 *   h = Σ d_j / Σ R_j       c̄ = Σ c_j R_j / Σ R_j                          all of (s, u)
 *   U = Σ (c_j − c̄) d_j     V = Σ h (1 − h) (c_j − c̄)² R_j                over all days, s and u
 *   φ_win = Σ_t U(t)² / Σ_t V(t)       over the placebo stretches t of as many weeks before these
 *   φ     = 1 + (max(φ̄_day, φ_win) − 1) n̄₂ / n̄,        n̄ = Σ n_j² / Σ n_j
 *   z     = U / √(φ V)        on Student's t with 30 degrees of freedom
 *   β     = U / V             the change of ln hazard in a week
 * </pre>
 *
 * <p>β is the first step of Newton's method from no trend, so that its interval leaves out 0
 * exactly if the test rejects; of −0.2 it makes −0.23 in the mean.
 *
 * <p>A placebo stretch is followed up day by day as the weeks are, of which the newest were seen to
 * small ages only, and what happened in it is compared with itself: a year that swings, or grows
 * slowly, counts as much as it makes for trends of so many weeks, and no more. φ̄_day and n_j are
 * those of {@link HistoryLogRankTest}, of the days before the weeks. The calibration is this
 * library's own; its evidence is the simulations.
 *
 * <p>With 343 days before four weeks and 8 or 40 cases a day, size is about 0.05 at 0.05 and 0.01
 * at 0.01 (at most 0.063 and 0.013 in 600 runs of each): with cases of one day or of neighbouring
 * days that resemble each other, without decisions at weekends, with shocks of the day of decision.
 * With few cases, or a payer that decides by the month, it is below.
 *
 * <p>Nothing is tested, and {@link Result#reason} says why, with fewer than 20 events in the weeks,
 * or where what came before is less than twice as long as these.
 *
 * <p>Immutable and thread-safe.
 */
public final class HistoryTrendTest {

  private static final long LEAST_EVENTS = 20;

  /** Of freedom. */
  public static final int DEGREES = 30;

  private static final int WEEK = StratifiedHazards.PERIOD;

  private final int weeks;

  private HistoryTrendTest(int weeks) {
    this.weeks = weeks;
  }

  /**
   * Returns the test.
   *
   * @param weeks over how many weeks a trend is looked for, 2 or more
   * @return the test
   * @throws IllegalArgumentException if there are fewer
   */
  public static HistoryTrendTest over(int weeks) {
    if (weeks < 2) {
      throw new IllegalArgumentException("a trend has two weeks or more, not " + weeks);
    }
    return new HistoryTrendTest(weeks);
  }

  /**
   * Tests the last weeks of some days.
   *
   * @param strata the history and the weeks in one, of each stratum, one or more
   * @param lastSeen the last day on which they were seen
   * @return the result
   * @throws IllegalArgumentException if there are no strata, or their days are not more than the
   *     weeks
   */
  public Result test(List<DayAges> strata, long lastSeen) {
    if (strata.isEmpty() || strata.get(0).size() <= weeks * WEEK) {
      throw new IllegalArgumentException(
          "a trend of " + weeks + " weeks needs strata with more days than these");
    }
    return new Reading(strata, lastSeen).result();
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic z, positive if hazards rise (ever faster); 0 if undecided
   * @param logPValue ln p, two-sided, 0 if undecided
   * @param events how many there are in the weeks
   * @param score U
   * @param information V
   * @param dispersion φ, at least 1
   * @param reason why it is undecided, empty if it is tested
   */
  public record Result(
      double statistic,
      double logPValue,
      long events,
      double score,
      double information,
      double dispersion,
      String reason)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic z, positive if hazards rise (ever faster); 0 if undecided
     * @param logPValue ln p, two-sided, 0 if undecided
     * @param events how many there are in the weeks
     * @param score U
     * @param information V
     * @param dispersion φ, at least 1
     * @param reason why it is undecided, empty if it is tested
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Says whether there was enough to test.
     *
     * @return whether there is no reason why not
     */
    public boolean isTested() {
      return reason.isEmpty();
    }

    /**
     * Returns by how much the logarithm of the hazard changes in a week.
     *
     * @return β, 0 if undecided
     */
    public double slope() {
      return isTested() ? score / information : 0;
    }

    /**
     * Returns how much the slope varies where there is no trend.
     *
     * @return its standard error, 0 if undecided
     */
    public double slopeError() {
      return isTested() ? StrictMath.sqrt(dispersion / information) : 0;
    }

    /**
     * Returns the interval of the slope, which leaves out 0 exactly if p &lt; 1 − level.
     *
     * @param level the confidence level, in (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval slopeInterval(double level) {
      double tail = StrictMath.log((1 - Levels.requireLevel(level)) / 2);
      double reach = PearsonThree.criticalAtStudent(tail, /* skewness= */ 0, DEGREES);
      return new Interval(slope() - reach * slopeError(), slope() + reach * slopeError(), level);
    }
  }

  /** What is counted for one test. */
  private final class Reading {

    private final List<DayAges> strata;
    private final int length = weeks * WEEK;
    private final int begin; // of the weeks
    private final int[] followUp; // k_j of their days

    Reading(List<DayAges> strata, long lastSeen) {
      DayAges all = strata.get(0);
      this.strata = strata;
      this.begin = all.size() - length;
      this.followUp = new int[length];
      for (int j = 0; j < length; j++) {
        long seen = (lastSeen - (all.firstDay() + begin + j) + 1) * all.agesInADay() - 1;
        followUp[j] = (int) Math.max(0, Math.min(all.ages() - 1, seen));
      }
    }

    Result result() {
      Stretch now = new Stretch();
      now.add(begin);
      if (now.events < LEAST_EVENTS) {
        return undecided(now, "fewer than 20 events are there");
      }
      if (!(now.information > 0)) {
        return undecided(now, "no two weeks were seen to the same age");
      }
      List<AgedWindows> parts = strata.stream().map(this::before).toList();
      AgedDispersion days = new AgedDispersion(parts, new StratifiedHazards(parts), followUp);
      if (!days.isThere()) {
        return undecided(now, "the history has too few days with records");
      }
      double phi = Math.max(1, Math.max(days.ofDays(now.informations), ofStretches()));
      double usual = daySize(0, begin);
      phi = usual > 0 ? 1 + (phi - 1) * (daySize(begin, begin + length) / usual) : phi;
      double z = now.score / StrictMath.sqrt(phi * now.information);
      return new Result(
          z, Tail.twoSidedStudent(z, DEGREES), now.events, now.score, now.information, phi, "");
    }

    private static Result undecided(Stretch now, String reason) {
      return new Result(0, 0, now.events, now.score, now.information, 1, reason);
    }

    /** The days before the weeks, by themselves, and the weeks. */
    private AgedWindows before(DayAges all) {
      long weeksBegin = all.firstDay() + begin;
      DayAges before = all.part(all.firstDay(), weeksBegin);
      return new AgedWindows(before, before, all.part(weeksBegin, weeksBegin + length));
    }

    /** φ_win. */
    private double ofStretches() {
      double squares = 0;
      double unit = 0;
      for (int t = 0; t + length <= begin; t++) {
        Stretch placebo = new Stretch();
        placebo.add(t);
        squares += placebo.score * placebo.score;
        unit += placebo.information;
      }
      return unit > 0 ? squares / unit : 1;
    }

    private double daySize(int from, int to) {
      double squares = 0;
      double sum = 0;
      for (int j = from; j < to; j++) {
        double n = 0;
        for (DayAges part : strata) {
          n += part.cases(j);
        }
        squares += n * n;
        sum += n;
      }
      return sum > 0 ? squares / sum : 0;
    }

    /** U and V of as many days as the weeks have. */
    private final class Stretch {

      private final double[] informations = new double[length]; // of each day
      private double score;
      private double information;
      private long events;

      void add(int from) {
        for (DayAges days : strata) {
          for (int weekday = 0; weekday < WEEK; weekday++) {
            for (int u = 0; u < days.ages(); u++) {
              add(days, from, weekday, u);
            }
          }
        }
      }

      /** One s and u, in which each week has one day. */
      private void add(DayAges days, int from, int weekday, int u) {
        double r = 0;
        double d = 0;
        double weightedR = 0;
        double weightedD = 0;
        for (int c = 0; c < weeks; c++) {
          int j = c * WEEK + weekday;
          if (u <= followUp[j]) {
            long atRisk = days.atRisk(from + j, u);
            long had = days.events(from + j, u);
            r += atRisk;
            d += had;
            weightedR += (double) c * atRisk;
            weightedD += (double) c * had;
          }
        }
        if (d > 0 && r > d) {
          double mean = weightedR / r;
          double variance = d / r * (1 - d / r) * (r / (r - 1));
          score += weightedD - mean * d;
          events += (long) d;
          for (int c = 0; c < weeks; c++) {
            int j = c * WEEK + weekday;
            double atRisk = u <= followUp[j] ? days.atRisk(from + j, u) : 0;
            double v = variance * (c - mean) * (c - mean) * atRisk;
            informations[j] += v;
            information += v;
          }
        }
      }
    }
  }
}

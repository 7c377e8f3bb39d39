package io.drift4j.stats;

import java.util.stream.IntStream;

/**
 * Whether a current window has as many records a day as a baseline, where weekdays differ, days
 * vary more than chance would have it, and resemble their neighbours.
 *
 * <p>Of the K days of the current window, k_w are of weekday w and have O records together; the
 * baseline has n_w such days with mean μ_w, the history, which the baseline is part of, H days with
 * c_j records and mean h_w:
 *
 * <pre>
 *   E     = Σ k_w μ_w                        what was to be expected
 *   e_j   = c_j − h_w(j)
 *   φ_day = Σ e_j² / Σ h_w(j) · B / (B − s)          over its B days of s weekdays
 *   φ_L   = Σ_t (Σ_{i&lt;L} e_{t+i})² / Σ_t Σ_{i&lt;L} h_w(t+i) · H / (H − L)
 *   φ     = max(1, φ_day) + max(0, φ_L − 1.12 max(1, φ_day))
 *   V     = E + Σ k_w² μ_w / n_w
 *   z     = (O − E) / √(φ V)         on Student's t with min(100, B − L) degrees of freedom
 *   γ     = φ (2φ − 1) (E − Σ k_w³ μ_w / n_w²) / (φ V)^1.5
 * </pre>
 *
 * <p>The p-value is twice the smaller tail of the Pearson type III distribution with skewness γ,
 * see {@link PooledDispersionTest}. Days before the first record of the history are none: what
 * begins has no history of zeros; all later days without records are days. Where the baseline has a
 * weekday of the current window fewer than twice, weekdays are taken for alike (s = 1). The
 * constants are this library's own; their evidence is the simulations.
 *
 * <p>With an exposure, such as how many claims there were of which some were denied, a unit of it
 * takes the place of a day: k is the exposure of the current window, n that of the baseline, μ and
 * h are records a unit, of all weekdays alike (s = 1), and h times its exposure is what a day of
 * the history is due. Days without exposure are none of the B and H.
 *
 * <p>Immutable and thread-safe.
 */
public final class HistoryRateTest {

  private static final int MOST_DEGREES = 100;
  private static final double CHANCE = 1.12;
  private static final int WEEK = 7;
  private static final HistoryRateTest DEFAULT = new HistoryRateTest();

  private HistoryRateTest() {}

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static HistoryRateTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Says whether there is enough to test.
   *
   * @param history what came before the current window
   * @param baseline what the current window is compared with
   * @param current the current window
   * @return whether baseline and current window have days, from the first record of the history on,
   *     and the history more of them than the current window and a week have
   */
  public static boolean isPossible(DayCounts history, DayCounts baseline, DayCounts current) {
    long first = history.firstWithRecords();
    return baseline.since(first).count() > 0
        && current.days() > 0
        && history.since(first).days() > current.size() + WEEK;
  }

  /**
   * Says whether there is enough to test with an exposure.
   *
   * @param history what came before the current window
   * @param baseline what the current window is compared with
   * @param current the current window
   * @param exposure how much there was of which records could come, of all these days
   * @return whether baseline and current window have exposure and the baseline records, from the
   *     first record of the history on, and the history more days with exposure than the current
   *     window and a week have
   */
  public static boolean isPossible(
      DayCounts history, DayCounts baseline, DayCounts current, DayCounts exposure) {
    long first = history.firstWithRecords();
    Units units = Units.of(exposure);
    return baseline.since(first).count() > 0
        && units.sum(baseline.since(first)) > 0
        && units.sum(current) > 0
        && units.days(history.since(first)) > current.size() + WEEK;
  }

  /**
   * Tests a current window against a baseline.
   *
   * @param history what came before the current window, the baseline included
   * @param baseline what the current window is compared with
   * @param current the current window
   * @return the result
   * @throws IllegalArgumentException if there is not enough to test, the baseline is not part of
   *     the history, or the current window not after it
   */
  public Result test(DayCounts history, DayCounts baseline, DayCounts current) {
    HistoryWindows.require(history, baseline, current);
    if (!isPossible(history, baseline, current)) {
      throw new IllegalArgumentException(
          "volume needs records in the baseline, and a history of a week more than the "
              + current.size()
              + " days of the current window");
    }
    long first = history.firstWithRecords();
    boolean differ =
        new Weekdays(baseline.since(first), true, Units.DAYS)
            .cover(new Weekdays(current, true, Units.DAYS));
    return new Reading(history.since(first), baseline.since(first), current, differ, Units.DAYS)
        .result();
  }

  /**
   * Tests a current window against a baseline, given how much there was of which records could
   * come.
   *
   * @param history what came before the current window, the baseline included
   * @param baseline what the current window is compared with
   * @param current the current window
   * @param exposure of each day, of all these days; what it has of days that are left out of the
   *     others does not count
   * @return the result
   * @throws IllegalArgumentException if there is not enough to test, the baseline is not part of
   *     the history, the current window not after it, or the exposure not of all their days
   */
  public Result test(DayCounts history, DayCounts baseline, DayCounts current, DayCounts exposure) {
    HistoryWindows.require(history, baseline, current);
    DayCounts known = exposure.part(history.firstDay(), current.firstDay() + current.size());
    if (!isPossible(history, baseline, current, known)) {
      throw new IllegalArgumentException(
          "a rate needs records and exposure in the baseline, exposure in the current window, and a"
              + " history with exposure of a week more than its "
              + current.size()
              + " days");
    }
    long first = history.firstWithRecords();
    return new Reading(
            history.since(first), baseline.since(first), current, false, Units.of(exposure))
        .result();
  }

  /** In what records are counted by: the exposure of a day, 1 where the day itself is it. */
  @FunctionalInterface
  private interface Units {

    Units DAYS = (all, day) -> 1;

    /** Of a day, counted from 0, that is not left out. */
    long at(DayCounts all, int day);

    static Units of(DayCounts exposure) {
      return (all, day) ->
          exposure.count(Math.toIntExact(all.firstDay() + day - exposure.firstDay()));
    }

    default long of(DayCounts all, int day) {
      return all.isThere(day) ? at(all, day) : 0;
    }

    default double sum(DayCounts all) {
      return IntStream.range(0, all.size()).mapToDouble(day -> of(all, day)).sum();
    }

    /** How many days have any. */
    default int days(DayCounts all) {
      return (int) IntStream.range(0, all.size()).filter(day -> of(all, day) > 0).count();
    }
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic z, positive if there are more records than expected
   * @param logPValue ln p, two-sided
   * @param observed O
   * @param expected E
   * @param expectedVariance of E, φ not included
   * @param days K
   * @param dispersion φ, at least 1
   * @param skewness γ
   * @param degrees of freedom
   */
  public record Result(
      double statistic,
      double logPValue,
      long observed,
      double expected,
      double expectedVariance,
      int days,
      double dispersion,
      double skewness,
      int degrees)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic z, positive if there are more records than expected
     * @param logPValue ln p, two-sided
     * @param observed O
     * @param expected E
     * @param expectedVariance of E, φ not included
     * @param days K
     * @param dispersion φ, at least 1
     * @param skewness γ
     * @param degrees of freedom
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Returns how much O − E varies where there is no change.
     *
     * @return √(φ V)
     */
    public double standardError() {
      return StrictMath.sqrt(dispersion * (expected + expectedVariance));
    }

    /**
     * Returns the interval of O − E, by {@link SquareAndAdd} from the λ of which O is not too far,
     * (O − λ)² = q² φ λ with the normal quantile q, and likewise of E, in units of the variance it
     * has for its size. Where there are more records than expected, φ − 1 grows with them.
     *
     * @param level the confidence level, in (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval interval(double level) {
      double larger = Math.max(1, (double) observed / expected);
      Interval now = arms((double) observed, 1 + (dispersion - 1) * larger, level);
      Interval before = arms(expected, dispersion * expectedVariance / expected, level);
      return SquareAndAdd.difference(expected, before, (double) observed, now);
    }

    /** λ = a + q² s / 2 ± q √(s (a + q² s / 4)). */
    private static Interval arms(double count, double scale, double level) {
      double square = Tail.normalQuantile(level) * Tail.normalQuantile(level) * scale;
      double arm = StrictMath.sqrt(square * (count + square / 4));
      return new Interval(count + square / 2 - arm, count + square / 2 + arm, level);
    }
  }

  /** Records and units of each weekday; all days are of one if weekdays are taken for alike. */
  private static final class Weekdays {

    private final boolean differ;
    private final long[] records = new long[WEEK];
    private final long[] units = new long[WEEK];

    Weekdays(DayCounts all, boolean differ, Units unit) {
      this.differ = differ;
      for (int j = 0; j < all.size(); j++) {
        records[of(all, j)] += all.count(j);
        units[of(all, j)] += unit.of(all, j);
      }
    }

    int of(DayCounts all, int day) {
      return differ ? (int) Math.floorMod(all.firstDay() + day, (long) WEEK) : 0;
    }

    double mean(int weekday) {
      return units[weekday] > 0 ? (double) records[weekday] / units[weekday] : 0;
    }

    int there() {
      int there = 0;
      for (long some : units) {
        there += some > 0 ? 1 : 0;
      }
      return there;
    }

    /** Whether each weekday is there twice that another sample has. */
    boolean cover(Weekdays other) {
      for (int w = 0; w < WEEK; w++) {
        if (other.units[w] > 0 && units[w] < 2) {
          return false;
        }
      }
      return true;
    }
  }

  private static final class Reading {

    private final DayCounts history;
    private final DayCounts current;
    private final Weekdays usual;
    private final Units unit;
    private double expected;
    private double variance; // of E
    private double third; // of E

    Reading(DayCounts history, DayCounts baseline, DayCounts current, boolean differ, Units unit) {
      this.history = history;
      this.current = current;
      this.unit = unit;
      this.usual = new Weekdays(history, differ, unit);
      Weekdays before = new Weekdays(baseline, differ, unit);
      Weekdays now = new Weekdays(current, differ, unit);
      for (int w = 0; w < WEEK; w++) {
        double k = now.units[w];
        if (k > 0) {
          double part = k * before.mean(w);
          double share = k / before.units[w];
          expected += part;
          variance += part * share;
          third += part * share * share;
        }
      }
    }

    Result result() {
      int days = unit.days(history);
      int length = current.size();
      double phi = dispersion(days, length);
      int degrees = Math.min(MOST_DEGREES, days - length);
      long observed = current.count();
      double all = phi * (expected + variance);
      if (!(all > 0)) {
        return new Result(0, 0, observed, expected, variance, current.days(), phi, 0, degrees);
      }
      double root = StrictMath.sqrt(all);
      double skewness = phi * (2 * phi - 1) * (expected - third) / (all * root);
      double z = (observed - expected) / root;
      double logP = PearsonThree.twoSidedAtStudent(z, skewness, degrees);
      return new Result(
          z, logP, observed, expected, variance, current.days(), phi, skewness, degrees);
    }

    private double dispersion(int days, int length) {
      int size = history.size();
      double[] more = new double[size]; // e_j
      double[] due = new double[size]; // h_w(j)
      double squares = 0;
      double all = 0;
      for (int j = 0; j < size; j++) {
        if (history.isThere(j)) {
          due[j] = usual.mean(usual.of(history, j)) * unit.of(history, j);
          more[j] = history.count(j) - due[j];
          squares += more[j] * more[j];
          all += due[j];
        }
      }
      double ofDays = Math.max(1, squares / all * days / (days - usual.there()));
      return ofDays + Math.max(0, ofWindows(more, due, length) - CHANCE * ofDays);
    }

    /** φ_L. */
    private static double ofWindows(double[] more, double[] due, int length) {
      double window = 0;
      double dueInWindow = 0;
      double squares = 0;
      double unit = 0;
      for (int j = 0; j < more.length; j++) {
        window += more[j] - (j >= length ? more[j - length] : 0);
        dueInWindow += due[j] - (j >= length ? due[j - length] : 0);
        squares += j >= length - 1 ? window * window : 0;
        unit += j >= length - 1 ? dueInWindow : 0;
      }
      double size = more.length;
      return unit > 0 ? squares / unit * (size / (size - length)) : 1;
    }
  }
}

package io.drift4j.stats;

import java.util.Arrays;

/**
 * Whether records have stopped coming: how often there would be none for so long, up to the end of
 * the current window, at the rate of the baseline.
 *
 * <p>Of n_w days of weekday w the baseline has x_w with records; the history, which the baseline is
 * part of, has H days, of which the share h_w of weekday w has records; i_j says whether day j has
 * one. There has been none for the last K days:
 *
 * <pre>
 *   a_w  = (x_w + ½) / (n_w + 1)
 *   S    = − Σ ln(1 − a_w)                       over the K days
 *   φ    = max(1, Σ_t (Σ_{i&lt;k} e_{t+i})² / Σ_t Σ_{i&lt;k} h_w (1 − h_w) · H / (H − k))
 *                                                e_j = i_j − h_w(j),  k = min(K, ⌊H / 2⌋)
 *   ln p = max(− S / φ, ln f)                    f the share of days of the history at whose end S was as large
 * </pre>
 *
 * <p>Days count, not records: a payer that decides everything on Fridays is silent from Saturday to
 * Thursday, whatever it decides then, and one Friday without is once in {@code 1 / (1 − a_w)}. Days
 * that were as silent before, a holiday say, are what f is for: where the history has some, p is no
 * smaller than their share. How long there has been nothing by a given day needs no correction for
 * having been looked for. Days before the first record of the history are none.
 *
 * <p>Immutable and thread-safe.
 */
public final class HistorySilenceTest {

  private static final int WEEK = 7;

  /** Longer silence need not be looked at. */
  private static final double NEVER = -30;

  private static final HistorySilenceTest DEFAULT = new HistorySilenceTest();

  private HistorySilenceTest() {}

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static HistorySilenceTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Says whether there is enough to test.
   *
   * @param history what came before the current window
   * @param baseline what the current window is compared with
   * @return whether the baseline has a record, and the history two weeks from its first one on
   */
  public static boolean isPossible(DayCounts history, DayCounts baseline) {
    return baseline.count() > 0 && history.since(history.firstWithRecords()).days() >= 2 * WEEK;
  }

  /**
   * Tests how long there has been no record at the end of a current window.
   *
   * @param history what came before the current window, the baseline included
   * @param baseline what the rate is taken from
   * @param current the current window, which begins where the history ends
   * @return the result
   * @throws IllegalArgumentException if there is not enough to test, the baseline is not part of
   *     the history, or the current window not after it
   */
  public Result test(DayCounts history, DayCounts baseline, DayCounts current) {
    requirePossible(history, baseline, current);
    long first = history.firstWithRecords();
    DayCounts before = history.since(first);
    return new Reading(before, baseline.since(first), current).result();
  }

  private static void requirePossible(DayCounts history, DayCounts baseline, DayCounts current) {
    HistoryWindows.require(history, baseline, current);
    if (!isPossible(history, baseline)) {
      throw new IllegalArgumentException(
          "silence needs a record in the baseline, and a history of two weeks from its first on");
    }
  }

  /**
   * Returns what the test would say if there had been no record for the last 1, 2, … days.
   *
   * @param history what came before the current window, the baseline included
   * @param baseline what the rate is taken from
   * @param current the current window, which begins where the history ends
   * @param most how many days at most
   * @return ln p of each number of days, of those that are not left out; fewer if there are no
   *     more, or p is below 1e-13
   * @throws IllegalArgumentException if there is not enough to test
   */
  public double[] logPValues(DayCounts history, DayCounts baseline, DayCounts current, int most) {
    requirePossible(history, baseline, current);
    long first = history.firstWithRecords();
    DayCounts before = history.since(first);
    return new Reading(before, baseline.since(first), current).logPValues(most);
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic S
   * @param logPValue ln p, one-sided
   * @param days K
   * @param lastDay the last day that has a record
   * @param usual the mean over the days of the baseline of how long there had been none
   * @param expected how many records the K days would have at the rate of the baseline
   * @param dispersion φ, at least 1
   */
  public record Result(
      double statistic,
      double logPValue,
      int days,
      long lastDay,
      double usual,
      double expected,
      double dispersion)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic S
     * @param logPValue ln p, one-sided
     * @param days K
     * @param lastDay the last day that has a record
     * @param usual the mean silence of the baseline
     * @param expected how many records the K days would have
     * @param dispersion φ, at least 1
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }
  }

  /** What is usual on a weekday. */
  private static final class Weekdays {

    private final double[] days = new double[WEEK];
    private final double[] filled = new double[WEEK];
    private final double[] records = new double[WEEK];

    Weekdays(DayCounts all) {
      for (int j = 0; j < all.size(); j++) {
        if (all.isThere(j)) {
          int w = of(all, j);
          days[w]++;
          filled[w] += all.count(j) > 0 ? 1 : 0;
          records[w] += all.count(j);
        }
      }
    }

    static int of(DayCounts all, int day) {
      return (int) Math.floorMod(all.firstDay() + day, (long) WEEK);
    }

    /** h_w. */
    double share(int weekday) {
      return days[weekday] > 0 ? filled[weekday] / days[weekday] : 0;
    }

    /** − ln(1 − a_w). */
    double silence(int weekday) {
      return -StrictMath.log1p(-(filled[weekday] + 0.5) / (days[weekday] + 1));
    }

    double records(int weekday) {
      return days[weekday] > 0 ? records[weekday] / days[weekday] : 0;
    }
  }

  private static final class Reading {

    private final DayCounts history;
    private final DayCounts baseline;
    private final DayCounts current;
    private final Weekdays usual;
    private double silence; // S
    private double expected;
    private int days; // K
    private long lastDay;

    Reading(DayCounts history, DayCounts baseline, DayCounts current) {
      this.history = history;
      this.baseline = baseline;
      this.current = current;
      this.usual = new Weekdays(baseline);
      for (DayCounts some : new DayCounts[] {current, history}) {
        if (!isSilent(some)) {
          break;
        }
      }
    }

    /** Counts back to the last record; whether there is none. */
    private boolean isSilent(DayCounts some) {
      for (int j = some.size() - 1; j >= 0; j--) {
        if (some.count(j) > 0) {
          lastDay = some.firstDay() + j;
          return false;
        }
        if (some.isThere(j)) {
          silence += usual.silence(Weekdays.of(some, j));
          expected += usual.records(Weekdays.of(some, j));
          days++;
        }
      }
      return true;
    }

    Result result() {
      double phi = days == 0 ? 1 : dispersion(Math.min(days, history.size() / 2));
      return new Result(
          silence, logP(silence, days, phi) + 0.0, days, lastDay, usual(), expected, phi);
    }

    private double logP(double silence, int days, double phi) {
      double seen = days == 0 ? 1 : shareAsSilent(silence);
      double logP = -silence / phi;
      return seen > 0 ? Math.max(logP, StrictMath.log(seen)) : logP;
    }

    /** As if there had been none for 1, 2, … days. */
    double[] logPValues(int most) {
      double[] values = new double[most];
      int silent = 0;
      double sum = 0;
      long end = current.firstDay() + current.size();
      double last = 0;
      for (long day = end - 1; silent < most && last > NEVER && day >= history.firstDay(); day--) {
        DayCounts part = day >= current.firstDay() ? current : history;
        int place = Math.toIntExact(day - part.firstDay());
        if (part.isThere(place)) {
          sum += usual.silence(Weekdays.of(part, place));
          silent++;
          last = logP(sum, silent, dispersion(Math.min(silent, history.size() / 2)));
          values[silent - 1] = last;
        }
      }
      return Arrays.copyOf(values, silent);
    }

    /** f. */
    private double shareAsSilent(double silence) {
      double before = 0;
      double all = 0;
      double as = 0;
      for (int j = 0; j < history.size(); j++) {
        if (history.isThere(j)) {
          boolean isFilled = history.count(j) > 0;
          before = isFilled ? 0 : before + usual.silence(Weekdays.of(history, j));
          as += before >= silence ? 1 : 0;
          all++;
        }
      }
      return as / all;
    }

    private double usual() {
      double silent = 0;
      double sum = 0;
      double all = 0;
      for (int j = 0; j < baseline.size(); j++) {
        if (baseline.isThere(j)) {
          silent = baseline.count(j) > 0 ? 0 : silent + 1;
          sum += silent;
          all++;
        }
      }
      return sum / all;
    }

    private double dispersion(int length) {
      Weekdays all = new Weekdays(history);
      double window = 0;
      double due = 0;
      double squares = 0;
      double unit = 0;
      for (int j = 0; j < history.size(); j++) {
        window += deviation(all, j) - (j >= length ? deviation(all, j - length) : 0);
        due += variance(all, j) - (j >= length ? variance(all, j - length) : 0);
        squares += j >= length - 1 ? window * window : 0;
        unit += j >= length - 1 ? due : 0;
      }
      double size = history.size();
      return unit > 0 ? Math.max(1, squares / unit * (size / (size - length))) : 1;
    }

    private double deviation(Weekdays all, int day) {
      double due = all.share(Weekdays.of(history, day));
      return history.isThere(day) ? (history.count(day) > 0 ? 1 : 0) - due : 0;
    }

    private double variance(Weekdays all, int day) {
      double due = all.share(Weekdays.of(history, day));
      return history.isThere(day) ? due * (1 - due) : 0;
    }
  }
}

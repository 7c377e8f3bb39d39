package io.drift4j.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the mean score of a current window differs from that of a baseline, where observations of
 * one day resemble each other, and days their neighbours: a score test whose variance is inflated
 * by what the days of up to a year of history show.
 *
 * <p>The H days of history before the current window, of which B have observations, are taken in g
 * = max(1, min(⌊H / max(91, 2L)⌋, ⌊B / 28⌋)) equal runs (quarters), each about its own mean ā_g;
 * day j has n_j observations with the sum of scores S_j, and W is the sum of squared deviations
 * within the runs. The baseline is part of the history, n observations; the current window has m on
 * L days; a_b, a_c and s² are the means of both and the variance of both together:
 *
 * <pre>
 *   e_j   = S_j − n_j ā_g
 *   φ_day = Σ e_j² / W · B / (B − g)
 *   φ_L   = Σ_t (Σ_{i&lt;L} e_{t+i})² / (H − L + 1) · H / L · ℓ / (ℓ − L) / W     over all H − L + 1 starts, ℓ = H / g
 *   ρ     = max(0, φ_day − 1) / k,      k = Σ n_j² / Σ n_j − 1, of the history; k₁, k₂ of baseline and window
 *   X     = max(0, φ_L − 1.09 max(1, φ_day))
 *   φ_s   = 1 + ρ k_s + X max(1, (k_s + 1) / (k + 1))      s = 1, 2
 *   φ     = max(1, (m φ₁ + n φ₂) / (n + m))
 *   V     = s² (1 / n + 1 / m)
 *   z     = (a_c − a_b) / √(φ V)      on Student's t with min(100, B − g − L + 1) degrees of freedom
 *   γ     = κ₃ φ (2φ − 1) / (φ V)^1.5
 * </pre>
 *
 * <p>(Where k is at most 0.05, ρ is 0 and the 1 in φ_s is max(1, φ_day); where H is less than 2L, X
 * is 0. Days before the first and after the last that have observations are none of the H. In γ, V
 * and κ₃ are those of the sum of the current window's scores.)
 *
 * <p>φ_day sees what the observations of one day have in common, and ρ what that makes of days that
 * are larger than those of the history; φ_L sees what neighbouring days have in common, of which
 * about half a standard error is taken for chance (the 1.09). The p-value is twice the smaller tail
 * of the Pearson type III distribution with skewness γ, see {@link PooledDispersionTest}, which
 * needs no history and of which κ₃ is. Where scores are 0 and 1, φ is 1 and an expected count is
 * below 5, p is the mid-p of {@link FisherExactTest}, up to its largest total.
 *
 * <p>With 364 days of history, 90 against 14 days, size is at most 0.065 at 0.05 and 0.003 at
 * 0.001, from half an observation a day, with correlations of a day up to 0.05, days that resemble
 * their neighbours (AR(1) 0.7), twice the volume or weekly seasons; with 182 days too; with 90 days
 * about so. The constants are this library's own; their evidence is the simulations.
 *
 * <p>Immutable and thread-safe.
 */
public final class HistoryScoreTest {

  private static final int MOST_DEGREES = 100;
  private static final double LEAST_EXPECTED = 5;
  private static final FisherExactTest MID_P = FisherExactTest.withDefaults().withMidP(true);

  /** Of equal ones the fewest degrees of freedom. */
  private static final Comparator<Result> LARGEST_P =
      Comparator.comparingDouble(Result::logPValue)
          .thenComparing(Comparator.comparingDouble(Result::degrees).reversed());

  private static final HistoryScoreTest DEFAULT = new HistoryScoreTest(false);
  private static final HistoryScoreTest OVERLAPPING = new HistoryScoreTest(true);

  private final boolean overlaps;

  private HistoryScoreTest(boolean overlaps) {
    this.overlaps = overlaps;
  }

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static HistoryScoreTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns the test for looks that are repeated every night of a year, against the 364 days before
   * each: where days resemble their neighbours, the dispersion of sums over overlapping 7 and 14
   * days counts too, and the smallest p of a year stays as large as where they do not.
   *
   * <p>All days of the history are taken about its one mean ā. With W = Σ (a − ā)² of its n
   * observations, D its days from the first to the last with observations, less those in runs of 7
   * or more without, and else the letters above:
   *
   * <pre>
   *   e_j = S_j − n_j ā
   *   φ_1 = Σ e_j² / W · B / (B − 1)                                      on B − 7 degrees of freedom
   *   φ_L = Σ_t (Σ_{i&lt;L} e_{t+i})² / Σ_t Σ_{i&lt;L} n_{t+i} · n / W · D / (D − L)      on 1.5 (D / L − 1)
   *         over all starts t, L = 7, 14
   *   φ_s = 1 + max(0, φ_1 − 1) k_s / k                             s = 1, 2, of days
   *   φ_s = 1 + max(0, φ_L − 1) max(1, (k_s + 1) / (k + 1))         of sums
   * </pre>
   *
   * <p>(Where k is at most 0.05, k_s / k is taken for 1; an L with D below 14 L is left out, and
   * days have one degree of freedom at least.) φ, z and γ follow from φ₁ and φ₂ as above for each
   * of the three, and the result is that with the largest p.
   *
   * <p>One p of a year of nights and several scales is the smallest of theirs times a constant that
   * is measured. For a single look, or where the history is not the baseline, take {@link
   * #withDefaults}.
   *
   * @return the test
   */
  public static HistoryScoreTest overOverlappingSums() {
    return OVERLAPPING;
  }

  /**
   * Says whether a history is long enough for its dispersion.
   *
   * @param history what came before the current window
   * @param current the current window
   * @return whether its days with observations leave a degree of freedom
   */
  public static boolean isPossible(DayScores history, DayScores current) {
    return degrees(history, current) >= 1;
  }

  private static int degrees(DayScores history, DayScores current) {
    return degrees(history, history.daysWithObservations(), current);
  }

  private static int degrees(DayScores history, int days, DayScores current) {
    int quarters = Quarters.of(history.trimmed().size(), days, current.size());
    return Math.min(MOST_DEGREES, days - quarters - current.size() + 1);
  }

  /**
   * Tests a current window against a baseline.
   *
   * @param history what came before the current window, the baseline included
   * @param baseline what the current window is compared with
   * @param current the current window
   * @return the result
   * @throws IllegalArgumentException if a sample is empty, the history has no more days with
   *     observations than the current window has days, or the baseline is not part of it, or the
   *     current window not after it
   */
  public Result test(DayScores history, DayScores baseline, DayScores current) {
    ScoreTotals all = history.totals();
    ScoreTotals before = baseline.isSame(history) ? all : baseline.totals();
    ScoreTotals now = current.totals();
    requireObservations("baseline", before);
    requireObservations("current window", now);
    HistoryWindows.require(history, baseline, current);
    int degrees = degrees(history, all.days(), current);
    if (degrees < 1) {
      throw new IllegalArgumentException(
          "dispersion needs more days of history with observations than the "
              + current.size()
              + " of the current window, not "
              + all.days());
    }
    Reading reading = new Reading(before, now);
    return overlaps
        ? reading.overOverlappingSums(new OverlappingDispersion(history, all))
        : reading.byQuarters(HistoryDispersion.of(history, current.size()), degrees);
  }

  private static void requireObservations(String name, ScoreTotals sample) {
    if (sample.count() == 0) {
      throw new IllegalArgumentException("the " + name + " has no observations");
    }
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic z, positive if the current window has the larger mean
   * @param logPValue ln p, two-sided
   * @param difference mean score of the current window − mean score of the baseline
   * @param standardError √(φ V), of the difference where there is none; 0 where all scores are
   *     equal
   * @param dispersion φ, at least 1
   * @param dispersionOfBaseline φ₁
   * @param dispersionOfCurrent φ₂
   * @param skewness γ
   * @param degrees of freedom
   * @param isExact whether p is a mid-p
   */
  public record Result(
      double statistic,
      double logPValue,
      double difference,
      double standardError,
      double dispersion,
      double dispersionOfBaseline,
      double dispersionOfCurrent,
      double skewness,
      double degrees,
      boolean isExact)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic z, positive if the current window has the larger mean
     * @param logPValue ln p, two-sided
     * @param difference mean score of the current window − mean score of the baseline
     * @param standardError √(φ V), of the difference where there is none; 0 where all scores are
     *     equal
     * @param dispersion φ, at least 1
     * @param dispersionOfBaseline φ₁
     * @param dispersionOfCurrent φ₂
     * @param skewness γ
     * @param degrees of freedom
     * @param isExact whether p is a mid-p
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }

    /**
     * Returns the interval of an estimate whose error has as many degrees of freedom as the test.
     *
     * @param estimate what is estimated
     * @param error its standard error, 0 or more
     * @param level the confidence level, in (0, 1)
     * @return the estimate ± the quantile of Student's t times the error
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval interval(double estimate, double error, double level) {
      double tail = StrictMath.log((1 - Levels.requireLevel(level)) / 2);
      double arm = error > 0 ? PearsonThree.criticalAtStudent(tail, 0, degrees) * error : 0;
      return new Interval(estimate - arm, estimate + arm, level);
    }
  }

  /** Both windows, and what is made of a dispersion of them. */
  private static final class Reading {

    private final ScoreTotals baseline;
    private final ScoreTotals current;
    private final double n;
    private final double m;
    private final double mean; // of both together
    private final double squares; // Σ (a − ā)², of both together
    private final double cubes; // Σ (a − ā)³
    private double midP = Double.NaN; // once it was asked for

    Reading(ScoreTotals baseline, ScoreTotals current) {
      this.baseline = baseline;
      this.current = current;
      this.n = baseline.count();
      this.m = current.count();
      double all = n + m;
      double raw1 = baseline.sum() + current.sum();
      double raw2 = baseline.squares() + current.squares();
      double raw3 = baseline.cubes() + current.cubes();
      this.mean = raw1 / all;
      double about = raw2 - raw1 * mean;
      this.squares = about > DayScores.ROUNDING * raw2 ? about : 0;
      this.cubes = raw3 - 3 * mean * raw2 + 2 * mean * mean * raw1;
    }

    Result byQuarters(HistoryDispersion dispersion, double degrees) {
      double first = dispersion.of(baseline.daySize());
      double second = dispersion.of(current.daySize());
      return result(estimate(first, second, degrees));
    }

    Result overOverlappingSums(OverlappingDispersion dispersion) {
      List<Estimate> estimates = new ArrayList<>();
      for (OverlappingDispersion.Part part : dispersion.parts()) {
        double first = part.bySize().applyAsDouble(baseline.daySize());
        double second = part.bySize().applyAsDouble(current.daySize());
        estimates.add(estimate(first, second, part.degrees()));
      }
      return isCounted()
          ? Collections.max(estimates.stream().map(this::result).toList(), LARGEST_P)
          : result(SkewedZ.largest(estimates, Estimate::z));
    }

    /** At φ₁ and φ₂. */
    private Estimate estimate(double first, double second, double degrees) {
      double phi = Math.max(1, (m * first + n * second) / (n + m));
      double variance = squares / (n + m - 1) * (n + m) / (n * m);
      double error = StrictMath.sqrt(phi * variance);
      SkewedZ z =
          error > 0
              ? new SkewedZ(difference() / error, skewness(phi), degrees)
              : new SkewedZ(0, 0, degrees);
      return new Estimate(first, second, phi, error, z);
    }

    private double difference() {
      return current.mean() - baseline.mean();
    }

    /** κ₃ φ (2φ − 1) / (φ V)^1.5 of Σ a of the current window. */
    private double skewness(double phi) {
      double all = n + m;
      if (all <= 2) {
        return 0;
      }
      double third = n * m * (n - m) / ((all - 1) * (all - 2)) * (cubes / all);
      double variance = squares / (all - 1) * (n * m / all);
      return third * (2 * phi - 1) / (StrictMath.sqrt(phi) * variance * StrictMath.sqrt(variance));
    }

    private Result result(Estimate estimate) {
      boolean isExact = estimate.error > 0 && estimate.phi == 1 && isCounted();
      SkewedZ z = estimate.z;
      return new Result(
          z.z(),
          isExact ? midP() : z.logPValue(),
          difference(),
          estimate.error,
          estimate.phi,
          estimate.first,
          estimate.second,
          z.skewness(),
          z.degrees(),
          isExact);
    }

    /** Whether few events are expected, of which the exact probabilities are known. */
    private boolean isCounted() {
      return baseline.isProportion()
          && current.isProportion()
          && Math.min(n, m) * Math.min(mean, 1 - mean) < LEAST_EXPECTED
          && n + m <= FisherExactTest.LARGEST_TOTAL;
    }

    private double midP() {
      if (Double.isNaN(midP)) {
        midP =
            MID_P
                .test(
                    new TwoProportions(
                        (long) baseline.sum(), (long) n, (long) current.sum(), (long) m))
                .logPValue();
      }
      return midP;
    }
  }

  /** A test at one dispersion. */
  private record Estimate(double first, double second, double phi, double error, SkewedZ z) {}
}

package io.drift4j.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Whether cases are decided at the same speed in a current window as in a baseline, while many of
 * the current ones are still open: a log-rank test stratified by the weekday of submission, whose
 * variance is calibrated on up to a year of history.
 *
 * <p>All decisions are events, or those of one outcome (its cause-specific hazard), while everybody
 * open is at risk. In stratum s and at age u, with d₁ events of R₁ at risk in the baseline, d₂ of
 * R₂ in the current window, and for each day j of submission d_j of R_j:
 *
 * <pre>
 *   h₁ = d₁ / R₁     w = R₁ / (R₁ + R₂)     h = Σ d_j / Σ R_j of the history     all of (s, u)
 *   U  = Σ w (d₂ − R₂ h₁)          over all s and u at which both have somebody at risk
 *
 *   T_j(k) = Σ_{u≤k} w (d_j − R_j h)        V_j(k) = Σ_{u≤k} w² R_j h (1 − h)       days of the history
 *   S_j(k) = T_j(k) − V_j(k) Σ T(k) / Σ V(k)                   sums over the days of its quarter
 *   φ_day(k) = max(1, Σ S_j(k)² / Σ V_j(k) · B / (B − (s' − 1) − g))       over its B days with cases
 *   φ_win    = Σ_t [Σ_i S_{t+i}(k_i)]² / Σ_t Σ_i V_{t+i}(k_i) · ℓ / (ℓ − L)       over its placebo windows
 *   φ        = 1 + (max(φ̄_day, φ_win) − 1) n̄₂ / n̄,        n̄ = Σ n_j² / Σ n_j
 *   G_j      = Σ w R₂ / R₁ (d_j − R_j h₁)                      days of the baseline
 *
 *   Var U = φ C + Σ G_j²,     C = Σ_j V_j        over days of the current window, with h₁
 *   z = U / √Var U            on Student's t with 30 degrees of freedom
 *   γ = [φ (2φ − 1) Σ w³ R₂ h₁ (1 − h₁) (1 − 2h₁) − Σ G_j³] / (Var U)^1.5
 * </pre>
 *
 * <p>Here L is the length of the current window, k_j the follow-up of its day j, φ̄_day the mean of
 * φ_day(k_j) by V_j, s' the number of strata with cases, H the days of the history from the first
 * to the last with cases, g = max(1, min(⌊H / max(91, 2L)⌋, ⌊B / 28⌋)) its quarters, equal runs of
 * ℓ = H / g days, n_j the cases of a day; t runs over all placebo windows of L days in it, each
 * followed up as the current one is. The p-value is twice the smaller tail of the Pearson type III
 * distribution with skewness γ at the normal deviate that has the same tail as z has on Student's
 * t.
 *
 * <p>With a history of 364 days, 90 against 14 days, size is at most 0.065 at 0.05 and 0.003 at
 * 0.001: with cases of one day or of neighbouring days that resemble each other, without decisions
 * at weekends, with shocks of the day of decision, twice the volume, weekly seasons; a slowdown by
 * 1.3 is found as often as by {@link CalibratedLogRankTest}, which sees 90 days only. Each quarter
 * about its own mean, so that a change of half a year ago does not hide that of today. The
 * calibration is this library's own; its evidence is the simulations.
 *
 * <p>Nothing is tested, and {@link Result#reason} says why, where fewer than 5 events are expected
 * at the hazards of the baseline and of both together, its days are no more than its strata and
 * quarters, or its quarters shorter than twice the current window. Where the baseline leaves nearly
 * nothing to chance (C below 1) Var U is at least that of the plain stratified test. The hazard
 * ratio is A / E with A = Σ w d₂ and E = Σ w R₂ h₁.
 *
 * <p>Over {@link DayAges.Builder#inReverseTime} it is that test in reverse time, as {@link
 * ReverseLogRankTest} without strata and calibration: z is positive if the current window is
 * slower.
 *
 * <p>Immutable and thread-safe.
 */
public final class HistoryLogRankTest {

  private static final double LEAST_EXPECTED = 5;
  private static final String TOO_FEW_DAYS = "the history has too few days with records";

  /** Of freedom, of {@link #withDefaults}. */
  public static final int DEGREES = 30;

  private static final HistoryLogRankTest DEFAULT = new HistoryLogRankTest(false);
  private static final HistoryLogRankTest OVERLAPPING = new HistoryLogRankTest(true);

  private final boolean overlaps;

  private HistoryLogRankTest(boolean overlaps) {
    this.overlaps = overlaps;
  }

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static HistoryLogRankTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns the test for looks that are repeated every night of a year, against the 364 days before
   * each: where days resemble their neighbours, the dispersion of sums over overlapping 7 and 14
   * days counts too, and the smallest p of a year stays as large as where they do not.
   *
   * <p>The days of the history are one quarter. With K the last age, all of which such a day was
   * seen to, S_j and V_j without a k those at K, D its days from the first to the last with V_j
   * &gt; 0, less those in runs of 7 or more without, and else the letters above:
   *
   * <pre>
   *   φ_1 = φ̄_day, with φ_day(k) = max(1, Σ S_j(k)² / Σ V_j(k) · B / (B − s'))      on B − 7 degrees of freedom
   *   φ_L = max(1, Σ_t (Σ_{i&lt;L} S_{t+i})² / Σ_t Σ_{i&lt;L} V_{t+i} · D / (D − L))      on 1.5 (D / L − 1)
   *         over all starts t, L = 7, 14
   *   G_1 = Σ G_j²
   *   G_L = max(G_1, Σ_t (Σ_{i&lt;L} G_{t+i})² / Σ_t Σ_{i&lt;L} V_{t+i} · Σ V_j · D / (D − L))     days of the baseline
   *
   *   φ     = 1 + (φ_L − 1) n̄₂ / n̄
   *   Var U = φ C + G_L
   *   γ     = [φ (2φ − 1) Σ w³ R₂ h₁ (1 − h₁) (1 − 2h₁) − (G_L / G_1)² Σ G_j³] / (Var U)^1.5      L = 1, 7, 14
   * </pre>
   *
   * <p>(An L with D below 14 L is left out, of a baseline of which that is so G_L is G_1.) The
   * result is that of the three with the largest p. Nothing is tested with no more than 7 days of
   * cases in the history. What the history has of the baseline's days is taken for the baseline.
   *
   * <p>One p of a year of nights and several scales is the smallest of theirs times a constant that
   * is measured. For a single look, or where the history is not the baseline, take {@link
   * #withDefaults}.
   *
   * @return the test
   */
  public static HistoryLogRankTest overOverlappingSums() {
    return OVERLAPPING;
  }

  /**
   * Tests a current window against a baseline.
   *
   * @param history what came before the current window, the baseline included
   * @param baseline what the current window is compared with
   * @param current the current window
   * @param lastSeen the last day on which the current window was seen
   * @return the result
   * @throws IllegalArgumentException if the baseline is not part of the history, the current window
   *     not after it, or the last day before that
   */
  public Result test(DayAges history, DayAges baseline, DayAges current, long lastSeen) {
    return test(List.of(new AgedWindows(history, baseline, current)), lastSeen);
  }

  /**
   * Tests a current window against a baseline within strata: s is then a stratum and a weekday of
   * it, and T_j, V_j, G_j and n_j are sums over the strata of a day, which has its events in
   * common. A shift of the mix of strata that differ in speed is then no change.
   *
   * @param strata what is compared, of each stratum, one or more
   * @param lastSeen the last day on which the current window was seen
   * @return the result
   * @throws IllegalArgumentException if there are no strata, the baseline is not part of the
   *     history, the current window not after it, or the last day before that
   */
  public Result test(List<AgedWindows> strata, long lastSeen) {
    for (AgedWindows windows : strata) {
      HistoryWindows.require(windows.history(), windows.baseline(), windows.current());
      requireSeen(windows.current(), lastSeen);
    }
    Reading reading = new Reading(strata, lastSeen);
    if (!reading.isEnoughExpected()) {
      return reading.undecided("fewer than 5 events are expected");
    }
    return overlaps ? reading.overOverlappingSums() : reading.byQuarters();
  }

  private static void requireSeen(DayAges current, long lastSeen) {
    if (lastSeen < current.firstDay()) {
      throw new IllegalArgumentException(
          "the current window begins on day "
              + current.firstDay()
              + ", but was last seen on day "
              + lastSeen);
    }
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic z of the current window, positive if there are more events than expected
   *     (faster); 0 if undecided
   * @param logPValue ln p, two-sided, 0 if undecided
   * @param observed events in the current window, where the baseline has somebody at risk
   * @param expected events in the current window at the baseline's hazards
   * @param weightedObserved A
   * @param weightedExpected E
   * @param dispersion φ, at least 1
   * @param ownVariance φ C, 0 if undecided
   * @param baselineVariance Σ G², 0 if undecided
   * @param skewness γ
   * @param degrees of freedom, 0 if undecided
   * @param reason why it is undecided, empty if it is tested
   */
  public record Result(
      double statistic,
      double logPValue,
      long observed,
      double expected,
      double weightedObserved,
      double weightedExpected,
      double dispersion,
      double ownVariance,
      double baselineVariance,
      double skewness,
      double degrees,
      String reason)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic z of the current window, positive if there are more events than expected
     *     (faster); 0 if undecided
     * @param logPValue ln p, two-sided, 0 if undecided
     * @param observed events in the current window, where the baseline has somebody at risk
     * @param expected events in the current window at the baseline's hazards
     * @param weightedObserved A
     * @param weightedExpected E
     * @param dispersion φ, at least 1
     * @param ownVariance φ C, 0 if undecided
     * @param baselineVariance Σ G², 0 if undecided
     * @param skewness γ
     * @param degrees of freedom, 0 if undecided
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
     * Returns the hazard of the current window in multiples of that of the baseline.
     *
     * @return A / E; where nothing was expected infinite, or 1 if nothing happened either
     */
    public double hazardRatio() {
      if (weightedExpected > 0) {
        return weightedObserved / weightedExpected;
      }
      return weightedObserved > 0 ? Double.POSITIVE_INFINITY : 1;
    }

    /**
     * Returns how much the logarithm of the hazard ratio varies where there is no change.
     *
     * @return its standard error; 0 if undecided
     */
    public double logRatioError() {
      return weightedExpected > 0
          ? StrictMath.sqrt(ownVariance + baselineVariance) / weightedExpected
          : 0;
    }

    /**
     * Returns the θ that the same test does not refuse as hazard ratio, (A − θ E)² ≤ c² (θ φ C + θ²
     * Σ G²) with the critical value c of the side: it leaves out 1 exactly if p &lt; 1 − level.
     *
     * @param level the confidence level, in (0, 1)
     * @return the interval, from 0 to infinity if undecided
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Interval hazardRatioInterval(double level) {
      if (!isTested()) {
        return new Interval(0, Double.POSITIVE_INFINITY, level);
      }
      return new RatioLimits(
              weightedObserved, weightedExpected, ownVariance, baselineVariance, skewness, degrees)
          .at(level, hazardRatio());
    }
  }

  /** The sums over strata s and ages u, and what is made of them. */
  private static final class Reading {

    private final List<AgedWindows> parts;
    private final StratifiedHazards hazards;
    private final int[] followUp;
    private long observed;
    private double expected;
    private double pooledExpected; // at the hazards of both together
    private double weightedObserved;
    private double weightedExpected;
    private double plainVariance;
    private double third; // Σ w³ R₂ h₁ (1 − h₁) (1 − 2h₁)
    private double baselineVariance; // Σ G²
    private double baselineThird; // Σ G³

    Reading(List<AgedWindows> parts, long lastSeen) {
      this.parts = parts;
      this.hazards = new StratifiedHazards(parts);
      this.followUp = followUp(parts.get(0).current(), lastSeen);
      for (int s = 0; s < hazards.size(); s++) {
        for (int u = 0; u < hazards.ages(); u++) {
          if (hazards.isThere(s, u)) {
            add(s, u);
          }
        }
      }
    }

    /** k_j, the last age at which day j was seen. */
    private static int[] followUp(DayAges current, long lastSeen) {
      int[] ages = new int[current.size()];
      for (int j = 0; j < ages.length; j++) {
        long seen = (lastSeen - (current.firstDay() + j) + 1) * current.agesInADay() - 1;
        ages[j] = (int) Math.max(0, Math.min(current.ages() - 1, seen));
      }
      return ages;
    }

    private void add(int s, int u) {
      double w = hazards.weight(s, u);
      double h = hazards.hazard(s, u);
      double due = hazards.atRisk(s, u) * h;
      observed += hazards.events(s, u);
      expected += due;
      pooledExpected += w * due + (1 - w) * hazards.events(s, u);
      weightedObserved += w * hazards.events(s, u);
      weightedExpected += w * due;
      plainVariance += hazards.plainVariance(s, u);
      third += w * hazards.atRisk(s, u) * hazards.variance(s, u) * (1 - 2 * h);
    }

    private void addBaseline() {
      for (int j = 0; j < parts.get(0).baseline().size(); j++) {
        double g = 0;
        for (int part = 0; part < parts.size(); part++) {
          DayAges baseline = parts.get(part).baseline();
          g += baselinePart(baseline, j, StratifiedHazards.stratum(part, baseline, j));
        }
        baselineVariance += g * g;
        baselineThird += g * g * g;
      }
    }

    /** What a day and stratum of the baseline adds to G_j. */
    private double baselinePart(DayAges baseline, int j, int s) {
      double sum = 0;
      for (int u = 0; u < hazards.ages(); u++) {
        long r = baseline.atRisk(j, u);
        if (r > 0) {
          double more = baseline.events(j, u) - r * hazards.hazard(s, u);
          sum += hazards.baselineWeight(s, u) * more;
        }
      }
      return sum;
    }

    boolean isEnoughExpected() {
      return Math.max(expected, pooledExpected) >= LEAST_EXPECTED;
    }

    private Result undecided(String reason) {
      return new Result(
          0, 0, observed, expected, weightedObserved, weightedExpected, 1, 0, 0, 0, 0, reason);
    }

    Result byQuarters() {
      AgedDispersion dispersion = new AgedDispersion(parts, hazards, followUp);
      if (!dispersion.isThere()) {
        return undecided(TOO_FEW_DAYS);
      }
      addBaseline();
      double[] unit = currentVariances();
      double phi = Math.max(1, Math.max(dispersion.ofDays(unit), dispersion.ofWindows()));
      double scaled = scaled(phi, daySize(AgedWindows::history));
      return result(estimate(scaled, sum(unit), baselineVariance, baselineThird, DEGREES));
    }

    Result overOverlappingSums() {
      OverlappingAges days = new OverlappingAges(parts, hazards);
      if (!days.isThere()) {
        return undecided(TOO_FEW_DAYS);
      }
      double[] unit = currentVariances();
      double all = sum(unit);
      List<Estimate> estimates = new ArrayList<>();
      for (OverlappingAges.Part part : days.parts(unit, followUp)) {
        double phi = scaled(part.phi(), days.daySize());
        double more = days.variance() > 0 ? part.baseline() / days.variance() : 1;
        double cubes = days.third() * more * more;
        estimates.add(estimate(phi, all, part.baseline(), cubes, part.degrees()));
      }
      return result(SkewedZ.largest(estimates, Estimate::z));
    }

    private static double sum(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum;
    }

    /** At the volume of the current window. */
    private double scaled(double phi, double usual) {
      return usual > 0 ? 1 + (phi - 1) * (daySize(AgedWindows::current) / usual) : phi;
    }

    /**
     * A test at one dispersion.
     *
     * @param phi φ
     * @param all C
     * @param before Σ G²
     * @param cubes Σ G³
     */
    private Estimate estimate(double phi, double all, double before, double cubes, double degrees) {
      double own = all < 1 ? Math.max(phi * all, plainVariance - before) : phi * all;
      double total = own + before;
      if (!(total > 0)) {
        return new Estimate(phi, 0, before, new SkewedZ(0, 0, degrees));
      }
      double root = StrictMath.sqrt(total);
      double skewness = (phi * (2 * phi - 1) * third - cubes) / (total * root);
      double z = (weightedObserved - weightedExpected) / root;
      return new Estimate(phi, own, before, new SkewedZ(z, skewness, degrees));
    }

    private Result result(Estimate estimate) {
      SkewedZ z = estimate.z;
      return new Result(
          z.z(),
          z.logPValue(),
          observed,
          expected,
          weightedObserved,
          weightedExpected,
          estimate.phi,
          estimate.own,
          estimate.before,
          z.skewness(),
          z.degrees(),
          "");
    }

    /** V_j of the days of the current window. */
    private double[] currentVariances() {
      double[] variances = new double[followUp.length];
      for (int part = 0; part < parts.size(); part++) {
        DayAges current = parts.get(part).current();
        for (int j = 0; j < variances.length; j++) {
          int s = StratifiedHazards.stratum(part, current, j);
          double sum = 0;
          for (int u = 0; u < current.end(j); u++) {
            sum += current.atRisk(j, u) * hazards.variance(s, u);
          }
          variances[j] += sum;
        }
      }
      return variances;
    }

    /** n̄ = Σ n² / Σ n, whether or not the day of submission is closed. */
    private double daySize(Function<AgedWindows, DayAges> which) {
      double squares = 0;
      double sum = 0;
      for (int j = 0; j < which.apply(parts.get(0)).size(); j++) {
        double n = 0;
        for (AgedWindows part : parts) {
          n += which.apply(part).cases(j);
        }
        squares += n * n;
        sum += n;
      }
      return sum > 0 ? squares / sum : 0;
    }
  }

  /**
   * A test at one dispersion.
   *
   * @param phi φ
   * @param own φ C
   * @param before Σ G²
   */
  private record Estimate(double phi, double own, double before, SkewedZ z) {}
}

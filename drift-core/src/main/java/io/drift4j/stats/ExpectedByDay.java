package io.drift4j.stats;

import java.util.List;

/**
 * How many events each day of submission has, and how many were to be expected of its cases at
 * risk: Σ_u R_j(u) h₁(s, u) with the hazards h₁ of the baseline, by stratum and weekday s and age
 * u.
 *
 * <p>Immutable.
 */
public final class ExpectedByDay {

  private final double[] observed;
  private final double[] expected;

  private ExpectedByDay(int days) {
    this.observed = new double[days];
    this.expected = new double[days];
  }

  /**
   * Counts the days of the history and of the current window, which follows it.
   *
   * @param strata what is to be expected, the baselines, and all days
   * @return the numbers by day
   * @throws IllegalArgumentException if there are no strata
   */
  public static ExpectedByDay of(List<AgedWindows> strata) {
    StratifiedHazards hazards = new StratifiedHazards(strata);
    AgedWindows first = strata.get(0);
    ExpectedByDay byDay = new ExpectedByDay(first.history().size() + first.current().size());
    for (int part = 0; part < strata.size(); part++) {
      AgedWindows windows = strata.get(part);
      byDay.add(part, windows.history(), hazards, 0);
      byDay.add(part, windows.current(), hazards, windows.history().size());
    }
    return byDay;
  }

  private void add(int part, DayAges days, StratifiedHazards hazards, int from) {
    for (int j = 0; j < days.size(); j++) {
      int s = StratifiedHazards.stratum(part, days, j);
      for (int u = 0; u < hazards.ages(); u++) {
        observed[from + j] += days.events(j, u);
        expected[from + j] += days.atRisk(j, u) * hazards.hazard(s, u);
      }
    }
  }

  /**
   * Returns how many events there are.
   *
   * @return by day
   */
  public double[] observed() {
    return observed.clone();
  }

  /**
   * Returns how many events were to be expected.
   *
   * @return by day
   */
  public double[] expected() {
    return expected.clone();
  }
}

package io.drift4j.stats;

import java.util.List;

/**
 * The hazards of a current window beside those that were to be expected of it: what a baseline's
 * cases of the same weekday did at the same age.
 *
 * <p>With d and R events and cases at risk, s the stratum and weekday of submission and u the age,
 * the expected hazard is Σ_s R₂ d₁ / R₁ / Σ_s R₂, over strata in which the baseline has somebody at
 * risk (indirect standardisation): a payer that decides nothing at weekends is compared with itself
 * although the oldest cases of the window are of one weekday only.
 *
 * <p>Immutable.
 */
public final class ExpectedHazards {

  private final double[] expected;
  private final double[] observed;
  private final long[] atRisk;

  private ExpectedHazards(double[] expected, double[] observed, long[] atRisk) {
    this.expected = expected;
    this.observed = observed;
    this.atRisk = atRisk;
  }

  /**
   * Computes the hazards.
   *
   * @param strata what is to be expected, the baselines, and the current windows
   * @return the hazards by age
   * @throws IllegalArgumentException if there are no strata
   */
  public static ExpectedHazards of(List<AgedWindows> strata) {
    StratifiedHazards hazards = new StratifiedHazards(strata);
    int ages = hazards.ages();
    double[] expected = new double[ages];
    double[] observed = new double[ages];
    long[] atRisk = new long[ages];
    for (int u = 0; u < ages; u++) {
      double sum = 0;
      long events = 0;
      for (int s = 0; s < hazards.size(); s++) {
        if (hazards.isThere(s, u)) {
          sum += hazards.atRisk(s, u) * hazards.hazard(s, u);
          events += hazards.events(s, u);
          atRisk[u] += hazards.atRisk(s, u);
        }
      }
      expected[u] = atRisk[u] > 0 ? sum / atRisk[u] : 0;
      observed[u] = atRisk[u] > 0 ? (double) events / atRisk[u] : 0;
    }
    return new ExpectedHazards(expected, observed, atRisk);
  }

  /**
   * Returns the hazards that were to be expected.
   *
   * @return by age, 0 where nobody is at risk
   */
  public double[] expected() {
    return expected.clone();
  }

  /**
   * Returns the hazards of the current window.
   *
   * @return by age, 0 where nobody is at risk
   */
  public double[] observed() {
    return observed.clone();
  }

  /**
   * Returns the last age at which enough of the current window are at risk.
   *
   * @param least how many
   * @return the age; −1 if there is none
   */
  public int lastAge(long least) {
    int age = atRisk.length - 1;
    while (age >= 0 && atRisk[age] < least) {
      age--;
    }
    return age;
  }
}

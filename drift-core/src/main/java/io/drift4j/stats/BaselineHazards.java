package io.drift4j.stats;

/**
 * What a current window shows beside the hazards of a baseline, summed up over strata and ages in
 * their order. The letters are those of {@link CalibratedLogRankTest}.
 */
final class BaselineHazards {

  private final StratifiedDays first;
  private final StratifiedDays second;
  private final int ages;

  private long observed;
  private double expected;
  private double weightedObserved;
  private double weightedExpected;
  private double score;
  private double plainVariance;
  private double third;

  BaselineHazards(StratifiedDays first, StratifiedDays second, int period, int ages) {
    this.first = first;
    this.second = second;
    this.ages = ages;
    for (int s = 0; s < period; s++) {
      for (int u = 0; u < ages; u++) {
        if (first.stratumAtRisk(s, u) > 0 && second.stratumAtRisk(s, u) > 0) {
          add(
              first.stratumEvents(s, u),
              first.stratumAtRisk(s, u),
              second.stratumEvents(s, u),
              second.stratumAtRisk(s, u));
        }
      }
    }
  }

  private void add(long d1, long r1, long d2, long r2) {
    double all = (double) r1 + r2;
    double hazard = (double) d1 / r1;
    observed += d2;
    expected += r2 * hazard;
    weightedObserved += (double) d2 * r1 / all;
    weightedExpected += (double) d1 * r2 / all;
    score += difference(d2, r1, r2, d1) / all;
    double events = (double) d1 + d2;
    double others = (double) (r1 - d1) + (r2 - d2);
    plainVariance += r1 / all * (r2 / all) * events * others / (all - 1);
    third += r2 * variance(d1, r1, all) * (difference(1, r1, 2, d1) / all);
  }

  /** a b − c d of numbers that are not negative, exact before it is rounded. */
  private static double difference(long a, long b, long c, long d) {
    if (Math.multiplyHigh(a, b) == 0 && Math.multiplyHigh(c, d) == 0 && a * b >= 0 && c * d >= 0) {
      return a * b - c * d;
    }
    Sum128 sum = new Sum128();
    sum.addProduct(a, b);
    sum.addProduct(-c, d);
    return sum.value().doubleValue();
  }

  /** w² h (1 − h) = d₁ (R₁ − d₁) / (R₁ + R₂)². */
  private static double variance(long d1, long r1, double all) {
    return d1 / all * ((r1 - d1) / all);
  }

  /**
   * w² h (1 − h): what one row at risk adds to a V_j; 0 where nobody of the baseline is at risk.
   */
  double unitVariance(int s, int u) {
    long r1 = first.stratumAtRisk(s, u);
    double all = (double) r1 + second.stratumAtRisk(s, u);
    return r1 == 0 ? 0 : variance(first.stratumEvents(s, u), r1, all);
  }

  /** w (d_j − R_j h) of a day of the baseline that has cases at risk. */
  double score(int j, int u) {
    int s = first.stratum(j);
    long r1 = first.stratumAtRisk(s, u);
    double all = r1 + (double) second.stratumAtRisk(s, u);
    return difference(first.events(j, u), r1, first.atRisk(j, u), first.stratumEvents(s, u)) / all;
  }

  /** R₂ / R₁ where the baseline has cases at risk. */
  double weight(int s, int u) {
    return (double) second.stratumAtRisk(s, u) / first.stratumAtRisk(s, u);
  }

  /** V_j of a day of the current window. */
  double currentVariance(int j) {
    double sum = 0;
    int s = second.stratum(j);
    for (int u = 0; u < ages; u++) {
      sum += second.atRisk(j, u) * unitVariance(s, u);
    }
    return sum;
  }

  /** Events in the current window, Σ d₂. */
  long observed() {
    return observed;
  }

  /** Σ R₂ h. */
  double expected() {
    return expected;
  }

  /** A = Σ w d₂. */
  double weightedObserved() {
    return weightedObserved;
  }

  /** E = Σ w R₂ h. */
  double weightedExpected() {
    return weightedExpected;
  }

  /** U. */
  double score() {
    return score;
  }

  /** The variance of U in the plain log-rank test. */
  double plainVariance() {
    return plainVariance;
  }

  /** Σ w³ R₂ h (1 − h) (1 − 2h). */
  double third() {
    return third;
  }
}

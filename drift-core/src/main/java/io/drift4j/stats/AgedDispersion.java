package io.drift4j.stats;

import java.util.List;

/**
 * How much the days of a history differ from one another as they age, by themselves and as placebo
 * windows that are followed up as a current window is. The letters are those of {@link
 * HistoryLogRankTest}.
 */
final class AgedDispersion {

  private final List<AgedWindows> parts;
  private final int ages;
  private final int[] followUp; // k_j of the days of the current window
  private final double[] scores; // T_j(k), then S_j(k)
  private final double[] variances; // V_j(k), by day and age
  private final double[] squares; // ΣS_j(k)², by age
  private final double[] units; // ΣV_j(k), by age
  private int first = Integer.MAX_VALUE; // day with cases
  private int last = -1; // day with cases
  private int days; // with cases
  private int weekdays; // with cases
  private final int quarters; // g

  AgedDispersion(List<AgedWindows> parts, StratifiedHazards hazards, int[] followUp) {
    this.parts = parts;
    this.ages = hazards.ages();
    this.followUp = followUp;
    int size = parts.get(0).history().size();
    this.scores = new double[size * ages];
    this.variances = new double[size * ages];
    this.squares = new double[ages];
    this.units = new double[ages];
    boolean[] seen = new boolean[StratifiedHazards.PERIOD];
    for (int j = 0; j < size; j++) {
      if (sum(j, hazards)) {
        int weekday = StratifiedHazards.weekday(parts.get(0).history(), j);
        weekdays += seen[weekday] ? 0 : 1;
        seen[weekday] = true;
        days++;
        first = Math.min(first, j);
        last = j;
      }
    }
    this.quarters = Quarters.of(span(), days, followUp.length);
    for (int g = 0; g < quarters; g++) {
      centre(
          first + Quarters.begin(g, quarters, span()),
          first + Quarters.begin(g + 1, quarters, span()));
    }
  }

  /** Over all strata of a day; returns whether it has cases. */
  private boolean sum(int j, StratifiedHazards hazards) {
    boolean hasCases = false;
    for (int part = 0; part < parts.size(); part++) {
      DayAges history = parts.get(part).history();
      if (history.hasCases(j)) {
        hasCases = true;
        sum(history, j, StratifiedHazards.stratum(part, history, j), hazards);
      }
    }
    return hasCases;
  }

  private void sum(DayAges history, int j, int s, StratifiedHazards hazards) {
    double score = 0;
    double variance = 0;
    for (int u = 0; u < ages; u++) {
      long r = history.atRisk(j, u);
      if (r > 0) {
        score += hazards.weight(s, u) * (history.events(j, u) - r * hazards.usual(s, u));
        variance += r * hazards.usualVariance(s, u);
      }
      scores[j * ages + u] += score;
      variances[j * ages + u] += variance;
    }
  }

  /** From T_j to S_j, over the days of a quarter, whose squares are added up. */
  private void centre(int from, int to) {
    double[] mean = new double[ages];
    double[] unit = new double[ages];
    for (int j = from; j < to; j++) {
      for (int k = 0; k < ages; k++) {
        mean[k] += scores[j * ages + k];
        unit[k] += variances[j * ages + k];
      }
    }
    for (int k = 0; k < ages; k++) {
      mean[k] = unit[k] > 0 ? mean[k] / unit[k] : 0;
    }
    for (int j = from; j < to; j++) {
      for (int k = 0; k < ages; k++) {
        double score = scores[j * ages + k] - variances[j * ages + k] * mean[k];
        scores[j * ages + k] = score;
        squares[k] += score * score;
        units[k] += variances[j * ages + k];
      }
    }
  }

  /** From the first day with cases to the last. */
  int span() {
    return Math.max(0, last - first + 1);
  }

  /** Whether days have dispersion within strata and quarters, and placebo windows too. */
  boolean isThere() {
    return days > weekdays - 1 + quarters && span() >= 2 * quarters * followUp.length;
  }

  /** φ_day(k), at least 1. */
  private double ofDays(int k) {
    return units[k] > 0
        ? Math.max(1, squares[k] / units[k] * days / (days - (weekdays - 1) - quarters))
        : 1;
  }

  /**
   * φ̄_day: of the days of the current window, each as far as it was followed.
   *
   * @param unit V_j of the days of the current window
   */
  double ofDays(double[] unit) {
    double sum = 0;
    double all = 0;
    double[] known = new double[ages];
    for (int j = 0; j < unit.length; j++) {
      int k = followUp[j];
      known[k] = known[k] > 0 ? known[k] : ofDays(k);
      sum += known[k] * unit[j];
      all += unit[j];
    }
    return all > 0 ? sum / all : 1;
  }

  /** φ_win. */
  double ofWindows() {
    int length = followUp.length;
    double squares = 0;
    double unit = 0;
    for (int t = first; t + length <= last + 1; t++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        int place = (t + i) * ages + followUp[i];
        sum += scores[place];
        unit += variances[place];
      }
      squares += sum * sum;
    }
    double quarter = (double) span() / quarters;
    return unit > 0 ? squares / unit * (quarter / (quarter - length)) : 1;
  }
}

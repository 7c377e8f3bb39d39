package io.drift4j.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Events and cases at risk by stratum, which is one of the caller's and the weekday of submission,
 * and age: of a history, of the baseline in it and of a current window. The letters are those of
 * {@link HistoryLogRankTest}.
 */
final class StratifiedHazards {

  /** Days after which weekdays repeat. */
  static final int PERIOD = 7;

  private final int strata;
  private final int ages;
  private final long[] d; // of the history, by stratum and age
  private final long[] r;
  private final long[] d1;
  private final long[] r1;
  private final long[] d2;
  private final long[] r2;
  private final double[] usual;
  private final double[] hazard;
  private final double[] weight;
  private final double[] usualVariance;
  private final double[] variance;
  private final double[] baselineWeight;

  StratifiedHazards(List<AgedWindows> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there are no strata");
    }
    this.strata = parts.size() * PERIOD;
    this.ages = parts.get(0).current().ages();
    int size = Counts.cells(strata, "strata", ages, "ages");
    this.d = new long[size];
    this.r = new long[size];
    this.d1 = new long[size];
    this.r1 = new long[size];
    this.d2 = new long[size];
    this.r2 = new long[size];
    for (int part = 0; part < parts.size(); part++) {
      AgedWindows windows = parts.get(part);
      add(part, windows.history(), d, r);
      if (windows.baseline().isSame(windows.history())) {
        copy(part, d, d1);
        copy(part, r, r1);
      } else {
        add(part, windows.baseline(), d1, r1);
      }
      add(part, windows.current(), d2, r2);
    }
    this.usual = new double[size];
    this.hazard = new double[size];
    this.weight = new double[size];
    this.usualVariance = new double[size];
    this.variance = new double[size];
    this.baselineWeight = new double[size];
    for (int i = 0; i < size; i++) {
      if (r1[i] > 0) {
        derive(i);
      }
    }
  }

  private void derive(int i) {
    double h = (double) d[i] / r[i];
    double h1 = (double) d1[i] / r1[i];
    double w = r1[i] / ((double) r1[i] + r2[i]);
    usual[i] = h;
    hazard[i] = h1;
    weight[i] = w;
    usualVariance[i] = w * w * h * (1 - h);
    variance[i] = r2[i] > 0 ? w * w * h1 * (1 - h1) : 0;
    baselineWeight[i] = w * r2[i] / r1[i];
  }

  private void add(int part, DayAges days, long[] events, long[] atRisk) {
    for (int j = 0; j < days.size(); j++) {
      days.addTo(events, atRisk, stratum(part, days, j) * ages, j);
    }
  }

  private void copy(int part, long[] from, long[] to) {
    int begin = part * PERIOD * ages;
    System.arraycopy(from, begin, to, begin, PERIOD * ages);
  }

  /** Of a day of one of the caller's strata. */
  static int stratum(int part, DayAges days, int j) {
    return part * PERIOD + weekday(days, j);
  }

  static int weekday(DayAges days, int j) {
    return (int) Math.floorMod(days.firstDay() + j, (long) PERIOD);
  }

  /** How many strata there are, whether or not they have cases. */
  int size() {
    return strata;
  }

  int ages() {
    return ages;
  }

  /** Whether both the baseline and the current window have cases at risk. */
  boolean isThere(int s, int u) {
    return r1[s * ages + u] > 0 && r2[s * ages + u] > 0;
  }

  /** h of the history; 0 where nobody of the baseline is at risk. */
  double usual(int s, int u) {
    return usual[s * ages + u];
  }

  /** h₁ of the baseline; 0 where nobody is at risk. */
  double hazard(int s, int u) {
    return hazard[s * ages + u];
  }

  /** w = R₁ / (R₁ + R₂), 0 where nobody of the baseline is at risk. */
  double weight(int s, int u) {
    return weight[s * ages + u];
  }

  /** w² h (1 − h) of the history: what a case at risk adds to its V_j. */
  double usualVariance(int s, int u) {
    return usualVariance[s * ages + u];
  }

  /**
   * Adds up what a day of the history has of a stratum.
   *
   * @param part the caller's stratum
   * @param upTo where T_j(k) is put, by age
   * @param scores to which T_j at the last age is added, by day
   * @param variances to which V_j at the last age is added
   * @param parts to which G_j is added
   */
  void sum(
      int part,
      DayAges history,
      int j,
      double[] upTo,
      double[] scores,
      double[] variances,
      double[] parts) {
    long[] events = history.allEvents();
    long[] atRisk = history.allAtRisk();
    int day = history.begin(j);
    int end = history.end(j);
    int begin = stratum(part, history, j) * ages;
    double score = 0;
    double variance = 0;
    double more = 0;
    for (int u = 0; u < end; u++) {
      double d = events[day + u];
      double r = atRisk[day + u];
      score += weight[begin + u] * (d - r * usual[begin + u]);
      variance += r * usualVariance[begin + u];
      more += baselineWeight[begin + u] * (d - r * hazard[begin + u]);
      upTo[u] = score;
    }
    Arrays.fill(upTo, end, ages, score);
    scores[j] += score;
    variances[j] += variance;
    parts[j] += more;
  }

  /** w² h (1 − h) R of the history, of all strata, up to each age. */
  double[] usualVariances() {
    double[] upTo = new double[ages];
    double sum = 0;
    for (int u = 0; u < ages; u++) {
      for (int s = 0; s < strata; s++) {
        sum += r[s * ages + u] * usualVariance[s * ages + u];
      }
      upTo[u] = sum;
    }
    return upTo;
  }

  /** w² h₁ (1 − h₁): what a case at risk in the current window adds to V_j. */
  double variance(int s, int u) {
    return variance[s * ages + u];
  }

  /** w R₂ / R₁: what an event of the baseline that was not expected weighs in U. */
  double baselineWeight(int s, int u) {
    return baselineWeight[s * ages + u];
  }

  long events(int s, int u) {
    return d2[s * ages + u];
  }

  long atRisk(int s, int u) {
    return r2[s * ages + u];
  }

  /** The variance of a cell in the plain stratified log-rank test. */
  double plainVariance(int s, int u) {
    int i = s * ages + u;
    double all = (double) r1[i] + r2[i];
    double events = (double) d1[i] + d2[i];
    return all > 1 ? r1[i] / all * (r2[i] / all) * events * (all - events) / (all - 1) : 0;
  }
}

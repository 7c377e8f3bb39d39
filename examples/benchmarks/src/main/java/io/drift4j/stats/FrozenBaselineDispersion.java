package io.drift4j.stats;

import java.util.Arrays;

/**
 * How much the days of a baseline differ from one another, by themselves and as placebo windows
 * that are followed up as a current window is. The letters are those of {@link
 * FrozenCalibratedLogRankTest}.
 *
 * <p>As it was when {@code DriftPolicy.controlled()} was begun; kept to compare with.
 */
final class FrozenBaselineDispersion {

  private final FrozenStratifiedDays days;
  private final FrozenBaselineHazards hazards;
  private final int ages;
  private final double[][] scores; // S_j(k)
  private final double[][] variances; // V_j(k)
  private double variance; // Σ G²
  private double third; // Σ G³

  FrozenBaselineDispersion(FrozenStratifiedDays days, FrozenBaselineHazards hazards, int ages) {
    this.days = days;
    this.hazards = hazards;
    this.ages = ages;
    scores = new double[days.size()][ages];
    variances = new double[days.size()][ages];
    for (int j = 0; j < days.size(); j++) {
      double part = sumDay(j, days.stratum(j));
      variance += part * part;
      third += part * part * part;
    }
  }

  /** S_j and V_j by follow-up; returns G_j. */
  private double sumDay(int j, int s) {
    double sum = 0;
    double squares = 0;
    double part = 0;
    for (int u = 0; u < ages; u++) {
      long r = days.atRisk(j, u);
      if (r > 0) {
        double term = hazards.score(j, u);
        sum += term;
        squares += r * hazards.unitVariance(s, u);
        part += term * hazards.weight(s, u);
      }
      scores[j][u] = sum;
      variances[j][u] = squares;
    }
    return part;
  }

  /** Σ G², the part of the variance that the baseline itself adds. */
  double variance() {
    return variance;
  }

  /** Σ G³. */
  double third() {
    return third;
  }

  /** φ_day by follow-up k. */
  double[] ofDays() {
    double size = days.size();
    double[] phi = new double[ages];
    for (int k = 0; k < ages; k++) {
      double squares = 0;
      double unit = 0;
      for (int j = 0; j < days.size(); j++) {
        squares += scores[j][k] * scores[j][k];
        unit += variances[j][k];
      }
      phi[k] = unit > 0 ? Math.max(1, squares / unit * (size / (size - days.strata()))) : 1;
    }
    return phi;
  }

  /** φ_win of windows of a length, whose first day is followed up to the last age. */
  double ofWindows(int length) {
    int span = days.span();
    int[] numbers = numbers(span);
    double squares = 0;
    double unit = 0;
    for (int t = 0; t + length <= span; t++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        int j = numbers[t + i];
        if (j >= 0) {
          sum += scores[j][ages - 1 - i];
          unit += variances[j][ages - 1 - i];
        }
      }
      squares += sum * sum;
    }
    return unit > 0 ? Math.max(1, squares / unit * (span / (double) (span - length))) : 1;
  }

  /** Of the days from the first to the last, −1 where there are no cases. */
  private int[] numbers(int span) {
    int[] numbers = new int[span];
    Arrays.fill(numbers, -1);
    for (int j = 0; j < days.size(); j++) {
      numbers[(int) (days.day(j) - days.day(0))] = j;
    }
    return numbers;
  }
}

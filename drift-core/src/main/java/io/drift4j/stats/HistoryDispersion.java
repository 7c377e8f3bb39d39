package io.drift4j.stats;

/**
 * By how much more the days of a history vary than independent observations would, by themselves
 * and with their neighbours. The letters are those of {@link HistoryScoreTest}.
 */
final class HistoryDispersion {

  /** Of φ_L, so much is taken for chance: half a standard error over a year. */
  private static final double CHANCE = 1.12;

  /** Below that k nothing can be said of larger days. */
  private static final double LEAST_SIZE = 0.05;

  private final double floor; // φ of days with a single observation
  private final double correlation; // ρ
  private final double excess; // X
  private final double size; // k + 1

  private HistoryDispersion(double floor, double correlation, double excess, double size) {
    this.floor = floor;
    this.correlation = correlation;
    this.excess = excess;
    this.size = size;
  }

  /**
   * Looks at a history.
   *
   * @param length L, of the current window
   */
  static HistoryDispersion of(DayScores history, int length) {
    DayScores days = history.trimmed();
    double within = days.squares() - days.sum() * (days.sum() / days.count());
    double size = days.daySize();
    if (!(within > 0) || days.size() <= length) {
      return new HistoryDispersion(1, 0, 0, Math.max(1, size));
    }
    double[] deviations = deviations(days);
    double ofDays = ofDays(deviations, days.daysWithObservations()) / within;
    double ofWindows = ofWindows(deviations, length) / within;
    boolean scales = size - 1 > LEAST_SIZE;
    double correlation = scales ? Math.max(0, ofDays - 1) / (size - 1) : 0;
    double excess = Math.max(0, ofWindows - CHANCE * Math.max(1, ofDays));
    double floor = scales ? 1 : Math.max(1, ofDays);
    return new HistoryDispersion(floor, correlation, excess, Math.max(1, size));
  }

  /** e_j. */
  private static double[] deviations(DayScores days) {
    double mean = days.sum() / days.count();
    double[] deviations = new double[days.size()];
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = days.sum(j) - days.count(j) * mean;
    }
    return deviations;
  }

  private static double ofDays(double[] deviations, int days) {
    double sum = 0;
    for (double e : deviations) {
      sum += e * e;
    }
    return days > 1 ? sum * days / (days - 1) : sum;
  }

  private static double ofWindows(double[] deviations, int length) {
    double days = deviations.length;
    double window = 0;
    double sum = 0;
    for (int j = 0; j < deviations.length; j++) {
      window += deviations[j] - (j >= length ? deviations[j - length] : 0);
      sum += j >= length - 1 ? window * window : 0;
    }
    return sum / (days - length + 1) * (days / length) * (days / (days - length));
  }

  /** φ of a sample: what its days, as large as they are, and their neighbours have in common. */
  double of(DayScores sample) {
    double of = Math.max(1, sample.daySize());
    return floor + correlation * (of - 1) + excess * Math.max(1, of / size);
  }
}

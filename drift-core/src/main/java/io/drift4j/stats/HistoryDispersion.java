package io.drift4j.stats;

/**
 * By how much more the days of a history vary than independent observations would, by themselves
 * and with their neighbours, each quarter about its own mean. The letters are those of {@link
 * HistoryScoreTest}.
 */
final class HistoryDispersion {

  /** Of φ_L, so much is taken for chance: about half a standard error over a year. */
  private static final double CHANCE = 1.09;

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
    double size = Math.max(1, days.daySize());
    Deviations deviations = new Deviations(days, length);
    if (!deviations.areThere()) {
      return new HistoryDispersion(1, 0, 0, size);
    }
    double ofDays = deviations.ofDays();
    boolean scales = size - 1 > LEAST_SIZE;
    double correlation = scales ? Math.max(0, ofDays - 1) / (size - 1) : 0;
    double excess = Math.max(0, deviations.ofWindows() - CHANCE * Math.max(1, ofDays));
    return new HistoryDispersion(scales ? 1 : Math.max(1, ofDays), correlation, excess, size);
  }

  /** φ of a sample: what its days, as large as they are, and their neighbours have in common. */
  double of(DayScores sample) {
    double of = Math.max(1, sample.daySize());
    return floor + correlation * (of - 1) + excess * Math.max(1, of / size);
  }

  /** e_j, about the mean of its quarter, and W. */
  private static final class Deviations {

    private final double[] e;
    private final int length;
    private final int quarters;
    private final int days; // with observations
    private double within;

    Deviations(DayScores history, int length) {
      this.e = new double[history.size()];
      this.length = length;
      this.quarters = Quarters.of(e.length, length);
      this.days = history.daysWithObservations();
      for (int g = 0; g < quarters; g++) {
        add(
            history,
            Quarters.begin(g, quarters, e.length),
            Quarters.begin(g + 1, quarters, e.length));
      }
    }

    private void add(DayScores history, int from, int to) {
      DayScores quarter = history.part(history.firstDay() + from, history.firstDay() + to);
      if (quarter.count() > 0) {
        double mean = quarter.sum() / quarter.count();
        within += quarter.squares() - quarter.sum() * mean;
        for (int j = from; j < to; j++) {
          e[j] = history.sum(j) - history.count(j) * mean;
        }
      }
    }

    boolean areThere() {
      return within > 0 && e.length >= 2 * quarters * length && days > quarters;
    }

    double ofDays() {
      double sum = 0;
      for (double deviation : e) {
        sum += deviation * deviation;
      }
      return sum / within * days / (days - quarters);
    }

    double ofWindows() {
      double size = e.length;
      double quarter = size / quarters;
      double window = 0;
      double sum = 0;
      for (int j = 0; j < e.length; j++) {
        window += e[j] - (j >= length ? e[j - length] : 0);
        sum += j >= length - 1 ? window * window : 0;
      }
      return sum / (size - length + 1) * (size / length) * (quarter / (quarter - length)) / within;
    }
  }
}

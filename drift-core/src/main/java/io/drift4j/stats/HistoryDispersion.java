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
  static final double LEAST_SIZE = 0.05;

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
    if (!deviations.ofDaysAreThere()) {
      return new HistoryDispersion(1, 0, 0, size);
    }
    return of(deviations.ofDays(), deviations.ofWindows(), size, CHANCE);
  }

  /**
   * Takes what was seen of a history.
   *
   * @param ofDays φ_day
   * @param ofWindows φ_L
   * @param size k + 1
   * @param chance of φ_L, in multiples of φ_day
   */
  static HistoryDispersion of(double ofDays, double ofWindows, double size, double chance) {
    boolean scales = size - 1 > LEAST_SIZE;
    double correlation = scales ? Math.max(0, ofDays - 1) / (size - 1) : 0;
    double excess = Math.max(0, ofWindows - chance * Math.max(1, ofDays));
    double floor = scales ? 1 : Math.max(1, ofDays);
    return new HistoryDispersion(floor, correlation, excess, Math.max(1, size));
  }

  /** Σ_t (Σ e)², about one mean, as large as φ_L times the variance of independent observations. */
  static double ofWindows(double[] deviations, int length) {
    return ofWindows(deviations, length, deviations.length);
  }

  /** The same about the mean of each quarter, of so many days. */
  private static double ofWindows(double[] deviations, int length, double quarter) {
    double days = deviations.length;
    double window = 0;
    double sum = 0;
    for (int j = 0; j < deviations.length; j++) {
      window += deviations[j] - (j >= length ? deviations[j - length] : 0);
      sum += j >= length - 1 ? window * window : 0;
    }
    return sum / (days - length + 1) * (days / length) * (quarter / (quarter - length));
  }

  /** φ of a sample: what its days, as large as they are, and their neighbours have in common. */
  double of(DayScores sample) {
    return of(Math.max(1, sample.daySize()));
  }

  /**
   * The same.
   *
   * @param of k_s + 1
   */
  double of(double of) {
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
      this.days = history.daysWithObservations();
      this.quarters = Quarters.of(e.length, days, length);
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
        within += quarter.squaresAbout(mean);
        for (int j = from; j < to; j++) {
          e[j] = history.sum(j) - history.count(j) * mean;
        }
      }
    }

    boolean ofDaysAreThere() {
      return within > 0 && days > quarters;
    }

    double ofDays() {
      double sum = 0;
      for (double deviation : e) {
        sum += deviation * deviation;
      }
      return sum / within * days / (days - quarters);
    }

    /** 0 where the history is too short for it. */
    double ofWindows() {
      return e.length < 2 * length
          ? 0
          : HistoryDispersion.ofWindows(e, length, (double) e.length / quarters) / within;
    }
  }
}

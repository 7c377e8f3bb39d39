package io.drift4j.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much the days of a history differ from one another as they age, by themselves and in sums
 * over neighbouring ones, and what those of the baseline in it make of that. The letters are those
 * of {@link HistoryLogRankTest#overOverlappingSums}.
 */
final class OverlappingAges {

  /** What is taken from the days with cases as degrees of freedom: the weekdays. */
  private static final int WEEKDAYS = StratifiedHazards.PERIOD;

  private final StratifiedHazards hazards;
  private final int ages;
  private final double[] scores; // S_j, at the last age
  private final double[] variances; // V_j, at the last age
  private final double[] parts; // G_j, of all days
  private final double[] cases; // n_j
  private final double[] squares; // Σ S_j(k)², by age
  private final double[] units; // Σ V_j(k), by age
  private final OverlappingSums sums;
  private final OverlappingSums ofBaseline; // of G_j
  private final double variance; // Σ G_j²
  private final double third; // Σ G_j³
  private final int days; // with cases
  private final int weekdays; // with cases

  OverlappingAges(List<AgedWindows> strata, StratifiedHazards hazards) {
    DayAges history = strata.get(0).history();
    DayAges baseline = strata.get(0).baseline();
    int size = history.size();
    this.hazards = hazards;
    this.ages = hazards.ages();
    this.scores = new double[size];
    this.variances = new double[size];
    this.parts = new double[size];
    this.cases = new double[size];
    this.squares = new double[ages];
    double[] upTo = new double[ages];
    boolean[] seen = new boolean[WEEKDAYS];
    int filled = 0;
    int different = 0;
    for (int j = 0; j < size; j++) {
      add(strata, j, upTo);
      if (cases[j] > 0) {
        int weekday = StratifiedHazards.weekday(history, j);
        different += seen[weekday] ? 0 : 1;
        seen[weekday] = true;
        filled++;
      }
    }
    this.days = filled;
    this.weekdays = different;
    this.units = hazards.usualVariances();
    this.sums = new OverlappingSums(scores, variances);
    int from = Math.toIntExact(baseline.firstDay() - history.firstDay());
    int to = from + baseline.size();
    double[] own = Arrays.copyOfRange(parts, from, to);
    this.ofBaseline = new OverlappingSums(own, Arrays.copyOfRange(variances, from, to));
    this.variance = ofBaseline.squares();
    this.third = cubes(own);
  }

  private static double cubes(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value * value;
    }
    return sum;
  }

  /** All strata of a day; upTo is of the first of them alone. */
  private void add(List<AgedWindows> strata, int j, double[] upTo) {
    sum(strata.get(0).history(), 0, j, upTo);
    if (strata.size() > 1) {
      double[] all = upTo.clone();
      for (int part = 1; part < strata.size(); part++) {
        sum(strata.get(part).history(), part, j, upTo);
        for (int k = 0; k < ages; k++) {
          all[k] += upTo[k];
        }
      }
      addSquares(all);
    } else {
      addSquares(upTo);
    }
  }

  private void sum(DayAges history, int part, int j, double[] upTo) {
    hazards.sum(part, history, j, upTo, scores, variances, parts);
    cases[j] += history.cases(j);
  }

  private void addSquares(double[] upTo) {
    for (int k = 0; k < ages; k++) {
      squares[k] += upTo[k] * upTo[k];
    }
  }

  /** Whether there is a degree of freedom. */
  boolean isThere() {
    return days > WEEKDAYS;
  }

  /** n̄ = Σ n_j² / Σ n_j, 0 without cases. */
  double daySize() {
    double pairs = 0;
    double all = 0;
    for (double n : cases) {
      pairs += n * n;
      all += n;
    }
    return all > 0 ? pairs / all : 0;
  }

  /** Σ G_j³. */
  double third() {
    return third;
  }

  /** Σ G_j². */
  double variance() {
    return variance;
  }

  /**
   * The dispersions that are looked at, each with the variance of the baseline's part and its
   * degrees of freedom.
   *
   * @param unit V_j of the days of the current window
   * @param followUp k_j, of these
   */
  List<Part> parts(double[] unit, int[] followUp) {
    List<Part> list = new ArrayList<>();
    list.add(new Part(ofDays(unit, followUp), variance, days - WEEKDAYS));
    for (int length : OverlappingSums.lengths()) {
      if (sums.reaches(length)) {
        double phi = Math.max(1, sums.dispersion(length));
        list.add(new Part(phi, ofBaseline(length), sums.degrees(length)));
      }
    }
    return list;
  }

  /** φ̄_day: of the days of the current window, each as far as it was followed. */
  private double ofDays(double[] unit, int[] followUp) {
    double sum = 0;
    double all = 0;
    for (int j = 0; j < unit.length; j++) {
      sum += ofDays(followUp[j]) * unit[j];
      all += unit[j];
    }
    return all > 0 ? sum / all : 1;
  }

  /** φ_day(k), at least 1. */
  private double ofDays(int k) {
    return units[k] > 0 ? Math.max(1, squares[k] / units[k] * days / (days - weekdays)) : 1;
  }

  /** G_L. */
  private double ofBaseline(int length) {
    return ofBaseline.reaches(length)
        ? Math.max(variance, ofBaseline.dispersion(length) * ofBaseline.unit())
        : variance;
  }

  /**
   * One of them.
   *
   * @param phi φ, at least 1, at the volume of the history
   * @param baseline the variance of the baseline's part
   * @param degrees of freedom
   */
  record Part(double phi, double baseline, double degrees) {}
}

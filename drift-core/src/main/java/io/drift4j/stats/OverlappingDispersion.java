package io.drift4j.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * By how much more the days of a history vary than independent observations would, about one mean:
 * by themselves and in sums over neighbouring ones. The letters are those of {@link
 * HistoryScoreTest#overOverlappingSums}.
 */
final class OverlappingDispersion {

  /** What is taken from the days with observations as degrees of freedom: the weekdays. */
  private static final int WEEKDAYS = 7;

  private final OverlappingSums sums;
  private final ScoreTotals totals;
  private final double ofDays; // φ_1

  OverlappingDispersion(DayScores history, ScoreTotals totals) {
    this.totals = totals;
    double mean = totals.count() > 0 ? totals.mean() : 0;
    double within = totals.count() > 0 ? totals.squaresAboutMean() : 0;
    double unit = within > 0 ? within / totals.count() : 1;
    this.sums = new OverlappingSums(history.deviations(mean), history.countsTimes(unit));
    double days = totals.days();
    this.ofDays = within > 0 && days > 1 ? sums.squares() / within * days / (days - 1) : 1;
  }

  /** The dispersions that are looked at, each with its degrees of freedom. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(this::ofDays, Math.max(1, totals.days() - WEEKDAYS)));
    for (int length : OverlappingSums.lengths()) {
      if (sums.reaches(length)) {
        double more = Math.max(0, sums.dispersion(length) - 1);
        parts.add(new Part(size -> ofSums(more, size), sums.degrees(length)));
      }
    }
    return parts;
  }

  private double ofDays(double size) {
    double k = totals.daySize() - 1;
    double more = Math.max(0, ofDays - 1);
    return 1 + (k > HistoryDispersion.LEAST_SIZE ? more * ((size - 1) / k) : more);
  }

  private double ofSums(double more, double size) {
    return 1 + more * Math.max(1, size / totals.daySize());
  }

  /**
   * One of them.
   *
   * @param bySize φ_s of a sample, by the size of its days, k_s + 1
   * @param degrees of freedom
   */
  record Part(DoubleUnaryOperator bySize, double degrees) {}
}

package io.drift4j;

import io.drift4j.stats.DayAges;
import java.time.LocalDate;

/**
 * How long decided rows of a baseline took, and by how much longer others took of which only those
 * that were decided by a horizon are known: all times are taken to be longer by the same ratio.
 *
 * <p>The distribution F is that of the rows up to the age to which the oldest was followed, by the
 * product of reverse hazards (Lynden-Bell, 1971): F(u) = Π over later ages v of 1 − d(v) / R(v),
 * and between ages along straight lines.
 */
final class TruncatedTimes {

  private static final double LARGEST = 8;
  private static final int STEPS = 40;

  private final double[] endedBy; // F at the end of each age, so 0 at 0
  private final double horizon; // its end
  private final double units;

  private TruncatedTimes(double[] endedBy, double horizon, double units) {
    this.endedBy = endedBy;
    this.horizon = horizon;
    this.units = units;
  }

  static TruncatedTimes of(Comparison comparison, int horizon, int unitsInAnAge) {
    Window window = comparison.baseline().window();
    long first = window.startInclusive().toEpochDay();
    int agesInADay = Math.toIntExact(comparison.metric().unitsInADay() / unitsInAnAge);
    long end = AgedRecords.lastSeen(comparison) + 1;
    int ages = Math.toIntExact((end - first) * agesInADay);
    DayAges.Builder counts =
        DayAges.builder(first, Math.toIntExact(window.days()), ages, agesInADay)
            .inReverseTime(end - 1);
    for (LocalDate closed : comparison.closedDays()) {
      counts.close(closed.toEpochDay());
    }
    comparison
        .baseline()
        .forEachAge(
            new EndedRecords(
                (day, age, outcome, count) ->
                    counts.add(day, age / unitsInAnAge, outcome != Sample.LEFT_OUT, count)));
    return new TruncatedTimes(distribution(counts.build()), horizon + 1.0, unitsInAnAge);
  }

  private static double[] distribution(DayAges ages) {
    double[] endedBy = new double[ages.ages() + 1];
    endedBy[ages.ages()] = 1;
    for (int u = ages.ages() - 1; u >= 0; u--) {
      double atRisk = ages.atRisk(u);
      double left = atRisk > 0 ? 1 - ages.events(u) / atRisk : 1;
      endedBy[u] = endedBy[u + 1] * left;
    }
    endedBy[0] = 0;
    return endedBy;
  }

  /** Whether any are known to have ended by the horizon. */
  boolean areThere() {
    return endedBy(horizon) > 0;
  }

  private double endedBy(double age) {
    if (age >= endedBy.length - 1) {
      return 1;
    }
    int u = (int) age;
    return endedBy[u] + (age - u) * (endedBy[u + 1] - endedBy[u]);
  }

  /** The age by which a share has ended. */
  private double quantile(double share) {
    int u = 0;
    while (u < endedBy.length - 2 && endedBy[u + 1] < share) {
      u++;
    }
    double more = endedBy[u + 1] - endedBy[u];
    return u + (more > 0 ? Math.min(1, Math.max(0, (share - endedBy[u]) / more)) : 0);
  }

  /** The median of the baseline's that ended by the horizon. */
  double median() {
    return quantile(endedBy(horizon) / 2) * units;
  }

  /**
   * By how much longer others took, whose reverse hazards are multiplied: the ratio at which the
   * median of those that end by the horizon is theirs, from 1/8 to 8.
   */
  double ratio(double hazards) {
    double seen = quantile(endedBy(horizon) * StrictMath.pow(0.5, 1 / hazards));
    double low = 1 / LARGEST;
    double high = LARGEST;
    for (int i = 0; i < STEPS; i++) {
      double middle = StrictMath.sqrt(low * high);
      if (middle * quantile(endedBy(horizon / middle) / 2) < seen) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return hazards == 1 ? 1 : StrictMath.sqrt(low * high);
  }
}

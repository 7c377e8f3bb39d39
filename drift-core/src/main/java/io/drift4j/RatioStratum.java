package io.drift4j;

import io.drift4j.ShareForesight.Amounts;
import java.util.function.IntToDoubleFunction;

/** The amounts of a stratum above the line and below it. */
final class RatioStratum {

  private final DayAmounts above; // p
  private final DayAmounts below; // e
  private final boolean isPart; // each p is e or 0

  RatioStratum(DayAmounts above, DayAmounts below, boolean isPart) {
    this.above = above;
    this.below = below;
    this.isPart = isPart;
  }

  /** Whether both windows have something below the line. */
  boolean isInBoth() {
    return below.inBaseline() > 0 && below.inCurrent() > 0;
  }

  double before() {
    return (double) above.inBaseline() / below.inBaseline();
  }

  double now() {
    return (double) above.inCurrent() / below.inCurrent();
  }

  /** r, of both windows together. */
  double ratio() {
    double all = (double) above.inBaseline() + above.inCurrent();
    return all / ((double) below.inBaseline() + below.inCurrent());
  }

  /** w = E₁ E₂ / (E₁ + E₂). */
  double weight() {
    double first = below.inBaseline();
    double second = below.inCurrent();
    return first * second / (first + second);
  }

  /** Whether the ratio is the share of the amounts of some records, and there are any. */
  boolean isShare() {
    return isPart && above.inBaseline() + above.inCurrent() > 0;
  }

  /** Of both windows. */
  Amounts amounts(HistoryDays days) {
    double n = days.sumInBaseline(below::count);
    double m = days.sumInCurrent(below::count);
    double squares = both(days, below::squares);
    double cubes = both(days, below::cubes);
    return new Amounts(
        n,
        m,
        below.inBaseline(),
        below.inCurrent(),
        squares / (n + m),
        cubes / (n + m),
        both(days, above::squares) / squares / ratio(),
        both(days, above::cubes) / cubes / ratio());
  }

  private static double both(HistoryDays days, IntToDoubleFunction byDay) {
    return days.sumInBaseline(byDay) + days.sumInCurrent(byDay);
  }

  double belowInBaseline() {
    return below.inBaseline();
  }

  double belowInCurrent() {
    return below.inCurrent();
  }

  long count(int day) {
    return below.count(day);
  }

  long above(int day) {
    return above.sum(day);
  }

  long below(int day) {
    return below.sum(day);
  }

  /** Σ (p − r e). */
  double scores(int day, double ratio) {
    return above.sum(day) - ratio * below.sum(day);
  }

  /**
   * Σ (p − r e)² = Σ p² − 2 r Σ p e + r² Σ e². Of a part Σ p e is Σ p²; else it is not read, and
   * taken as r Σ e²: amounts lie about the ratio in the same way whatever their size.
   */
  double squares(int day, double ratio) {
    double p = above.squares(day);
    double e = below.squares(day);
    double product = isPart ? p : ratio * e;
    return Math.max(0, p - 2 * ratio * product + ratio * ratio * e);
  }

  /** Σ (p − r e)³ of a part; else it is not read, and 0. */
  double cubes(int day, double ratio) {
    if (!isPart) {
      return 0;
    }
    double rest = 1 - ratio;
    double p = above.cubes(day);
    return rest * rest * rest * p - ratio * ratio * ratio * (below.cubes(day) - p);
  }
}

package io.drift4j;

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

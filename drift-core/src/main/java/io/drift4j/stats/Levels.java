package io.drift4j.stats;

/** Checks of the numbers that callers choose. */
final class Levels {

  private Levels() {}

  static double requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), not " + level);
    }
    return level;
  }

  /**
   * Variance over what independence would give; below 1 it would make data better than they are.
   */
  static double requireDispersion(double dispersion) {
    if (!(dispersion >= 1 && dispersion < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "dispersion must be at least 1 and finite, not " + dispersion);
    }
    return dispersion;
  }

  /** Both samples of a comparison, which needs something to compare. */
  static void requireBoth(FrequencyTable x, FrequencyTable y) {
    if (x.isEmpty() || y.isEmpty()) {
      throw new IllegalArgumentException(
          "the " + (x.isEmpty() ? "first" : "second") + " sample has no observations");
    }
  }

  /** Both samples of a comparison, which needs something to compare. */
  static void requireBoth(TimeToEventTable x, TimeToEventTable y) {
    if (x.isEmpty() || y.isEmpty()) {
      throw new IllegalArgumentException(
          "the " + (x.isEmpty() ? "first" : "second") + " sample has no observations");
    }
  }
}

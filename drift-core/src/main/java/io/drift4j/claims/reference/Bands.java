package io.drift4j.claims.reference;

/**
 * From where on something is grave, and how that is called.
 *
 * @param critical from here on it is
 * @param high from here on it is
 * @param medium from here on it is; whatever is less is low
 */
record Bands(double critical, double high, double medium) {

  static final Bands OF_SHARES = new Bands(1, 0.75, 0.5);

  String label(double gravity) {
    if (gravity >= critical) {
      return "critical";
    }
    if (gravity >= high) {
      return "high";
    }
    return gravity >= medium ? "medium" : "low";
  }

  /** The labels as numbers, a quarter apart. */
  double severity(double gravity) {
    return switch (label(gravity)) {
      case "critical" -> 1;
      case "high" -> 0.75;
      case "medium" -> 0.5;
      default -> 0.25;
    };
  }
}

package io.drift4j;

/**
 * The share that has ended by each age where the hazard of a baseline is multiplied: 1 − Π (1 −
 * h)^θ up to an age, between ages along straight lines. An age is the middle of its day.
 */
final class DecidedCurve {

  private final double[] open; // Π (1 − h), by age

  DecidedCurve(double[] hazards, int horizon) {
    open = new double[horizon + 1];
    double product = 1;
    for (int u = 0; u <= horizon; u++) {
      product *= 1 - hazards[u];
      open[u] = product;
    }
  }

  /** The share decided by the horizon. */
  double decided() {
    return 1 - open[open.length - 1];
  }

  double[] byAge() {
    double[] decided = new double[open.length];
    for (int u = 0; u < decided.length; u++) {
      decided[u] = 1 - open[u];
    }
    return decided;
  }

  /** Where a share is decided, as an age with its fraction; the horizon if it is not before. */
  double quantile(double share) {
    double before = 0;
    for (int u = 0; u < open.length; u++) {
      double decided = 1 - open[u];
      if (decided >= share) {
        return decided > before ? u - 1 + (share - before) / (decided - before) : u;
      }
      before = decided;
    }
    return open.length - 1.0;
  }

  /**
   * By how much longer it takes where hazards are multiplied, at the highest level that both reach:
   * slower ones are at the horizon where these are earlier, faster ones are earlier where these are
   * at the horizon.
   */
  double shift(double ratio) {
    double end = StrictMath.pow(open[open.length - 1], ratio <= 1 ? ratio : 1 / ratio);
    double earlier = quantile(1 - end);
    double horizon = open.length - 1.0;
    return ratio <= 1 ? horizon - earlier : earlier - horizon;
  }

  /** ∫ of the difference of the shares that are still open, up to the horizon. */
  double restrictedMean() {
    double sum = 0;
    for (double share : open) {
      sum += share;
    }
    return sum;
  }
}

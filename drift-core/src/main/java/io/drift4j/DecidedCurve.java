package io.drift4j;

/**
 * The share that has ended by each age where the hazard of a baseline is multiplied: 1 − Π (1 −
 * h)^θ up to an age, between ages along straight lines. An age is the middle of its day.
 */
final class DecidedCurve {

  private final double[] open; // Π (1 − h), by age
  private final int last; // age at which some are open; the horizon if there is none
  private final double reached;

  DecidedCurve(double[] hazards, int horizon) {
    open = new double[horizon + 1];
    double product = 1;
    for (int u = 0; u <= horizon; u++) {
      product *= 1 - hazards[u];
      open[u] = product;
    }
    last = lastOpen();
    reached = quantile(1 - open[last]);
  }

  /**
   * Where nobody is open, whatever multiplies hazards, all are decided: nothing can be compared.
   */
  private int lastOpen() {
    int age = open.length - 1;
    while (age > 0 && !(open[age] > 0)) {
      age--;
    }
    return open[age] > 0 ? age : open.length - 1;
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

  /**
   * Where a share is decided, as an age with its fraction: 0 if it is at the first age, the horizon
   * if it is not before.
   */
  double quantile(double share) {
    int u = first(share);
    if (u == 0) {
      return 0;
    }
    if (u == open.length) {
      return open.length - 1.0;
    }
    double before = 1 - open[u - 1];
    double decided = 1 - open[u];
    return u - 1 + (share - before) / (decided - before);
  }

  /** The first age by which a share is decided, as many as there are if it is by none. */
  private int first(double share) {
    int from = 0;
    int to = open.length;
    while (from < to) {
      int middle = (from + to) / 2;
      if (1 - open[middle] >= share) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  /** Where the highest level is reached that can be compared. */
  double reached() {
    return reached;
  }

  /**
   * By how much longer it takes where hazards are multiplied, at the highest level that both reach:
   * slower ones reach it where these reach theirs and these are earlier, faster ones the other way
   * round. Nothing where they are not multiplied.
   */
  double shift(double ratio) {
    double end = StrictMath.pow(open[last], ratio <= 1 ? ratio : 1 / ratio);
    double earlier = quantile(1 - end);
    return ratio <= 1 ? reached - earlier : earlier - reached;
  }

  /** ∫ of the share that is still open, up to the horizon. */
  double restrictedMean() {
    double sum = 0;
    for (double share : open) {
      sum += share;
    }
    return sum;
  }
}

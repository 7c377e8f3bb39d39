package io.drift4j.stats;

/**
 * By how much ramps and steps in a series of days lessen its sum of squares. The letters are those
 * of {@link ChangeDate}.
 */
final class Ramps {

  /** Below, a ramp is the same for all observations. */
  private static final double LEAST_SPREAD = 1e-9;

  private final int days;
  private final double[] n; // Σ n_j of the days before
  private final double[] nj; // Σ n_j j
  private final double[] njj; // Σ n_j j²
  private final double[] e; // Σ e_j
  private final double[] ej; // Σ e_j j

  Ramps(double[] counts, double[] sums) {
    this.days = counts.length;
    this.n = new double[days + 1];
    this.nj = new double[days + 1];
    this.njj = new double[days + 1];
    this.e = new double[days + 1];
    this.ej = new double[days + 1];
    double mean = sum(sums) / sum(counts);
    for (int j = 0; j < days; j++) {
      double deviation = sums[j] - counts[j] * mean;
      n[j + 1] = n[j] + counts[j];
      nj[j + 1] = nj[j] + counts[j] * j;
      njj[j + 1] = njj[j] + counts[j] * j * j;
      e[j + 1] = e[j] + deviation;
      ej[j + 1] = ej[j] + deviation * j;
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** max Q(s, 1). */
  double ofSteps() {
    double most = 0;
    for (int s = 1; s < days; s++) {
      most = Math.max(most, gain(s, 1));
    }
    return most;
  }

  /** max Q(s, ℓ), steps included. */
  double ofAll() {
    double most = 0;
    for (int s = 1; s < days; s++) {
      for (int length = 1; s + length <= days; length++) {
        most = Math.max(most, gain(s, length));
      }
    }
    return most;
  }

  /** Q(s, ℓ): the ramp is full from the day m on. */
  private double gain(int s, int length) {
    int m = s + length - 1;
    double before = s - 1;
    double rising = n[m] - n[s];
    double first = nj[m] - nj[s];
    double linear = (first - before * rising) / length;
    double square =
        (njj[m] - njj[s] - before * (2 * first - before * rising)) / ((double) length * length);
    double product = (ej[m] - ej[s] - before * (e[m] - e[s])) / length;
    double full = n[days] - n[m];
    double of = linear + full;
    double spread = square + full - of * of / n[days];
    double along = product + e[days] - e[m];
    return spread > LEAST_SPREAD * n[days] ? along * along / spread : 0;
  }
}

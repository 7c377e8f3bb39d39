package io.drift4j.examples.benchmarks.monitoring;

/**
 * Events and cases at risk of a baseline and a current window by weekday of submission and age,
 * night after night in running sums: what can be said of a log-rank test without its dispersion.
 *
 * <pre>
 *   U = Σ w (d₂ − R₂ h₁)     C = Σ w² R₂ h₁ (1 − h₁)     w = R₁ / (R₁ + R₂), h₁ = d₁ / R₁, over weekdays and ages
 * </pre>
 */
final class RunningHazards {

  private static final int WEEK = 7;

  private final int scale; // days of the current window, and ages
  private final int[] events; // by day and age
  private final int[] atRisk;
  private final long[] d1; // by weekday and age
  private final long[] r1;
  private final long[] d2;
  private final long[] r2;
  private int end; // the first day that is not known
  private double difference; // U
  private double variance; // C

  RunningHazards(StreamYear year, int scale, boolean ofDenials) {
    this.scale = scale;
    this.events = new int[year.days() * scale];
    this.atRisk = new int[year.days() * scale];
    year.decided().count(year, scale, ofDenials, events, atRisk);
    this.d1 = new long[WEEK * scale];
    this.r1 = new long[WEEK * scale];
    this.d2 = new long[WEEK * scale];
    this.r2 = new long[WEEK * scale];
    this.end = StreamYear.end(1) - 1;
    for (int day = end - scale - NightlyView.BASELINE; day < end - scale; day++) {
      add(day, 0, scale, 1, d1, r1);
    }
    for (int day = end - scale; day < end; day++) {
      add(day, 0, end - day, 1, d2, r2);
    }
  }

  private void add(int day, int from, int to, int sign, long[] events, long[] atRisk) {
    int place = day % WEEK * scale;
    for (int u = from; u < to; u++) {
      events[place + u] += (long) sign * this.events[day * scale + u];
      atRisk[place + u] += (long) sign * this.atRisk[day * scale + u];
    }
  }

  /** Goes on by a night: a day more of each age, and a day less. */
  void next() {
    int start = end - scale;
    add(start - NightlyView.BASELINE, 0, scale, -1, d1, r1);
    add(start, 0, scale, 1, d1, r1);
    add(start, 0, scale, -1, d2, r2);
    for (int u = 0; u < scale; u++) {
      add(end - u, u, u + 1, 1, d2, r2);
    }
    end++;
    sum();
  }

  private void sum() {
    difference = 0;
    variance = 0;
    for (int i = 0; i < r1.length; i++) {
      if (r1[i] > 0 && r2[i] > 0) {
        double h = (double) d1[i] / r1[i];
        double w = r1[i] / ((double) r1[i] + r2[i]);
        difference += w * (d2[i] - r2[i] * h);
        variance += w * w * r2[i] * h * (1 - h);
      }
    }
  }

  /** U. */
  double difference() {
    return difference;
  }

  /** C. */
  double variance() {
    return variance;
  }
}

package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.stats.HistoryLogRankTest;
import java.util.function.IntFunction;

/**
 * Tests the nights of a year on which a log-rank test may find anything. By how much its variance
 * exceeds C changes little from night to night, since its history moves by one day of 364: it is
 * taken from the last test, at most two weeks ago, and where |z| is small with it, p is not tested.
 * That no p below {@link #CERTAIN} is missed is shown by a test that tests every night.
 */
final class SuspectNights {

  /** No night with a smaller p is left out. */
  static final double CERTAIN = 2e-3;

  private static final int FORTNIGHT = 14;
  private static final double LEAST_FASTER = 2.2;

  /** Tails are short on this side: events are counts. */
  private static final double LEAST_SLOWER = 1.7;

  private final RunningHazards running;
  private double inflation; // variance of the last test, in multiples of C

  SuspectNights(RunningHazards running) {
    this.running = running;
  }

  /** ln p of each night, 0 where it is not tested. */
  double[] logPValues(int nights, IntFunction<HistoryLogRankTest.Result> test) {
    double[] logP = new double[nights];
    for (int i = 0; i < nights; i++) {
      running.next();
      if (i % FORTNIGHT == 0 || isSuspect()) {
        HistoryLogRankTest.Result result = test.apply(i + 1);
        inflation = (result.ownVariance() + result.baselineVariance()) / running.variance();
        logP[i] = result.logPValue();
      }
    }
    return logP;
  }

  /** So is what could not be tested the last time. */
  private boolean isSuspect() {
    double error = StrictMath.sqrt(inflation * running.variance());
    double u = running.difference();
    return !(error > 0) || u > LEAST_FASTER * error || u < -LEAST_SLOWER * error;
  }
}

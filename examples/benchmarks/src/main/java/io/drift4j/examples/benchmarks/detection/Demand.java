package io.drift4j.examples.benchmarks.detection;

import io.drift4j.examples.benchmarks.detection.Tally.Count;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is demanded of one view of ours in a cell. It fails only where chance would show as much in
 * less than one of a thousand cells that keep it.
 *
 * @param view the view
 * @param what is counted
 * @param of what it is a share of
 * @param kind how it is compared
 * @param bound with what
 */
record Demand(String view, Count what, Count of, Kind kind, double bound) {

  private static final double CHANCE = 0.001;

  enum Kind {
    /** A share of the runs at most. */
    AT_MOST,
    /** A share of the runs at least. */
    AT_LEAST,
    /** The mean false discovery proportion at most, and two standard errors. */
    FDP_AT_MOST,
    /** At least so many times what today's classes find in the same runs, where they find 5 %. */
    OF_TODAYS
  }

  static Demand atMost(String view, Count what, double bound) {
    return new Demand(view, what, Count.RUNS, Kind.AT_MOST, bound);
  }

  static Demand atLeast(String view, Count what, double bound) {
    return new Demand(view, what, Count.RUNS, Kind.AT_LEAST, bound);
  }

  static Demand ofTodays(String view, Count what, double bound) {
    return new Demand(view, what, Count.RUNS, Kind.OF_TODAYS, bound);
  }

  /** Of all events, or of the drifted, instead of all runs. */
  Demand of(Count whole) {
    return new Demand(view, what, whole, kind, bound);
  }

  static Demand falseDiscoveries(String view, double bound) {
    return new Demand(view, Count.FDP, Count.RUNS, Kind.FDP_AT_MOST, bound);
  }

  boolean isKept(Tally ours, Tally todays) {
    int runs = Math.toIntExact(ours.get(of));
    int found = Math.toIntExact(ours.get(what));
    return switch (kind) {
      case AT_MOST ->
          found == 0
              || BinomialDistribution.of(runs, bound).survivalProbability(found - 1) >= CHANCE;
      case AT_LEAST -> BinomialDistribution.of(runs, bound).cumulativeProbability(found) >= CHANCE;
      case FDP_AT_MOST -> ours.meanFdp() <= bound + 2 * ours.standardErrorOfFdp();
      case OF_TODAYS -> isNear(ours, todays);
    };
  }

  /** As if the two were independent, which they are not: that fails later, never sooner. */
  private boolean isNear(Tally ours, Tally todays) {
    double p = ours.share(what, of);
    double q = todays.share(what, of);
    double variance = p * (1 - p) / ours.get(of) + bound * bound * q * (1 - q) / todays.get(of);
    double lacking = bound * q - p;
    return q < 0.05
        || lacking <= 0
        || NormalDistribution.of(0, 1).survivalProbability(lacking / Math.sqrt(variance)) >= CHANCE;
  }
}

package io.drift4j.examples.benchmarks.detection;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is counted of one contender's view: the runs, and how many of them … */
final class Tally {

  /** … were such. */
  enum Count {
    RUNS,
    TESTED,
    AT_05,
    AT_001,
    AT_160, // .05 / 160
    INTERVALS,
    COVERED,
    DISPERSIONS,
    DISPERSIONS_NEAR, // within a quarter of the true one
    ANY, // reported anything
    EVENTS,
    FALSE_EVENTS,
    DRIFTED,
    FOUND,
    FDP, // false discovery proportions in millionths, added up
    FDP_SQUARES // of them, in millionths
  }

  private static final double MILLION = 1e6;

  private static final double[] LOG_LEVELS = {
    StrictMath.log(0.05), StrictMath.log(0.001), StrictMath.log(0.05 / 160)
  };

  private final long[] counts = new long[Count.values().length];

  void add(Looked looked, double truth) {
    add(looked.isTested(), looked.logPValue());
    if (looked.interval() != null && !Double.isNaN(truth)) {
      addInterval(looked.interval().contains(truth));
    }
  }

  void add(boolean isTested, double logPValue) {
    count(Count.RUNS);
    if (isTested) {
      count(Count.TESTED);
    }
    for (int i = 0; i < LOG_LEVELS.length; i++) {
      if (logPValue <= LOG_LEVELS[i]) {
        counts[Count.AT_05.ordinal() + i]++;
      }
    }
  }

  void count(Count what) {
    counts[what.ordinal()]++;
  }

  void count(Count what, long times) {
    counts[what.ordinal()] += times;
  }

  long get(Count what) {
    return counts[what.ordinal()];
  }

  /** As a share of the runs. */
  double share(Count what) {
    return share(what, Count.RUNS);
  }

  /** As a share of others; 0 of none. */
  double share(Count what, Count of) {
    return (double) get(what) / Math.max(1, get(of));
  }

  /** Takes the events of a customer: how many are false, and how many of the drifted are found. */
  void addCustomer(int events, int wrong, int drifted, int found) {
    count(Count.RUNS);
    count(Count.ANY, events > 0 ? 1 : 0);
    count(Count.EVENTS, events);
    count(Count.FALSE_EVENTS, wrong);
    count(Count.DRIFTED, drifted);
    count(Count.FOUND, found);
    double proportion = (double) wrong / Math.max(1, events);
    count(Count.FDP, Math.round(proportion * MILLION));
    count(Count.FDP_SQUARES, Math.round(proportion * proportion * MILLION));
  }

  double meanFdp() {
    return share(Count.FDP) / MILLION;
  }

  /** Of the mean. */
  double standardErrorOfFdp() {
    double mean = meanFdp();
    double variance = Math.max(0, share(Count.FDP_SQUARES) / MILLION - mean * mean);
    return Math.sqrt(variance / Math.max(1, get(Count.RUNS)));
  }

  void addDispersion(double dispersion, double truth) {
    count(Count.DISPERSIONS);
    count(Count.DISPERSIONS_NEAR, Math.abs(dispersion / truth - 1) <= 0.25 ? 1 : 0);
  }

  void addInterval(boolean covers) {
    count(Count.INTERVALS);
    count(Count.COVERED, covers ? 1 : 0);
  }

  String text() {
    return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  static Tally parse(String text) {
    Tally tally = new Tally();
    String[] parts = text.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      tally.counts[i] = Long.parseLong(parts[i]);
    }
    return tally;
  }
}

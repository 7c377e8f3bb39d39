package io.drift4j.examples.benchmarks.detection;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

  private static final Map<Count, Double> LOG_LEVELS =
      Map.of(
          Count.AT_05, StrictMath.log(0.05),
          Count.AT_001, StrictMath.log(0.001),
          Count.AT_160, StrictMath.log(0.05 / 160));

  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

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
    LOG_LEVELS.forEach((level, limit) -> count(level, logPValue <= limit ? 1 : 0));
  }

  void count(Count what) {
    count(what, 1);
  }

  void count(Count what, long times) {
    counts.merge(what, times, Long::sum);
  }

  long get(Count what) {
    return counts.getOrDefault(what, 0L);
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
    return Arrays.stream(Count.values())
        .map(what -> Long.toString(get(what)))
        .collect(Collectors.joining(","));
  }

  static Tally parse(String text) {
    Tally tally = new Tally();
    Iterator<String> parts = List.of(text.split(",", -1)).iterator();
    for (Count what : Count.values()) {
      tally.count(what, Long.parseLong(parts.next()));
    }
    return tally;
  }
}

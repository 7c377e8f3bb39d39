package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.stats.DayAges;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryLogRankTest;
import io.drift4j.stats.HistoryScoreTest;

/** What a stream is looked at through, every night at several scales against the year before. */
enum NightlyView {
  /** Denied by day 30. */
  BY_30(30, false),
  /** Denied by day 60. */
  BY_60(60, false),
  /** The hazard of denial. */
  FAST(0, true),
  /** The hazard of a decision. */
  TIME(0, false);

  static final int BASELINE = 364;

  private static final int[] SCALES = {14, 28, 56, 112};
  private static final int[] SCALES_OF_HAZARDS = {14, 28, 56};

  final int lag;
  private final boolean isOfDenials;

  NightlyView(int lag, boolean isOfDenials) {
    this.lag = lag;
    this.isOfDenials = isOfDenials;
  }

  int[] scales() {
    return lag > 0 ? SCALES : SCALES_OF_HAZARDS;
  }

  /** ln p of each night, the smallest of the scales. */
  double[] logPValues(StreamYear year) {
    double[] smallest = new double[year.nights()];
    for (int scale : scales()) {
      Look look = at(year, scale);
      for (int i = 0; i < smallest.length; i++) {
        smallest[i] = Math.min(smallest[i], look.logPValue(i + 1));
      }
    }
    return smallest;
  }

  /** A scale, on any night. */
  Look at(StreamYear year, int scale) {
    return lag > 0 ? scores(year, year.deniedBy(lag), scale) : hazards(year, scale);
  }

  /** A scale of a stream. */
  interface Look {
    /** ln p of a night, the first of which is 1; 0 where nothing can be tested. */
    double logPValue(int night);
  }

  private Look scores(StreamYear year, DayScores all, int scale) {
    HistoryScoreTest test = HistoryScoreTest.overOverlappingSums();
    return night -> {
      long end = year.firstDay() + StreamYear.end(night) - lag;
      DayScores baseline = all.part(end - scale - BASELINE, end - scale);
      DayScores current = all.part(end - scale, end);
      return baseline.count() > 0
              && current.count() > 0
              && HistoryScoreTest.isPossible(baseline, current)
          ? test.test(baseline, baseline, current).logPValue()
          : 0;
    };
  }

  private Look hazards(StreamYear year, int scale) {
    HistoryLogRankTest test = HistoryLogRankTest.overOverlappingSums();
    int whole = year.days() - scale; // days that are known up to every age
    DayAges all = ages(year, 0, whole, scale, Integer.MAX_VALUE);
    return night -> {
      int end = StreamYear.end(night);
      long begin = year.firstDay() + end - scale;
      DayAges baseline = all.part(begin - BASELINE, begin);
      DayAges current = ages(year, end - scale, end, scale, end - 1);
      return test.test(baseline, baseline, current, year.firstDay() + end - 1).logPValue();
    };
  }

  /** Days from one to before another, as they were known after a day. */
  private DayAges ages(StreamYear year, int from, int to, int scale, int lastSeen) {
    DayAges.Builder ages = DayAges.builder(year.firstDay() + from, to - from, scale, 1);
    for (int day = from; day < to; day++) {
      year.decided()
          .count(
              ages, year.firstDay() + day, day, year.submitted(day), lastSeen - day, isOfDenials);
    }
    return ages.build();
  }
}

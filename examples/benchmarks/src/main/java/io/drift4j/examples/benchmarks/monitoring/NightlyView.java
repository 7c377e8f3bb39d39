package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.stats.DayAges;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryLogRankTest;
import io.drift4j.stats.HistoryScoreTest;
import java.util.Arrays;

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

  /**
   * ln p of each night, the smallest of the scales; of hazards 0 on nights on which it is certainly
   * above ln of {@link SuspectNights#CERTAIN}.
   */
  double[] logPValues(StreamYear year) {
    double[] smallest = new double[year.nights()];
    for (int scale : scales()) {
      double[] nights =
          lag > 0
              ? all(at(year, scale), year.nights())
              : new SuspectNights(new RunningHazards(year, scale, isOfDenials))
                  .logPValues(year.nights(), hazards(year, scale)::test);
      for (int i = 0; i < smallest.length; i++) {
        smallest[i] = Math.min(smallest[i], nights[i]);
      }
    }
    return smallest;
  }

  static double[] all(Look look, int nights) {
    double[] logP = new double[nights];
    Arrays.setAll(logP, i -> look.logPValue(i + 1));
    return logP;
  }

  /** A scale, on any night. */
  Look at(StreamYear year, int scale) {
    return lag > 0 ? scores(year, year.deniedBy(lag), scale) : hazards(year, scale)::logPValue;
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

  /** A log-rank test on any night. */
  private interface Hazards {
    HistoryLogRankTest.Result test(int night);

    default double logPValue(int night) {
      return test(night).logPValue();
    }
  }

  private Hazards hazards(StreamYear year, int scale) {
    HistoryLogRankTest test = HistoryLogRankTest.overOverlappingSums();
    int whole = year.days() - scale; // days that are known up to every age
    DayAges all = ages(year, 0, whole, scale, Integer.MAX_VALUE);
    return night -> {
      int end = StreamYear.end(night);
      long begin = year.firstDay() + end - scale;
      DayAges baseline = all.part(begin - BASELINE, begin);
      DayAges current = ages(year, end - scale, end, scale, end - 1);
      return test.test(baseline, baseline, current, year.firstDay() + end - 1);
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

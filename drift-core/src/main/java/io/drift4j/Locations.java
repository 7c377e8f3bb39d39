package io.drift4j;

import io.drift4j.stats.DayScores;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.HistoryScoreTest;
import io.drift4j.stats.HodgesLehmann;
import io.drift4j.stats.Interval;
import io.drift4j.stats.ScaledLocation;
import io.drift4j.stats.SquareAndAdd;
import java.util.function.Consumer;

/**
 * The values of two windows, and how far apart they are: by ranks, and by the metric's summary,
 * whose dispersion is that of the values and not of their ranks.
 */
final class Locations {

  private static final int QUANTILES = 40;

  /** Logarithms are rounded to such a part, which is less than half a percent of an amount. */
  private static final double PART = 256;

  private final HistoryDays days;
  private final Summary summary;
  private final FrequencyTable before;
  private final FrequencyTable now;
  private final DayScores ranks;
  private final DayScores values;

  /**
   * Counts.
   *
   * @param before the baseline
   * @param now the current window
   * @param all visits the days of the history and those of the current window
   */
  Locations(
      Comparison comparison,
      FrequencyTable before,
      FrequencyTable now,
      Consumer<Sample.ObservationVisitor> all) {
    this.days = new HistoryDays(comparison);
    this.summary = comparison.metric().summary();
    this.before = before;
    this.now = now;
    FrequencyTable both = before.combine(now);
    RankScores rank = new RankScores(both);
    ValueScores value = new ValueScores(both);
    DayScores.Builder byRank = days.scores();
    DayScores.Builder byValue = days.scores();
    all.accept(
        (day, seen, count) -> {
          byRank.add(day, (double) rank.of(seen), count);
          byValue.add(day, (double) value.of(seen), count);
        });
    ranks = byRank.build();
    values = byValue.build();
  }

  boolean canBeTested() {
    return HistoryScoreTest.isPossible(days.history(ranks), days.current(ranks));
  }

  HistoryScoreTest.Result ofRanks() {
    return test(ranks);
  }

  private HistoryScoreTest.Result test(DayScores all) {
    return HistoryScoreTest.withDefaults()
        .test(days.history(all), days.baseline(all), days.current(all));
  }

  void tell(String effect, Evidence.Builder evidence) {
    HistoryScoreTest.Result byRank = ofRanks();
    HistoryScoreTest.Result own = summary == Summary.MEAN ? test(values) : byRank;
    double baseline = summary.of(before);
    double current = summary.of(now);
    boolean agree = byRank.statistic() * (current - baseline) >= 0;
    double logP = agree ? byRank.logPValue() : 0;
    evidence
        .values(baseline, current)
        .test("history-ranks", logP)
        .dispersion(byRank.dispersion())
        .intervals(level -> interval(logP, own, level))
        .series(
            Series.ofQuantiles()
                .with("baseline", quantiles(before))
                .with("current", quantiles(now)));
    if (!agree) {
      tellApart(byRank, evidence);
    }
    if (before.mean() > 0) {
      evidence.effect(effect, now.mean() / before.mean());
    }
    if (before.min() > 0 && now.min() > 0) {
      evidence.figure(Figure.MEDIAN_RATIO, medianRatio());
    }
    double error = error(own);
    if (error > 0) {
      evidence.standardError(error);
    }
  }

  /** Ranks that went the other way speak of another change than the summary does. */
  private static void tellApart(HistoryScoreTest.Result ranks, Evidence.Builder evidence) {
    evidence
        .figure(Figure.RANKS_LOG_P, ranks.logPValue())
        .note("most values went the other way than their summary");
  }

  private Interval interval(double logP, HistoryScoreTest.Result own, double level) {
    Interval ofBefore = interval(before, own.dispersionOfBaseline(), level);
    Interval ofNow = interval(now, own.dispersionOfCurrent(), level);
    Interval interval =
        SquareAndAdd.difference(summary.of(before), ofBefore, summary.of(now), ofNow);
    return Proportions.agreeing(interval, logP > StrictMath.log(1 - level));
  }

  private Interval interval(FrequencyTable sample, double dispersion, double level) {
    return summary == Summary.MEAN
        ? ScaledLocation.ofMean(sample, dispersion, level)
        : ScaledLocation.ofMedian(sample, dispersion, level);
  }

  private double error(HistoryScoreTest.Result own) {
    double ofBefore = ScaledLocation.error(before, own.dispersionOfBaseline());
    double ofNow = ScaledLocation.error(now, own.dispersionOfCurrent());
    return StrictMath.sqrt(ofBefore * ofBefore + ofNow * ofNow);
  }

  private double medianRatio() {
    return StrictMath.exp(HodgesLehmann.estimate(logs(before), logs(now)) / PART);
  }

  private static FrequencyTable logs(FrequencyTable amounts) {
    FrequencyTable.Builder logs = FrequencyTable.builder();
    amounts.forEach(
        (amount, count) -> logs.add(Math.round(StrictMath.log((double) amount) * PART), count));
    return logs.build();
  }

  private static double[] quantiles(FrequencyTable amounts) {
    double[] quantiles = new double[QUANTILES];
    for (int i = 0; i < QUANTILES; i++) {
      quantiles[i] = amounts.quantile((i + 0.5) / QUANTILES);
    }
    return quantiles;
  }
}

package io.drift4j;

import io.drift4j.stats.DayScores;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.HistoryScoreTest;
import io.drift4j.stats.HodgesLehmann;
import io.drift4j.stats.Interval;
import io.drift4j.stats.ScaledLocation;
import io.drift4j.stats.SquareAndAdd;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether amounts have become larger or smaller: ranks decide, since a few large amounts decide
 * nothing there, and the metric's summary says by how much.
 *
 * @param lagDays how many days both windows end earlier
 */
record LocationLens(int lagDays) implements Lens {

  private static final int QUANTILES = 40;

  /** Logarithms are rounded to such a part, which is less than half a percent of an amount. */
  private static final double PART = 256;

  LocationLens {
    Evidence.require("lag of a view", "0 days or more", lagDays >= 0, lagDays);
  }

  @Override
  public String id() {
    return "location";
  }

  @Override
  public SortedMap<String, String> settings() {
    return lagDays == 0
        ? Collections.emptySortedMap()
        : new TreeMap<>(Map.of("lag-days", Integer.toString(lagDays)));
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(baseline.size(), current.size())
            .open(baseline.open(), current.open());
    String unknown = LateKnowledge.tell(comparison, evidence);
    if (baseline.size() == 0 || current.size() == 0) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (unknown != null) {
      return evidence.undecided(unknown).build();
    }
    Scores scores = new Scores(comparison);
    if (!scores.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    new Amounts(comparison.metric().summary(), baseline.table(), current.table())
        .tell(scores, evidence);
    return evidence.build();
  }

  /** Every record by its rank, and by its value, whose dispersion is not that of ranks. */
  private static final class Scores {

    private final HistoryDays days;
    private final DayScores ranks;
    private final DayScores values;

    Scores(Comparison comparison) {
      days = new HistoryDays(comparison);
      FrequencyTable both = comparison.baseline().table().combine(comparison.current().table());
      RankScores rank = new RankScores(both);
      ValueScores value = new ValueScores(both.quantile(0.5));
      comparison.history().forEachObservation((day, amount, count) -> value.see(amount));
      comparison.current().forEachObservation((day, amount, count) -> value.see(amount));
      DayScores.Builder byRank = days.scores();
      DayScores.Builder byValue = days.scores();
      Sample.ObservationVisitor adding =
          (day, amount, count) -> {
            byRank.add(day, rank.of(amount), count);
            byValue.add(day, value.of(amount), count);
          };
      comparison.history().forEachObservation(adding);
      comparison.current().forEachObservation(adding);
      ranks = byRank.build();
      values = byValue.build();
    }

    boolean canBeTested() {
      return HistoryScoreTest.isPossible(days.history(ranks), days.current(ranks));
    }

    HistoryScoreTest.Result ofRanks() {
      return test(ranks);
    }

    HistoryScoreTest.Result ofValues() {
      return test(values);
    }

    private HistoryScoreTest.Result test(DayScores all) {
      return HistoryScoreTest.withDefaults()
          .test(days.history(all), days.baseline(all), days.current(all));
    }
  }

  /** The amounts of both windows, and how far apart they are. */
  private record Amounts(Summary summary, FrequencyTable before, FrequencyTable now) {

    void tell(Scores scores, Evidence.Builder evidence) {
      HistoryScoreTest.Result ranks = scores.ofRanks();
      HistoryScoreTest.Result values = summary == Summary.MEAN ? scores.ofValues() : ranks;
      double baseline = summary.of(before);
      double current = summary.of(now);
      evidence
          .values(baseline, current)
          .dispersion(ranks.dispersion())
          .intervals(level -> interval(ranks, values, level))
          .series(
              Series.ofQuantiles()
                  .with("baseline", quantiles(before))
                  .with("current", quantiles(now)));
      test(ranks, current - baseline, evidence);
      if (baseline > 0) {
        evidence.effect("mean-ratio", before.mean() > 0 ? now.mean() / before.mean() : 1);
      }
      if (before.min() > 0 && now.min() > 0) {
        evidence.figure(Figure.MEDIAN_RATIO, medianRatio());
      }
      double error = error(values);
      if (error > 0) {
        evidence.standardError(error);
      }
    }

    /** Ranks that went the other way speak of another change than the summary does. */
    private static void test(
        HistoryScoreTest.Result ranks, double change, Evidence.Builder evidence) {
      boolean agree = ranks.statistic() * change >= 0;
      evidence.test("history-ranks", agree ? ranks.logPValue() : 0);
      if (!agree) {
        evidence
            .figure(Figure.RANKS_LOG_P, ranks.logPValue())
            .note("most amounts went the other way than their summary");
      }
    }

    private Interval interval(
        HistoryScoreTest.Result ranks, HistoryScoreTest.Result values, double level) {
      Interval ofBefore = interval(before, values.dispersionOfBaseline(), level);
      Interval ofNow = interval(now, values.dispersionOfCurrent(), level);
      Interval interval =
          SquareAndAdd.difference(summary.of(before), ofBefore, summary.of(now), ofNow);
      return Proportions.agreeing(interval, ranks.logPValue() > StrictMath.log(1 - level));
    }

    private Interval interval(FrequencyTable sample, double dispersion, double level) {
      return summary == Summary.MEAN
          ? ScaledLocation.ofMean(sample, dispersion, level)
          : ScaledLocation.ofMedian(sample, dispersion, level);
    }

    private double error(HistoryScoreTest.Result values) {
      double ofBefore = ScaledLocation.error(before, values.dispersionOfBaseline());
      double ofNow = ScaledLocation.error(now, values.dispersionOfCurrent());
      return StrictMath.sqrt(ofBefore * ofBefore + ofNow * ofNow);
    }

    private double medianRatio() {
      return StrictMath.exp(HodgesLehmann.estimate(logs(before), logs(now)) / PART);
    }

    private static FrequencyTable logs(FrequencyTable amounts) {
      FrequencyTable.Builder logs = FrequencyTable.builder();
      amounts.forEach(
          (amount, count) -> logs.add(Math.round(StrictMath.log(amount) * PART), count));
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
}

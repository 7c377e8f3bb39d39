package io.drift4j;

import io.drift4j.stats.DayAges;
import io.drift4j.stats.HistoryMantelHaenszelTest;
import io.drift4j.stats.Interval;

/** Whether records that ended at the same age had the event as often, whichever age that is. */
record OutcomeGivenAgeLens() implements Lens {

  /** By such a factor, either way, speed is thought to change. */
  private static final double SUSPECTED = 1.5;

  /** Ages of the baseline beyond the follow-up: who would have ended there if all were faster. */
  private static final int AGES_AHEAD = 2;

  /** An age is the middle of its day. */
  private static final double MIDDLE = 0.5;

  @Override
  public String id() {
    return "outcome-given-age";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    int days = AgedRecords.followUpDays(comparison);
    AgedRecords records = AgedRecords.amongEnded(comparison, AGES_AHEAD * days);
    Evidence.Builder evidence =
        DecidedRows.evidence(comparison, records.baseline(), records.current());
    if (!HistoryMantelHaenszelTest.isPossible(
        records.history(), records.baseline(), records.current())) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    HistoryMantelHaenszelTest.Result result =
        HistoryMantelHaenszelTest.withDefaults()
            .test(records.history(), records.baseline(), records.current());
    double before = result.share();
    evidence
        .values(before, before + result.riskDifference())
        .horizon(
            comparison.horizon((long) days * records.agesInADay() * records.unitsInAnAge() - 1))
        .test("history-mantel-haenszel", result.logPValue())
        .dispersion(result.dispersion())
        .intervals(level -> interval(result, level));
    double odds = result.oddsRatio();
    if (odds > 0 && Double.isFinite(odds)) {
      evidence.effect("odds-ratio", odds);
    }
    evidence.figure(Figure.ODDS_RATIO, Double.isFinite(odds) ? odds : 0);
    if (result.standardError() > 0) {
      evidence.standardError(result.standardError());
    }
    if (result.logPValue() <= Speed.LOG_SUSPECT && couldBeSpeed(records, result)) {
      AgedRecords others =
          AgedRecords.inReverse(comparison, days, outcome -> outcome == Sample.OTHER);
      Speed.tellThatItMayExplain(others.test().logPValue(), evidence);
    }
    return evidence.build();
  }

  /** Whether all times half as long again, or a third shorter, would change it as much. */
  private static boolean couldBeSpeed(
      AgedRecords records, HistoryMantelHaenszelTest.Result result) {
    Interval seen = result.interval(Evidence.LEVEL);
    double least = Math.min(Math.abs(seen.low()), Math.abs(seen.high()));
    boolean isMore = result.statistic() > 0;
    double slower = bySpeed(records, SUSPECTED);
    double faster = bySpeed(records, 1 / SUSPECTED);
    double most = isMore ? Math.max(slower, faster) : -Math.min(slower, faster);
    return seen.contains(0) || most >= least;
  }

  /**
   * The difference that a change of speed alone would make, Σ w (p(u / c) − p(u)) / Σ w: of those
   * that end at an age, as many have the event as had at the age at which they would have ended.
   */
  private static double bySpeed(AgedRecords records, double factor) {
    DayAges baseline = records.baseline();
    DayAges current = records.current();
    double sum = 0;
    double weight = 0;
    for (int u = 0; u < current.ages(); u++) {
      double n = baseline.atRisk(u);
      double m = current.atRisk(u);
      int before = Math.min(baseline.ages() - 1, (int) ((u + MIDDLE) / factor));
      if (n > 0 && m > 0 && baseline.atRisk(before) > 0) {
        double w = n * m / (n + m);
        double there = (double) baseline.events(before) / baseline.atRisk(before);
        sum += w * (there - baseline.events(u) / n);
        weight += w;
      }
    }
    return weight > 0 ? sum / weight : 0;
  }

  private static Interval interval(HistoryMantelHaenszelTest.Result result, double level) {
    return Proportions.agreeing(
        result.interval(level), result.logPValue() > StrictMath.log(1 - level));
  }
}

package io.drift4j;

import io.drift4j.stats.HistoryMantelHaenszelTest;
import io.drift4j.stats.Interval;

/** Whether records that ended at the same age had the event as often, whichever age that is. */
record OutcomeGivenAgeLens() implements Lens {

  private static final double LOG_SUSPECT = StrictMath.log(0.05);

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
    AgedRecords records = AgedRecords.amongEnded(comparison, days);
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
        .horizon(days * records.agesInADay() * records.unitsInAnAge() - 1)
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
    if (result.logPValue() <= LOG_SUSPECT) {
      AgedRecords others =
          AgedRecords.inReverse(comparison, days, outcome -> outcome == Sample.OTHER);
      Speed.tellIfItMayExplain(others.test().logPValue(), evidence);
    }
    return evidence.build();
  }

  private static Interval interval(HistoryMantelHaenszelTest.Result result, double level) {
    return Proportions.agreeing(
        result.interval(level), result.logPValue() > StrictMath.log(1 - level));
  }
}

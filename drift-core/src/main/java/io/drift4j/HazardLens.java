package io.drift4j;

import io.drift4j.Foresight.Shift;
import io.drift4j.stats.ChangeDate;
import io.drift4j.stats.ExpectedHazards;
import io.drift4j.stats.HistoryLogRankTest;
import io.drift4j.stats.Interval;

/**
 * Whether records that are still open have the event at the same rate: a log-rank test of its
 * cause-specific hazard, which sees the newest days. Its values are the shares that have had the
 * event by the last age that both windows reach.
 */
record HazardLens(Pace pace) implements RepeatedLens {

  private static final long LEAST_AT_RISK = 10;

  @Override
  public String id() {
    return "hazard";
  }

  @Override
  public int historyDays() {
    return pace.historyDays();
  }

  @Override
  public boolean seesOpen() {
    return true;
  }

  @Override
  public Lens repeated() {
    return new HazardLens(Pace.REPEATED);
  }

  @Override
  public ChangeDate.Result began(Comparison comparison, double dispersion) {
    return AgedRecords.ofEventsAndOthers(comparison, AgedRecords.followUpDays(comparison))
        .began(dispersion);
  }

  @Override
  public Evidence look(Comparison comparison) {
    int days = AgedRecords.followUpDays(comparison);
    AgedRecords events = AgedRecords.ofEventsAndOthers(comparison, days);
    Evidence.Builder evidence = events.evidence();
    OnlyDecided.tellIfItSeemsSo(comparison, evidence);
    HistoryLogRankTest.Result result = events.test(pace);
    ExpectedHazards hazards = events.hazards();
    int horizon = hazards.lastAge(LEAST_AT_RISK);
    if (!result.isTested() || horizon < 0) {
      return evidence
          .undecided(result.isTested() ? "fewer than 10 records are open" : result.reason())
          .build();
    }
    if (!(result.weightedExpected() > 0)) {
      return evidence.undecided("the baseline has no event by that age").build();
    }
    AgedRecords others = events.others();
    double[] ofEvents = hazards.expected();
    double[] ofOthers = others.hazards().expected();
    Incidence incidence = new Incidence(ofEvents, ofOthers, horizon);
    evidence
        .values(incidence.of(1), incidence.of(result.hazardRatio()))
        .horizon(comparison.horizon((long) horizon * events.unitsInAnAge()))
        .test("history-log-rank", result.logPValue())
        .dispersion(result.dispersion())
        .effect("hazard-ratio", result.hazardRatio())
        .intervals(level -> interval(incidence, result.hazardRatioInterval(level)))
        .figure(Figure.HAZARD_RATIO, result.hazardRatio())
        .figure(Figure.OBSERVED, (double) result.observed())
        .figure(Figure.EXPECTED, result.expected())
        .figure(Figure.DECIDED_BASELINE, incidence.decided());
    double error = incidence.of(1) - incidence.of(StrictMath.exp(-result.logRatioError()));
    if (error > 0) {
      evidence.standardError(error).foresight(sign -> foresight(result, sign, incidence));
    }
    if (result.logPValue() <= Speed.LOG_SUSPECT) {
      Speed.of(others.test(pace))
          .tellIfItExplains(result.statistic(), incidence.isUsual(), evidence);
    }
    return evidence.build();
  }

  private static Foresight foresight(
      HistoryLogRankTest.Result result, int sign, Incidence incidence) {
    double usual = incidence.of(1);
    return new IncidenceForesight(
        new HazardForesight(result, sign, ratio -> new Shift(usual, incidence.of(ratio), ratio)),
        usual);
  }

  private static Interval interval(Incidence incidence, Interval ratios) {
    double before = incidence.of(1);
    return new Interval(
        incidence.of(ratios.low()) - before, incidence.of(ratios.high()) - before, ratios.level());
  }
}

package io.drift4j;

import io.drift4j.Foresight.Shift;
import io.drift4j.stats.ChangeDate;
import io.drift4j.stats.ExpectedHazards;
import io.drift4j.stats.HistoryLogRankTest;
import io.drift4j.stats.Interval;

/**
 * Whether records end at the same speed, with the open ones at risk: a log-rank test, and how much
 * longer it takes at the highest level that both windows reach.
 */
record TimeLens(Pace pace) implements RepeatedLens {

  /** Fewer at risk say nothing of how far a level is reached. */
  private static final long LEAST_AT_RISK = 10;

  /** An age is the middle of its day. */
  private static final double MIDDLE = 0.5;

  @Override
  public String id() {
    return "time-to-event";
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
    return new TimeLens(Pace.REPEATED);
  }

  @Override
  public ChangeDate.Result began(Comparison comparison, double dispersion) {
    return records(comparison).began(dispersion);
  }

  @Override
  public Evidence look(Comparison comparison) {
    AgedRecords records = records(comparison);
    Evidence.Builder evidence = records.evidence();
    OnlyDecided.tellIfItSeemsSo(comparison, evidence);
    HistoryLogRankTest.Result result = records.test(pace);
    ExpectedHazards hazards = records.hazards();
    int horizon = hazards.lastAge(LEAST_AT_RISK);
    if (!result.isTested() || horizon < 0) {
      return evidence
          .undecided(result.isTested() ? "fewer than 10 records are open" : result.reason())
          .build();
    }
    DecidedCurve before = new DecidedCurve(hazards.expected(), horizon);
    DecidedCurve now = new DecidedCurve(hazards.observed(), horizon);
    if (!(before.decided() > 0)) {
      return evidence.undecided("nothing is decided by the horizon").build();
    }
    tell(evidence, result, before, now, records.unitsInAnAge());
    MedianTime.of(comparison.baseline())
        .ifPresent(median -> evidence.figure(Figure.MEDIAN_BASELINE, median));
    MedianTime.of(comparison.current())
        .ifPresent(median -> evidence.figure(Figure.MEDIAN_CURRENT, median));
    return evidence.build();
  }

  private static AgedRecords records(Comparison comparison) {
    return AgedRecords.of(
        comparison, AgedRecords.followUpDays(comparison), outcome -> outcome != Sample.LEFT_OUT);
  }

  private static void tell(
      Evidence.Builder evidence,
      HistoryLogRankTest.Result result,
      DecidedCurve before,
      DecidedCurve now,
      int units) {
    int horizon = before.byAge().length - 1;
    Shift seen = told(result.hazardRatio(), before, units);
    evidence
        .values(seen.before(), seen.now())
        .horizon(horizon * units)
        .test("history-log-rank", result.logPValue())
        .dispersion(result.dispersion())
        .effect("time-ratio", seen.effect())
        .intervals(level -> interval(result.hazardRatioInterval(level), before, units))
        .figure(Figure.HAZARD_RATIO, result.hazardRatio())
        .figure(Figure.OBSERVED, (double) result.observed())
        .figure(Figure.EXPECTED, result.expected())
        .figure(Figure.DECIDED_BASELINE, before.decided())
        .figure(Figure.DECIDED_CURRENT, now.decided())
        .figure(
            Figure.RESTRICTED_MEAN_DIFFERENCE,
            (now.restrictedMean() - before.restrictedMean()) * units)
        .series(Series.ofAges(units).with("baseline", before.byAge()).with("current", now.byAge()));
    double error = Math.abs(before.shift(StrictMath.exp(-result.logRatioError())));
    if (error > 0) {
      // slower with smaller hazards
      evidence
          .standardError(error * units)
          .foresight(
              sign -> new HazardForesight(result, -sign, ratio -> told(ratio, before, units)));
    }
  }

  /** Of hazards that are multiplied. */
  private static Shift told(double ratio, DecidedCurve before, int units) {
    double shift = before.shift(ratio);
    double baseline = shift >= 0 ? before.reached() - shift : before.reached();
    double current = baseline + shift;
    return new Shift(baseline * units, current * units, (current + MIDDLE) / (baseline + MIDDLE));
  }

  private static Interval interval(Interval ratios, DecidedCurve before, int units) {
    return new Interval(
        before.shift(ratios.high()) * units, before.shift(ratios.low()) * units, ratios.level());
  }
}

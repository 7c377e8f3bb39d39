package io.drift4j;

import io.drift4j.Foresight.Shift;
import io.drift4j.stats.HistoryLogRankTest;
import io.drift4j.stats.Interval;

/** Whether decided rows took as long, with time running backwards from what is known of them. */
record ReverseTimeLens() implements Lens {

  private static final long LEAST_AT_RISK = 10;

  @Override
  public String id() {
    return "reverse-time";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    int days = AgedRecords.followUpDays(comparison);
    AgedRecords ended = AgedRecords.amongEnded(comparison, days);
    Evidence.Builder evidence = DecidedRows.evidence(comparison, ended.baseline(), ended.current());
    AgedRecords records =
        AgedRecords.inReverse(comparison, days, outcome -> outcome != Sample.LEFT_OUT);
    HistoryLogRankTest.Result result = records.test();
    int horizon = records.hazards().lastAge(LEAST_AT_RISK);
    if (!result.isTested() || horizon < 0) {
      return evidence
          .undecided(result.isTested() ? "fewer than 10 records ended" : result.reason())
          .build();
    }
    TruncatedTimes times = TruncatedTimes.of(comparison, horizon, records.unitsInAnAge());
    if (!times.areThere()) {
      return evidence.undecided("nothing of the baseline is decided by the horizon").build();
    }
    tell(evidence, result, times, horizon * records.unitsInAnAge());
    return evidence.build();
  }

  private static void tell(
      Evidence.Builder evidence,
      HistoryLogRankTest.Result result,
      TruncatedTimes times,
      int horizon) {
    double before = times.median();
    double ratio = times.ratio(result.hazardRatio());
    evidence
        .values(before, before * ratio)
        .horizon(horizon)
        .test("reverse-log-rank", result.logPValue())
        .dispersion(result.dispersion())
        .effect("time-ratio", ratio)
        .intervals(level -> interval(result, times, level))
        .figure(Figure.HAZARD_RATIO, result.hazardRatio())
        .figure(Figure.OBSERVED, (double) result.observed())
        .figure(Figure.EXPECTED, result.expected());
    double error = Math.abs(times.ratio(StrictMath.exp(result.logRatioError())) - 1) * before;
    if (error > 0) {
      // in reverse time slower ones have larger hazards
      evidence
          .standardError(error)
          .foresight(sign -> new HazardForesight(result, sign, hazards -> told(hazards, times)));
    }
  }

  private static Shift told(double hazards, TruncatedTimes times) {
    double before = times.median();
    double ratio = times.ratio(hazards);
    return new Shift(before, before * ratio, ratio);
  }

  private static Interval interval(
      HistoryLogRankTest.Result result, TruncatedTimes times, double level) {
    Interval hazards = result.hazardRatioInterval(level);
    double before = times.median();
    return new Interval(
        before * (times.ratio(hazards.low()) - 1),
        before * (times.ratio(hazards.high()) - 1),
        level);
  }
}

package io.drift4j;

import io.drift4j.stats.HistoryRateTest;
import io.drift4j.stats.Interval;

/** What is told of a test of records a day. */
final class Rates {

  private Rates() {}

  static void tell(HistoryRateTest.Result result, Evidence.Builder evidence) {
    double days = result.days();
    evidence
        .values(result.expected() / days, result.observed() / days)
        .test("history-rate", result.logPValue())
        .dispersion(result.dispersion())
        .effect("rate-ratio", result.observed() / result.expected())
        .intervals(level -> interval(result, level))
        .standardError(result.standardError() / days)
        .figure(Figure.OBSERVED, (double) result.observed())
        .figure(Figure.EXPECTED, result.expected())
        .foresight(sign -> new RateForesight(result, sign));
  }

  private static Interval interval(HistoryRateTest.Result result, double level) {
    Interval records = result.interval(level);
    double days = result.days();
    return Proportions.agreeing(
        new Interval(records.low() / days, records.high() / days, level),
        result.logPValue() > StrictMath.log(1 - level));
  }
}

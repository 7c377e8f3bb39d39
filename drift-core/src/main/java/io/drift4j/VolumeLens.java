package io.drift4j;

import io.drift4j.stats.DayCounts;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryRateTest;
import io.drift4j.stats.Interval;
import java.time.LocalDate;

/** Whether there are as many records a day as there were. */
record VolumeLens() implements Lens {

  @Override
  public String id() {
    return "volume";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    HistoryDays days = new HistoryDays(comparison);
    DayScores.Builder scores = days.scores();
    DayCounts.Builder counts = days.counts();
    Sample.ObservationVisitor counting =
        (day, one, count) -> {
          scores.add(day, (double) one, count);
          counts.add(day, count);
        };
    for (Sample sample : new Sample[] {comparison.history(), comparison.current()}) {
      sample.forEachObservation(counting);
      for (LocalDate day : sample.daysLeftOut()) {
        counts.leaveOut(day.toEpochDay());
      }
    }
    DayCounts all = counts.build();
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(comparison.baseline().size(), comparison.current().size())
            .open(comparison.baseline().open(), comparison.current().open());
    DayCounts history = days.history(all);
    DayCounts baseline = days.baseline(all);
    DayCounts current = days.current(all);
    if (!HistoryRateTest.isPossible(history, baseline, current)) {
      return evidence.undecided("the history has too few days").build();
    }
    HistoryRateTest.Result result = HistoryRateTest.withDefaults().test(history, baseline, current);
    if (!(result.expected() > 0)) {
      return evidence.undecided("the baseline has no record on these weekdays").build();
    }
    tell(result, evidence);
    return evidence.series(DaySeries.of(days, scores.build())).build();
  }

  private static void tell(HistoryRateTest.Result result, Evidence.Builder evidence) {
    double days = result.days();
    evidence
        .values(result.expected() / days, result.observed() / days)
        .test("history-rate", result.logPValue())
        .dispersion(result.dispersion())
        .effect("rate-ratio", result.observed() / result.expected())
        .intervals(level -> interval(result, level))
        .standardError(result.standardError() / days)
        .figure(Figure.OBSERVED, (double) result.observed())
        .figure(Figure.EXPECTED, result.expected());
  }

  private static Interval interval(HistoryRateTest.Result result, double level) {
    Interval records = result.interval(level);
    double days = result.days();
    return Proportions.agreeing(
        new Interval(records.low() / days, records.high() / days, level),
        result.logPValue() > StrictMath.log(1 - level));
  }
}

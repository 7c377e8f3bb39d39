package io.drift4j;

import io.drift4j.stats.DayCounts;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryRateTest;
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
    Evidence.Builder evidence = Evidence.ofSamples(comparison);
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
    Rates.tell(result, evidence);
    return evidence.series(DaySeries.of(days, scores.build())).build();
  }
}

package io.drift4j;

import io.drift4j.stats.DayCounts;
import io.drift4j.stats.HistorySilenceTest;
import java.time.LocalDate;
import java.util.SortedSet;

/** Whether records have stopped coming: for how long there have been none. */
record SilenceLens() implements Lens {

  /** Of longer ones nothing is promised. */
  private static final int MOST_DAYS = 60;

  @Override
  public String id() {
    return "silence";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    HistoryDays days = new HistoryDays(comparison);
    DayCounts all = counts(comparison, days);
    Evidence.Builder evidence = Evidence.ofSamples(comparison);
    DayCounts history = days.history(all);
    DayCounts baseline = days.baseline(all);
    if (!HistorySilenceTest.isPossible(history, baseline)) {
      return evidence.undecided("the baseline has no record, or the history too few days").build();
    }
    DayCounts current = days.current(all);
    HistorySilenceTest.Result result =
        HistorySilenceTest.withDefaults().test(history, baseline, current);
    tell(result, evidence);
    Foresight foresight =
        new SilenceForesight(
            result.usual(),
            HistorySilenceTest.withDefaults().logPValues(history, baseline, current, MOST_DAYS),
            MOST_DAYS);
    evidence.foresight(sign -> sign > 0 ? foresight : null);
    return evidence.build();
  }

  private static DayCounts counts(Comparison comparison, HistoryDays days) {
    DayCounts.Builder counts = days.counts();
    Sample whole = comparison.whole();
    whole.forEachObservation((day, one, count) -> counts.add(day, count));
    leaveOut(whole.daysLeftOut(), whole.window(), counts);
    leaveOut(comparison.closedDays(), whole.window(), counts);
    return counts.build();
  }

  private static void leaveOut(SortedSet<LocalDate> days, Window window, DayCounts.Builder counts) {
    for (LocalDate day : days) {
      if (window.contains(day)) {
        counts.leaveOut(day.toEpochDay());
      }
    }
  }

  private static void tell(HistorySilenceTest.Result result, Evidence.Builder evidence) {
    evidence
        .values(result.usual(), result.days())
        .test("history-silence", result.logPValue())
        .dispersion(result.dispersion())
        .figure(Figure.OBSERVED, 0)
        .figure(Figure.EXPECTED, result.expected());
    if (result.days() > 0) {
      evidence.note("the last record is of " + LocalDate.ofEpochDay(result.lastDay()));
    }
  }
}

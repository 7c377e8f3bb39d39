package io.drift4j;

import io.drift4j.stats.DayCounts;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryRateTest;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether there are as many records a day as there were, for as much of something else.
 *
 * @param exposure how much there was of which records could come
 * @param lagDays how many days both windows end earlier
 */
record RateLens(Metric exposure, int lagDays) implements Lens {

  RateLens {
    Lookback.requireReach("lag of a view", lagDays, 0);
    if (exposure.kind() != Metric.Kind.COUNT) {
      throw new IllegalArgumentException(
          "metric " + exposure + " is no exposure of a rate; make it with Metric.count");
    }
  }

  @Override
  public String id() {
    return "rate";
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>(DaysSetting.lag(lagDays));
    settings.put("exposure", exposure.id());
    return settings;
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Set<Metric> companions() {
    return Set.of(exposure);
  }

  @Override
  public Evidence look(Comparison comparison) {
    HistoryDays days = new HistoryDays(comparison);
    DayScores.Builder scores = days.scores();
    DayCounts records = count(comparison, days, scores);
    DayCounts exposed = count(comparison.of(exposure), days, days.scores());
    Evidence.Builder evidence =
        Evidence.ofSamples(comparison)
            .figure(Figure.EXPOSURE_BASELINE, (double) days.baseline(exposed).count())
            .figure(Figure.EXPOSURE_CURRENT, (double) days.current(exposed).count());
    DayCounts history = days.history(records);
    DayCounts baseline = days.baseline(records);
    DayCounts current = days.current(records);
    if (!HistoryRateTest.isPossible(history, baseline, current, exposed)) {
      return evidence.undecided("the history has too few days with exposure").build();
    }
    Rates.tell(HistoryRateTest.withDefaults().test(history, baseline, current, exposed), evidence);
    return evidence.series(DaySeries.of(days, scores.build())).build();
  }

  private static DayCounts count(
      Comparison comparison, HistoryDays days, DayScores.Builder scores) {
    DayCounts.Builder counts = days.counts();
    comparison
        .whole()
        .forEachObservation(
            (day, one, count) -> {
              scores.add(day, 1, count);
              counts.add(day, count);
            });
    for (Sample sample : new Sample[] {comparison.history(), comparison.current()}) {
      for (LocalDate day : sample.daysLeftOut()) {
        counts.leaveOut(day.toEpochDay());
      }
    }
    return counts.build();
  }
}

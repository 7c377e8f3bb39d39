package io.drift4j;

import io.drift4j.stats.ChangeDate;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryScoreTest;
import java.util.SortedMap;

/**
 * Whether records have had the event by an age, among all that started: open ones have not had it
 * yet; those that the metric leaves out are out if they ended by then. Both windows end so many
 * days before the as-of day that every record has been observed so long: the figure is unbiased
 * whatever the speed.
 *
 * @param days the age
 * @param pace how often it looks
 */
record ByAgeLens(int days, Pace pace) implements RepeatedLens {

  private static final double LEAST_DECIDED = 0.5;

  /** Where so many are decided, speed does not move the share. */
  private static final double NEARLY_ALL = 0.98;

  ByAgeLens {
    Lookback.requireReach("age of a view", days, 1);
  }

  @Override
  public String id() {
    return "by-age";
  }

  @Override
  public SortedMap<String, String> settings() {
    return DaysSetting.age(days);
  }

  @Override
  public int lagDays() {
    return days;
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
  public Evidence look(Comparison comparison) {
    return new Look(comparison).evidence();
  }

  @Override
  public Lens repeated() {
    return new ByAgeLens(days, Pace.REPEATED);
  }

  @Override
  public ChangeDate.Result began(Comparison comparison, double dispersion) {
    return ChangeDate.ofScores(new Look(comparison).scores(), dispersion);
  }

  /** What was counted of each day, and what is made of it. */
  private final class Look {

    private final Comparison comparison;
    private final HistoryDays days;
    private final int tooOld; // the first age that is
    private final long[] records;
    private final long[] events;
    private final long[] decided;
    private final long[] open;

    Look(Comparison comparison) {
      this.comparison = comparison;
      this.days = new HistoryDays(comparison);
      this.tooOld = Math.toIntExact((ByAgeLens.this.days + 1L) * comparison.metric().unitsInADay());
      AgedDayCounts counts = comparison.whole().aged(days, tooOld);
      this.records = counts.records();
      this.events = counts.events();
      this.decided = counts.decided();
      this.open = counts.open();
    }

    DayScores scores() {
      return DayScores.ofEvents(days.first(), records, events);
    }

    Evidence evidence() {
      Proportions proportions = new Proportions(days, scores(), pace.scores());
      Evidence.Builder evidence =
          Evidence.of(comparison)
              .sizes(proportions.baselineSize(), proportions.currentSize())
              .open(days.inBaseline(open), days.inCurrent(open))
              .horizon(comparison.horizon(tooOld - 1));
      if (!proportions.areThere()) {
        return evidence.undecided(Proportions.NOTHING).build();
      }
      double before = days.inBaseline(decided) / (double) proportions.baselineSize();
      double now = days.inCurrent(decided) / (double) proportions.currentSize();
      evidence.figure(Figure.DECIDED_BASELINE, before).figure(Figure.DECIDED_CURRENT, now);
      if (before < LEAST_DECIDED
          && !proportions.areAllThatEnds(days.inBaseline(decided), days.inCurrent(decided))) {
        return evidence.undecided("less than half of the baseline is decided by then").build();
      }
      if (!proportions.canBeTested()) {
        return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
      }
      HistoryScoreTest.Result result = proportions.test(evidence);
      if (before < NEARLY_ALL && result.logPValue() <= Speed.LOG_SUSPECT) {
        Speed.of(comparison, ByAgeLens.this.days + 1)
            .tellIfItExplains(result.statistic(), isUsual(), evidence);
      }
      return evidence.build();
    }

    /** Whether most of what ends in the baseline has the event, and some has not. */
    private boolean isUsual() {
      long all = days.inBaseline(decided);
      long ofEvents = days.inBaseline(events);
      return 2 * ofEvents > all && ofEvents < all;
    }
  }
}

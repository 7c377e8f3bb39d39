package io.drift4j;

import io.drift4j.stats.ChangeDate;
import io.drift4j.stats.DayScores;

/** Whether a share has changed of records that are complete from the first: those without ages. */
record ShareLens(Pace pace) implements RepeatedLens {

  @Override
  public String id() {
    return "share";
  }

  @Override
  public int historyDays() {
    return pace.historyDays();
  }

  @Override
  public Evidence look(Comparison comparison) {
    HistoryDays days = new HistoryDays(comparison);
    Proportions proportions = new Proportions(days, scores(comparison, days), pace.scores());
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(proportions.baselineSize(), proportions.currentSize())
            .open(comparison.baseline().open(), comparison.current().open());
    if (!proportions.areThere()) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (!proportions.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    proportions.test(evidence);
    return evidence.build();
  }

  private static DayScores scores(Comparison comparison, HistoryDays days) {
    DayScores.Builder scores = days.scores();
    comparison.whole().forEachObservation(scores::add);
    return scores.build();
  }

  @Override
  public Lens repeated() {
    return new ShareLens(Pace.REPEATED);
  }

  @Override
  public ChangeDate.Result began(Comparison comparison, double dispersion) {
    return ChangeDate.ofScores(scores(comparison, new HistoryDays(comparison)), dispersion);
  }
}

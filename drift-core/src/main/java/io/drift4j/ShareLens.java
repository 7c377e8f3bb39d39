package io.drift4j;

import io.drift4j.stats.DayScores;

/** Whether a share has changed of records that are complete from the first: those without ages. */
record ShareLens() implements Lens {

  @Override
  public String id() {
    return "share";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    HistoryDays days = new HistoryDays(comparison);
    DayScores.Builder scores = days.scores();
    comparison.whole().forEachObservation(scores::add);
    Proportions proportions = new Proportions(days, scores.build());
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
}

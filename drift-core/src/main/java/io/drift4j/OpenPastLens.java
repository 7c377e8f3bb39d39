package io.drift4j;

import io.drift4j.stats.DayScores;
import io.drift4j.stats.DevelopmentTriangle;
import java.util.SortedMap;

/**
 * Whether records are still open past an age, among all that started; those that the metric leaves
 * out are out if they ended by then. Both windows end so many days before the as-of day that every
 * record has been observed so long.
 *
 * @param days the age
 */
record OpenPastLens(int days) implements Lens {

  OpenPastLens {
    Lookback.requireReach("age of a view", days, 1);
  }

  @Override
  public String id() {
    return "open-past";
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
    return HistoryDays.WANTED;
  }

  @Override
  public boolean seesOpen() {
    return true;
  }

  /** Of records that have ended nothing says how many have not. */
  @Override
  public Lens ofDecidedRows(Lens usual) {
    return new NeedsOpenLens(this);
  }

  @Override
  public Evidence look(Comparison comparison) {
    HistoryDays stretch = new HistoryDays(comparison);
    long tooOld = (days + 1L) * comparison.metric().unitsInADay();
    DayScores.Builder scores = stretch.scores();
    comparison.whole().forEachAge(stillOpen(scores, tooOld));
    Proportions proportions = new Proportions(stretch, scores.build());
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(proportions.baselineSize(), proportions.currentSize())
            .open(comparison.baseline().open(), comparison.current().open())
            .horizon(comparison.horizon(tooOld - 1));
    if (!proportions.areThere()) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (!proportions.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    proportions.test(evidence);
    return evidence.build();
  }

  private static DevelopmentTriangle.CellVisitor stillOpen(DayScores.Builder scores, long tooOld) {
    return new DevelopmentTriangle.CellVisitor() {
      @Override
      public void visit(long day, int age, int outcome, long count) {
        if (age >= tooOld) {
          scores.add(day, 1, count);
        } else if (outcome != Sample.LEFT_OUT) {
          scores.add(day, 0, count);
        }
      }

      @Override
      public void visitOpen(long day, int age, long count) {
        scores.add(day, 1, count);
      }
    };
  }
}

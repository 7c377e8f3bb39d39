package io.drift4j;

import io.drift4j.stats.DayScores;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.HistoryScoreTest;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * What became of the records that ended within an age, among these: whether they had the event, or
 * how long they took. Both windows end so many days earlier that all which end so early have ended.
 *
 * @param days the age
 */
record EndedWithinLens(int days) implements Lens {

  private static final double LOG_SUSPECT = StrictMath.log(0.05);

  EndedWithinLens {
    Lookback.requireReach("age of a view", days, 1);
  }

  @Override
  public String id() {
    return "ended-within";
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
  public Evidence look(Comparison comparison) {
    return comparison.metric().kind() == Metric.Kind.TIME ? times(comparison) : shares(comparison);
  }

  private void within(
      Sample sample, IntPredicate isThere, EndedRecords.Visitor visitor, Comparison comparison) {
    long tooOld = (days + 1L) * comparison.metric().unitsInADay();
    sample.forEachAge(
        new EndedRecords(
            (day, age, outcome, count) -> {
              if (age < tooOld && isThere.test(outcome)) {
                visitor.visit(day, age, outcome, count);
              }
            }));
  }

  private Evidence shares(Comparison comparison) {
    HistoryDays stretch = new HistoryDays(comparison);
    DayScores.Builder scores = stretch.scores();
    EndedRecords.Visitor adding =
        (day, age, outcome, count) -> scores.add(day, outcome == Sample.EVENT ? 1 : 0, count);
    IntPredicate counts = outcome -> outcome != Sample.LEFT_OUT;
    within(comparison.history(), counts, adding, comparison);
    within(comparison.current(), counts, adding, comparison);
    Proportions proportions = new Proportions(stretch, scores.build());
    Evidence.Builder evidence =
        evidence(comparison, proportions.baselineSize(), proportions.currentSize());
    if (!proportions.areThere()) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (!proportions.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    HistoryScoreTest.Result result = proportions.test(evidence);
    if (result.logPValue() <= LOG_SUSPECT) {
      tellIfSpeedMayExplain(comparison, evidence);
    }
    return evidence.build();
  }

  /** Where those without the event take another time, fewer or more of the slower kind are seen. */
  private void tellIfSpeedMayExplain(Comparison comparison, Evidence.Builder evidence) {
    IntPredicate others = outcome -> outcome == Sample.OTHER;
    FrequencyTable before = table(comparison.baseline(), others, comparison);
    FrequencyTable now = table(comparison.current(), others, comparison);
    if (!before.isEmpty() && !now.isEmpty()) {
      Locations locations = new Locations(comparison, before, now, all(comparison, others));
      if (locations.canBeTested()) {
        Speed.tellIfItMayExplain(locations.ofRanks().logPValue(), evidence);
      }
    }
  }

  private Evidence times(Comparison comparison) {
    IntPredicate counts = outcome -> outcome != Sample.LEFT_OUT;
    FrequencyTable before = table(comparison.baseline(), counts, comparison);
    FrequencyTable now = table(comparison.current(), counts, comparison);
    Evidence.Builder evidence = evidence(comparison, before.count(), now.count());
    if (before.isEmpty() || now.isEmpty()) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    Locations locations = new Locations(comparison, before, now, all(comparison, counts));
    if (!locations.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    locations.tell("time-ratio", evidence);
    return evidence.build();
  }

  private Evidence.Builder evidence(Comparison comparison, long before, long now) {
    long units = comparison.metric().unitsInADay();
    return DecidedRows.evidence(comparison, before, now)
        .horizon(comparison.horizon((days + 1L) * units - 1));
  }

  private FrequencyTable table(Sample sample, IntPredicate isThere, Comparison comparison) {
    FrequencyTable.Builder table = FrequencyTable.builder();
    within(sample, isThere, (day, age, outcome, count) -> table.add(age, count), comparison);
    return table.build();
  }

  private Consumer<Sample.ObservationVisitor> all(Comparison comparison, IntPredicate isThere) {
    return visitor -> {
      EndedRecords.Visitor each = (day, age, outcome, count) -> visitor.visit(day, age, count);
      within(comparison.history(), isThere, each, comparison);
      within(comparison.current(), isThere, each, comparison);
    };
  }
}

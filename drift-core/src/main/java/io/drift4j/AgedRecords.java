package io.drift4j;

import io.drift4j.stats.AgedWindows;
import io.drift4j.stats.ChangeDate;
import io.drift4j.stats.DayAges;
import io.drift4j.stats.DevelopmentTriangle;
import io.drift4j.stats.ExpectedByDay;
import io.drift4j.stats.ExpectedHazards;
import io.drift4j.stats.HistoryLogRankTest;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** The records of a comparison as they aged, up to an age: who had an event and who was at risk. */
final class AgedRecords {

  /** Finer units than hours are put together. */
  private static final int MOST_AGES_A_DAY = 24;

  /** In days: of what is older, all is known. */
  static final int LONGEST_FOLLOW_UP = 365;

  private final Comparison comparison;
  private final HistoryDays days;
  private final List<DayAges> strata;
  private final int unitsInAnAge;

  private AgedRecords(
      Comparison comparison, HistoryDays days, List<DayAges> strata, int unitsInAnAge) {
    this.comparison = comparison;
    this.days = days;
    this.strata = strata;
    this.unitsInAnAge = unitsInAnAge;
  }

  /**
   * Counts, each of the definition's strata by itself.
   *
   * @param horizonDays how many days each record is followed
   * @param isEvent of the outcomes of a {@link Sample#triangle}
   */
  static AgedRecords of(Comparison comparison, int horizonDays, IntPredicate isEvent) {
    return countedByStratum(
        comparison, horizonDays, (ages, unitsInAnAge) -> records(ages, unitsInAnAge, isEvent));
  }

  /**
   * Counts events as the other method does, and at once who ended otherwise, for {@link #others}.
   *
   * @param horizonDays how many days each record is followed
   */
  static AgedRecords ofEventsAndOthers(Comparison comparison, int horizonDays) {
    return countedByStratum(
        comparison,
        horizonDays,
        (ages, unitsInAnAge) ->
            records(ages.withOthers(), unitsInAnAge, outcome -> outcome == Sample.EVENT));
  }

  private static DevelopmentTriangle.CellVisitor records(
      DayAges.Builder ages, int unitsInAnAge, IntPredicate isEvent) {
    return new DevelopmentTriangle.CellVisitor() {
      @Override
      public void visit(long day, int age, int outcome, long count) {
        ages.add(day, age / unitsInAnAge, isEvent.test(outcome), count);
      }

      @Override
      public void visitOpen(long day, int age, long count) {
        ages.addOpen(day, age / unitsInAnAge, count);
      }
    };
  }

  /** The same records, of which those have the event that ended without it. */
  AgedRecords others() {
    return new AgedRecords(
        comparison, days, strata.stream().map(DayAges::others).toList(), unitsInAnAge);
  }

  /** How cells are counted, so many units of the metric in an age. */
  private interface Counting {
    DevelopmentTriangle.CellVisitor into(DayAges.Builder ages, int unitsInAnAge);
  }

  private static AgedRecords counted(Comparison comparison, int horizonDays, Counting counting) {
    Counter counter = new Counter(comparison, horizonDays, counting);
    return new AgedRecords(
        comparison, counter.days, List.of(counter.count(comparison.whole())), counter.unitsInAnAge);
  }

  /** Each stratum by itself, where the definition has some. */
  private static AgedRecords countedByStratum(
      Comparison comparison, int horizonDays, Counting counting) {
    if (!comparison.history().hasStrata() && !comparison.current().hasStrata()) {
      return counted(comparison, horizonDays, counting);
    }
    Counter counter = new Counter(comparison, horizonDays, counting);
    return new AgedRecords(
        comparison,
        counter.days,
        comparison.whole().strata().values().stream().map(counter::count).toList(),
        counter.unitsInAnAge);
  }

  /** Counts samples of a comparison together. */
  private static final class Counter {

    final HistoryDays days;
    final int unitsInAnAge;
    private final Comparison comparison;
    private final int agesInADay;
    private final int horizonDays;
    private final Counting counting;

    Counter(Comparison comparison, int horizonDays, Counting counting) {
      int unitsInADay = Math.toIntExact(comparison.metric().unitsInADay());
      this.days = new HistoryDays(comparison);
      this.agesInADay = Math.min(MOST_AGES_A_DAY, unitsInADay);
      this.unitsInAnAge = unitsInADay / agesInADay;
      this.comparison = comparison;
      this.horizonDays = horizonDays;
      this.counting = counting;
    }

    DayAges count(Sample sample) {
      DayAges.Builder ages =
          DayAges.builder(days.first(), days.size(), horizonDays * agesInADay, agesInADay);
      for (LocalDate closed : comparison.closedDays()) {
        ages.close(closed.toEpochDay());
      }
      DevelopmentTriangle.CellVisitor visitor = counting.into(ages, unitsInAnAge);
      sample.forEachAge(visitor);
      return ages.build();
    }
  }

  /**
   * Counts rows that are known only because they ended, in reverse time.
   *
   * @param horizonDays how many days each record is followed
   * @param isEvent which of the outcomes of a {@link Sample#triangle} are there
   */
  static AgedRecords inReverse(Comparison comparison, int horizonDays, IntPredicate isEvent) {
    return ended(
        comparison,
        horizonDays,
        isEvent,
        isEvent,
        ages -> ages.inReverseTime(lastSeen(comparison)));
  }

  /** Counts events among those that ended at the same age, of the outcomes that count. */
  static AgedRecords amongEnded(Comparison comparison, int horizonDays) {
    return ended(
        comparison,
        horizonDays,
        outcome -> outcome != Sample.LEFT_OUT,
        outcome -> outcome == Sample.EVENT,
        DayAges.Builder::amongEnded);
  }

  private static AgedRecords ended(
      Comparison comparison,
      int horizonDays,
      IntPredicate isThere,
      IntPredicate isEvent,
      Consumer<DayAges.Builder> setting) {
    return counted(
        comparison,
        horizonDays,
        (ages, unitsInAnAge) -> {
          setting.accept(ages);
          return new EndedRecords(
              (day, age, outcome, count) -> {
                if (isThere.test(outcome)) {
                  ages.add(day, age / unitsInAnAge, isEvent.test(outcome), count);
                }
              });
        });
  }

  /** From the first day of the current window to the last on which it was seen. */
  static int followUpDays(Comparison comparison) {
    LocalDate start = comparison.current().window().startInclusive();
    return Math.toIntExact(lastSeen(comparison) - start.toEpochDay() + 1);
  }

  /** The last day whose events are known. */
  static long lastSeen(Comparison comparison) {
    LocalDate until = comparison.current().knownUntil();
    LocalDate end = until == null ? comparison.current().window().endExclusive() : until;
    return end.toEpochDay() - 1;
  }

  /** What any lens says of them. */
  Evidence.Builder evidence() {
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(submitted(comparison.baseline()), submitted(comparison.current()))
            .open(comparison.baseline().open(), comparison.current().open());
    ClosedDays.notes(comparison.closedDays()).forEach(evidence::note);
    return evidence;
  }

  private static long submitted(Sample sample) {
    return sample.size() + sample.open();
  }

  HistoryLogRankTest.Result test() {
    return test(Pace.ONCE);
  }

  HistoryLogRankTest.Result test(Pace pace) {
    return pace.logRank().test(windows(), lastSeen(comparison));
  }

  /** When a change of how many events each day has began, of those that its baseline expects. */
  ChangeDate.Result began(double dispersion) {
    ExpectedByDay byDay = ExpectedByDay.of(windows());
    return ChangeDate.ofExpected(days.first(), byDay.observed(), byDay.expected(), dispersion);
  }

  ExpectedHazards hazards() {
    return ExpectedHazards.of(
        strata.stream()
            .map(all -> new AgedWindows(days.baseline(all), days.baseline(all), days.current(all)))
            .toList());
  }

  /** Of each stratum. */
  private List<AgedWindows> windows() {
    return strata.stream()
        .map(all -> new AgedWindows(days.history(all), days.baseline(all), days.current(all)))
        .toList();
  }

  /** The history and the current window in one, of each stratum. */
  List<DayAges> strata() {
    return strata;
  }

  /** Of records that were not counted by stratum. */
  DayAges history() {
    return days.history(strata.get(0));
  }

  /** Of records that were not counted by stratum. */
  DayAges baseline() {
    return days.baseline(strata.get(0));
  }

  /** Of records that were not counted by stratum. */
  DayAges current() {
    return days.current(strata.get(0));
  }

  /** How many ages a day has. */
  int agesInADay() {
    return strata.get(0).agesInADay();
  }

  /** How many units of the metric an age here has. */
  int unitsInAnAge() {
    return unitsInAnAge;
  }
}

package io.drift4j;

import io.drift4j.ShareForesight.Amounts;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryScoreTest;
import io.drift4j.stats.Interval;
import io.drift4j.stats.ScaledInterval;
import io.drift4j.stats.TwoProportions;

/** Two shares whose events were counted by day, and the test between them. */
final class Proportions {

  static final String NOTHING = "a window has no record to compare";
  static final String TOO_FEW_DAYS = "the history has too few days with records";

  private final HistoryDays days;
  private final HistoryScoreTest test;
  private final DayScores all;
  private final DayScores history;
  private final DayScores baseline;
  private final DayScores current;

  Proportions(HistoryDays days, DayScores all) {
    this(days, all, HistoryScoreTest.withDefaults());
  }

  Proportions(HistoryDays days, DayScores all, HistoryScoreTest test) {
    this.days = days;
    this.test = test;
    this.all = all;
    this.history = days.history(all);
    this.baseline = days.baseline(all);
    this.current = days.current(all);
  }

  long baselineSize() {
    return (long) baseline.count();
  }

  long currentSize() {
    return (long) current.count();
  }

  boolean areThere() {
    return baselineSize() > 0 && currentSize() > 0;
  }

  /** Whether everything that ends has the event: then the share that has ended is the figure. */
  boolean areAllThatEnds(long endedBefore, long endedNow) {
    return (long) baseline.sum() == endedBefore && (long) current.sum() == endedNow;
  }

  boolean canBeTested() {
    return HistoryScoreTest.isPossible(history, current);
  }

  TwoProportions counts() {
    return new TwoProportions(
        (long) baseline.sum(), baselineSize(), (long) current.sum(), currentSize());
  }

  @CanIgnoreReturnValue
  HistoryScoreTest.Result test(Evidence.Builder evidence) {
    TwoProportions counts = counts();
    HistoryScoreTest.Result result = test.test(history, baseline, current);
    evidence
        .values(counts.first(), counts.second())
        .test("history-score", result.logPValue())
        .dispersion(result.dispersion())
        .intervals(level -> interval(counts, result, level))
        .series(DaySeries.of(days, all));
    if (result.standardError() > 0) {
      Amounts records = Amounts.ofRecords((double) baselineSize(), (double) currentSize());
      evidence
          .standardError(result.standardError())
          .foresight(sign -> new ShareForesight(counts.first(), records, result, sign));
    }
    if (counts.x() > 0) {
      evidence.effect("risk-ratio", counts.second() / counts.first());
    }
    return result;
  }

  static Interval interval(TwoProportions counts, HistoryScoreTest.Result result, double level) {
    Interval interval = ScaledInterval.of(counts, result.dispersion(), level);
    return agreeing(interval, result.logPValue() > StrictMath.log(1 - level));
  }

  /**
   * The interval, its nearer limit moved to 0 where it would leave out what the test does not
   * refuse, and off it where it would hold what the test refuses.
   */
  static Interval agreeing(Interval interval, boolean isPossible) {
    double low = interval.low();
    double high = interval.high();
    if (isPossible) {
      return new Interval(Math.min(0, low), Math.max(0, high), interval.level());
    }
    if (interval.contains(0) && low < high) {
      return high > -low
          ? new Interval(Double.MIN_VALUE, high, interval.level())
          : new Interval(low, -Double.MIN_VALUE, interval.level());
    }
    return interval;
  }
}

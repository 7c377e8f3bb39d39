package io.drift4j;

import io.drift4j.Foresight.Shift;
import io.drift4j.stats.AgedWindows;
import io.drift4j.stats.DayAges;
import io.drift4j.stats.ExpectedHazards;
import io.drift4j.stats.HistoryTrendTest;
import io.drift4j.stats.Interval;

/**
 * Whether records end ever faster or slower over the weeks of both windows, with the open ones at
 * risk: by how much longer it takes in the last week than in the first, at the highest level that
 * both reach where the hazards of all weeks together are multiplied.
 */
record TrendLens() implements Lens {

  private static final long LEAST_AT_RISK = 10;
  private static final int WEEK = 7;
  private static final double MIDDLE = 0.5;

  @Override
  public String id() {
    return "trend";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public boolean seesOpen() {
    return true;
  }

  @Override
  public Evidence look(Comparison comparison) {
    long first = comparison.windows().span().startInclusive().toEpochDay();
    long lastSeen = AgedRecords.lastSeen(comparison);
    AgedRecords records =
        AgedRecords.of(
            comparison,
            Math.toIntExact(lastSeen - first + 1),
            outcome -> outcome != Sample.LEFT_OUT);
    Evidence.Builder evidence = records.evidence();
    OnlyDecided.tellIfItSeemsSo(comparison, evidence);
    int weeks = Math.toIntExact(comparison.windows().span().days() / WEEK);
    if (weeks < 2) {
      return evidence.undecided("both windows together are less than two weeks").build();
    }
    if (records.strata().get(0).size() <= weeks * WEEK) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    HistoryTrendTest.Result result = HistoryTrendTest.over(weeks).test(records.strata(), lastSeen);
    ExpectedHazards hazards = together(records, weeks);
    int horizon = hazards.lastAge(LEAST_AT_RISK);
    if (!result.isTested() || horizon < 0) {
      return evidence
          .undecided(result.isTested() ? "fewer than 10 records are open" : result.reason())
          .build();
    }
    tell(evidence, result, Weeks.of(hazards, horizon, weeks, records));
    return evidence.build();
  }

  /** What the last week does beside the first, in units of the metric. */
  private static final class Weeks {

    private final DecidedCurve curve;
    private final int horizon;
    private final double[] decided; // of each week, by the middle of what was seen of it
    private final int units;

    Weeks(DecidedCurve curve, int horizon, double[] decided, int units) {
      this.curve = curve;
      this.horizon = horizon;
      this.decided = decided;
      this.units = units;
    }

    static Weeks of(ExpectedHazards hazards, int horizon, int weeks, AgedRecords records) {
      DecidedCurve curve = new DecidedCurve(hazards.observed(), horizon);
      double[] byAge = curve.byAge();
      double[] decided = new double[weeks];
      for (int week = 0; week < weeks; week++) {
        int age = ((weeks - 1 - week) * WEEK + WEEK / 2) * records.agesInADay();
        decided[week] = byAge[Math.min(horizon, age)];
      }
      return new Weeks(curve, horizon, decided, records.unitsInAnAge());
    }

    private int steps() {
      return decided.length - 1;
    }

    /** From the first week to the last. */
    double hazardRatio(double slope) {
      return StrictMath.exp(slope * steps());
    }

    double shift(double slope) {
      return curve.shift(hazardRatio(slope));
    }

    Shift told(double slope) {
      double reached = curve.reached();
      double shift = shift(slope);
      double before = shift >= 0 ? reached - shift : reached;
      double now = before + shift;
      return new Shift(before * units, now * units, (now + MIDDLE) / (before + MIDDLE));
    }

    /** How many events a slope leaves of those without it. */
    double eventsLeft(double slope) {
      double events = 0;
      double usual = 0;
      for (int week = 0; week < decided.length; week++) {
        events += 1 - StrictMath.pow(1 - decided[week], StrictMath.exp(slope * week));
        usual += decided[week];
      }
      return usual > 0 ? events / usual : 1;
    }

    Interval shifts(Interval slopes) {
      return new Interval(
          shift(slopes.high()) * units, shift(slopes.low()) * units, slopes.level());
    }
  }

  private static void tell(Evidence.Builder evidence, HistoryTrendTest.Result result, Weeks weeks) {
    Shift seen = weeks.told(result.slope());
    evidence
        .values(seen.before(), seen.now())
        .horizon(weeks.horizon * weeks.units)
        .test("history-trend", result.logPValue())
        .dispersion(result.dispersion())
        .effect("time-ratio", seen.effect())
        .intervals(level -> weeks.shifts(result.slopeInterval(level)))
        .figure(Figure.HAZARD_RATIO, weeks.hazardRatio(result.slope()))
        .figure(Figure.DECIDED_BASELINE, weeks.curve.decided())
        .note("the values are of the first and the last of " + weeks.decided.length + " weeks");
    double error = Math.abs(weeks.shift(-result.slopeError()));
    if (error > 0) {
      evidence
          .standardError(error * weeks.units)
          .foresight(sign -> foresight(result.slopeError(), -sign, weeks));
    }
  }

  /** Of ever larger hazards, or of ever smaller ones. */
  private static Foresight foresight(double error, int sign, Weeks weeks) {
    return new SlopeForesight(
        slope -> error / StrictMath.sqrt(weeks.eventsLeft(sign * slope)),
        HistoryTrendTest.DEGREES,
        slope -> weeks.told(sign * slope));
  }

  /** Of all weeks. */
  private static ExpectedHazards together(AgedRecords records, int weeks) {
    return ExpectedHazards.of(
        records.strata().stream()
            .map(
                all -> {
                  long end = all.firstDay() + all.size();
                  DayAges some = all.part(end - (long) weeks * WEEK, end);
                  return new AgedWindows(some, some, some);
                })
            .toList());
  }
}

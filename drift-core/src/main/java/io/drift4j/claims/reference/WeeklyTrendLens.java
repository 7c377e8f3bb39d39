package io.drift4j.claims.reference;

import io.drift4j.Comparison;
import io.drift4j.Evidence;
import io.drift4j.Lens;
import io.drift4j.Metric;
import io.drift4j.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * The mean days of four weeks, step by step, as the reference's payment timing trend has it: 21
 * days before and 7 now are looked at as weeks 1 to 4. A trend is two steps up in a row at the end,
 * or seven days in all.
 *
 * @param billed what is allowed of decided claims, a companion
 */
record WeeklyTrendLens(Metric billed) implements Lens {

  private static final int WEEKS = 4;
  private static final int DAYS_A_WEEK = 7;
  private static final int STEPS_IN_A_ROW = 2;
  private static final int ALL_STEPS = 3;
  private static final double SLOWDOWN = 7;
  private static final double LEAST_CHANGE = 2;

  /** Four steps are one more than four weeks have, so that nothing is critical. */
  private static final List<Grade.Step> GRADES =
      List.of(
          new Grade.Step(14, 4, Grade.CRITICAL),
          new Grade.Step(10, 3, Grade.HIGH),
          new Grade.Step(7, 3, Grade.MEDIUM));

  @Override
  public String id() {
    return "weekly-trend";
  }

  @Override
  public Evidence look(Comparison comparison) {
    Evidence.Builder evidence = Evidence.ofSamples(comparison);
    if (comparison.windows().span().days() != WEEKS * DAYS_A_WEEK) {
      return evidence.undecided("the windows are not four weeks").build();
    }
    Weeks weeks = new Weeks(comparison, billed);
    if (weeks.least() == 0) {
      return evidence.undecided("a week has no observation").build();
    }
    tell(weeks, evidence);
    return evidence.build();
  }

  private static void tell(Weeks weeks, Evidence.Builder evidence) {
    double total = weeks.mean(WEEKS - 1) - weeks.mean(0);
    int worse = weeks.stepsInARow(1);
    int better = weeks.stepsInARow(-1);
    long amount = Arrays.stream(weeks.amount).sum();
    evidence
        .values(weeks.mean(0), weeks.mean(WEEKS - 1))
        .figure(Grade.LEAST_SAMPLE, (double) weeks.least())
        .figure("worsening-weeks", worse)
        .figure("average-weekly-change", weeks.meanStep())
        .figure("total-billed", (double) amount)
        .figure(Grade.CONFIDENCE, confidence(weeks, worse))
        .figure(Grade.AT_RISK, (double) amount / (WEEKS * DAYS_A_WEEK) * Math.abs(total));
    weeks.tell(evidence);
    boolean isWorsening = worse >= STEPS_IN_A_ROW || (better < STEPS_IN_A_ROW && total >= SLOWDOWN);
    if (isWorsening && (Math.abs(total) >= LEAST_CHANGE || worse >= ALL_STEPS)) {
      evidence.note("trend WORSENING");
      Grade.of(GRADES, total, worse).tell(evidence);
    }
  }

  private static double confidence(Weeks weeks, int worse) {
    double samples = Math.min(1, Arrays.stream(weeks.claims).sum() / 100.0);
    double consistent = Math.min(1, (double) worse / WEEKS);
    double steady = Math.max(0, 1 - weeks.deviation() / 20);
    return Math.min(1, samples * 0.5 + consistent * 0.3 + steady * 0.2);
  }

  /** What is counted of each week, the oldest first. */
  private static final class Weeks {

    private final long first;
    private final long[] claims = new long[WEEKS];
    private final long[] days = new long[WEEKS];
    private final long[] amount = new long[WEEKS];

    Weeks(Comparison comparison, Metric billed) {
      this.first = comparison.windows().span().startInclusive().toEpochDay();
      for (Sample sample : List.of(comparison.baseline(), comparison.current())) {
        sample.forEachObservation(
            (day, value, count) -> {
              claims[week(day)] += count;
              days[week(day)] += Math.multiplyExact(value, count);
            });
      }
      Comparison amounts = comparison.of(billed);
      for (Sample sample : List.of(amounts.baseline(), amounts.current())) {
        sample.forEachObservation(
            (day, value, count) -> amount[week(day)] += Math.multiplyExact(value, count));
      }
    }

    private int week(long day) {
      return (int) ((day - first) / DAYS_A_WEEK);
    }

    long least() {
      return Arrays.stream(claims).min().orElse(0);
    }

    double mean(int week) {
      return (double) days[week] / claims[week];
    }

    private double step(int to) {
      return mean(to) - mean(to - 1);
    }

    /** At the end: a step the other way ends it, one that is none leaves it as it is. */
    int stepsInARow(int sign) {
      int steps = 0;
      for (int week = 1; week < WEEKS; week++) {
        double step = step(week) * sign;
        if (step > 0) {
          steps++;
        } else if (step < 0) {
          steps = 0;
        }
      }
      return steps;
    }

    double meanStep() {
      double sum = 0;
      for (int week = 1; week < WEEKS; week++) {
        sum += step(week);
      }
      return sum / (WEEKS - 1);
    }

    /** Of the four means, as of a population. */
    double deviation() {
      double sum = 0;
      for (int week = 0; week < WEEKS; week++) {
        sum += mean(week);
      }
      double squares = 0;
      for (int week = 0; week < WEEKS; week++) {
        double off = mean(week) - sum / WEEKS;
        squares += off * off;
      }
      return StrictMath.sqrt(squares / WEEKS);
    }

    void tell(Evidence.Builder evidence) {
      for (int week = 0; week < WEEKS; week++) {
        String name = "week-" + (week + 1);
        evidence
            .figure(name + "-mean", mean(week))
            .figure(name + "-claims", (double) claims[week])
            .figure(name + "-billed", (double) amount[week]);
      }
    }
  }
}

package io.drift4j.claims.reference;

import io.drift4j.Comparison;
import io.drift4j.Evidence;
import io.drift4j.Lens;
import io.drift4j.Metric;
import io.drift4j.Sample;
import io.drift4j.stats.DevelopmentTriangle;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Mean days of one window against the other's, as DelayGuard has it: claims that are still open are
 * in no mean, but each day of the current window has a part of its claims that is complete, and the
 * mean of these parts weighs in the confidence.
 *
 * @param billed what is allowed of decided claims, a companion
 * @param minimumVolume four times of which, in both windows, are enough
 */
record PaymentDelayLens(Metric billed, int minimumVolume) implements Lens {

  private static final double ENOUGH_COMPLETE = 0.8;
  private static final double LEAST_OF_LOW = 2;

  private static final List<Grade.Step> STEPS =
      List.of(
          new Grade.Step(10, 0.75, Grade.CRITICAL),
          new Grade.Step(7, 0.65, Grade.HIGH),
          new Grade.Step(4, 0.55, Grade.MEDIUM));

  @Override
  public String id() {
    return "payment-delay";
  }

  @Override
  public SortedMap<String, String> settings() {
    return Collections.unmodifiableSortedMap(
        new TreeMap<>(Map.of("minimum-volume", Integer.toString(minimumVolume))));
  }

  @Override
  public Evidence look(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    Evidence.Builder evidence = Evidence.ofSamples(comparison);
    if (baseline.size() == 0 || current.size() == 0) {
      return evidence.undecided("a window has no observation").build();
    }
    tell(baseline.table().mean(), comparison, evidence);
    return evidence.build();
  }

  private void tell(double before, Comparison comparison, Evidence.Builder evidence) {
    Sample current = comparison.current();
    double now = current.table().mean();
    double delta = now - before;
    DailyRows rows = DailyRows.of(current);
    double completeness = rows.completeness();
    double confidence = confidence(comparison, completeness);
    double amount = comparison.of(billed).current().table().sum().doubleValue();
    evidence
        .values(before, now)
        .figure(Grade.LEAST_SAMPLE, (double) Math.min(comparison.baseline().size(), current.size()))
        .figure("delta-percent", before > 0 ? delta / before * 100 : 0)
        .figure("completeness", completeness)
        .figure(Grade.CONFIDENCE, confidence)
        .figure(Grade.AT_RISK, Math.max(0, amount / rows.days() * delta));
    if (completeness < ENOUGH_COMPLETE) {
      evidence.note("low date completeness");
    }
    Grade grade = Grade.of(STEPS, delta, confidence);
    if (delta > 0 && (grade != Grade.LOW || delta >= LEAST_OF_LOW)) {
      grade.tell(evidence);
    }
  }

  private double confidence(Comparison comparison, double completeness) {
    double claims = (double) comparison.current().size() + comparison.baseline().size();
    double samples = Math.min(1, claims / (minimumVolume * 4L));
    double complete = Math.min(1, completeness / ENOUGH_COMPLETE);
    return Math.min(1, samples * 0.7 + complete * 0.3);
  }

  /** How many claims each day of a window has, and how many of them are decided. */
  private static final class DailyRows implements DevelopmentTriangle.CellVisitor {

    private final long first;
    private final long[] rows;
    private final long[] decided;

    private DailyRows(Sample sample) {
      this.first = sample.window().startInclusive().toEpochDay();
      this.rows = new long[Math.toIntExact(sample.window().days())];
      this.decided = new long[rows.length];
    }

    static DailyRows of(Sample sample) {
      DailyRows daily = new DailyRows(sample);
      sample.forEachAge(daily);
      return daily;
    }

    @Override
    public void visit(long day, int age, int outcome, long count) {
      decided[(int) (day - first)] += count;
      rows[(int) (day - first)] += count;
    }

    @Override
    public void visitOpen(long day, int age, long count) {
      rows[(int) (day - first)] += count;
    }

    int days() {
      int days = 0;
      for (long count : rows) {
        days += count > 0 ? 1 : 0;
      }
      return days;
    }

    double completeness() {
      double sum = 0;
      for (int day = 0; day < rows.length; day++) {
        sum += rows[day] > 0 ? (double) decided[day] / rows[day] : 0;
      }
      return sum / days();
    }
  }
}

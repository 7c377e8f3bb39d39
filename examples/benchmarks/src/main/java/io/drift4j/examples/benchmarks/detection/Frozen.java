package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.Segment;
import io.drift4j.WindowPair;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.Adjustment;
import io.drift4j.stats.DailyTables;
import io.drift4j.stats.FrozenCalibratedLogRankTest;
import io.drift4j.stats.FrozenPooledDispersionTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/**
 * Today's classes: the pooled dispersion and the calibrated log-rank as they were when {@code
 * DriftPolicy.controlled()} was begun. Of a customer: what is immaterial with p = 1, views by
 * Simes, then Benjamini and Hochberg at 5 % over the streams.
 */
final class Frozen implements Contender {

  private static final double USUAL = 0.95;
  private static final double FALSE_DISCOVERIES = 0.05;
  private static final double MATERIAL_POINTS = 0.05;
  private static final double MATERIAL_RATIO = 1.25;

  @Override
  public String name() {
    return "today's classes";
  }

  @Override
  public int mostRuns() {
    return 2_000;
  }

  @Override
  public Look look(StreamView view, SortedSet<LocalDate> declaredClosed) {
    return stream -> look(view, stream, USUAL);
  }

  private static Looked look(StreamView view, SimulatedStream stream, double level) {
    return switch (view) {
      case TIME -> hazards(FrozenCalibratedLogRankTest.withDefaults(), stream, level);
      case FAST ->
          hazards(FrozenCalibratedLogRankTest.ofOutcome(SimulatedStream.DENIED), stream, level);
      case BY_30, BY_60 -> shares(view, stream, level);
    };
  }

  private static Looked hazards(
      FrozenCalibratedLogRankTest test, SimulatedStream stream, double level) {
    WindowPair windows = Windows.of(stream, StreamView.TIME);
    var result =
        test.withLevel(level)
            .test(stream.triangle(windows.baseline()), stream.triangle(windows.current()));
    return result.decision() == FrozenCalibratedLogRankTest.Decision.TESTED
        ? new Looked(
            result.logPValue(), result.hazardRatio(), result.interval(), Scale.HAZARD_RATIO)
        : Looked.SKIPPED;
  }

  private static Looked shares(StreamView view, SimulatedStream stream, double level) {
    WindowPair windows = Windows.of(stream, view);
    return pooled(
        FrozenPooledDispersionTest.withDefaults(),
        stream.deniedBy(view.lag, windows.baseline()),
        stream.deniedBy(view.lag, windows.current()),
        level);
  }

  private static Looked amounts(SimulatedStream stream, double level) {
    WindowPair windows = Windows.of(stream, StreamView.TIME);
    return pooled(
        FrozenPooledDispersionTest.withDefaults().with(FrozenPooledDispersionTest.Scores.MIDRANKS),
        stream.amounts(windows.baseline()),
        stream.amounts(windows.current()),
        level);
  }

  private static Looked pooled(
      FrozenPooledDispersionTest test, DailyTables baseline, DailyTables current, double level) {
    if (baseline.days() == 0 || current.days() == 0) {
      return Looked.SKIPPED;
    }
    var result = test.withLevel(level).test(baseline, current);
    return new Looked(result.logPValue(), result.difference(), result.interval(), Scale.DIFFERENCE);
  }

  @Override
  public List<Found> report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata) {
    List<Stream> family = new ArrayList<>();
    (strata.isEmpty() ? customer : customer.mixed(strata))
        .streams()
        .forEach(
            (segment, stream) ->
                metrics.forEach(metric -> family.add(new Stream(segment, metric, stream))));
    double[] adjusted =
        Adjustment.BENJAMINI_HOCHBERG.adjust(
            family.stream().mapToDouble(Stream::logPValue).toArray());
    double limit = StrictMath.log(FALSE_DISCOVERIES);
    long rejected = Arrays.stream(adjusted).filter(p -> p <= limit).count();
    double level = 1 - FALSE_DISCOVERIES * rejected / family.size();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      if (adjusted[i] <= limit) {
        found.add(family.get(i).found(level));
      }
    }
    return found;
  }

  /** A segment and a metric, with its views. */
  private static final class Stream {

    private final Segment segment;
    private final Metric metric;
    private final SimulatedStream claims;
    private final List<StreamView> views; // empty of an amount, which has one
    private final double[] logPValues;

    Stream(Segment segment, Metric metric, SimulatedStream claims) {
      this.segment = segment;
      this.metric = metric;
      this.claims = claims;
      this.views =
          metric.equals(ClaimMetrics.DENIAL_RATE)
              ? StreamView.DENIAL
              : metric.equals(ClaimMetrics.DECISION_TIME) ? List.of(StreamView.TIME) : List.of();
      this.logPValues =
          views.isEmpty()
              ? new double[] {amounts(claims, USUAL).logPValue()}
              : views.stream()
                  .map(view -> look(view, claims, USUAL))
                  .filter(Looked::isTested)
                  .mapToDouble(looked -> isMaterial(looked) ? looked.logPValue() : 0)
                  .toArray();
    }

    double logPValue() {
      return Simes.combine(logPValues);
    }

    Found found(double level) {
      if (views.isEmpty()) {
        return new Found(segment, metric.id(), "midranks", amounts(claims, level));
      }
      StreamView leading = views.get(0);
      double smallest = 1;
      for (StreamView view : views) {
        Looked looked = look(view, claims, USUAL);
        if (looked.isTested() && isMaterial(looked) && looked.logPValue() < smallest) {
          smallest = looked.logPValue();
          leading = view;
        }
      }
      return new Found(segment, metric.id(), leading.name(), look(leading, claims, level));
    }
  }

  private static boolean isMaterial(Looked looked) {
    double estimate = looked.estimate();
    return looked.scale() == Scale.DIFFERENCE
        ? Math.abs(estimate) >= MATERIAL_POINTS
        : estimate >= MATERIAL_RATIO || estimate <= 1 / MATERIAL_RATIO;
  }
}

package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.Segment;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.Adjustment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What tests of single streams report of a customer: the views of a stream by Simes, then Benjamini
 * and Hochberg at 5 % over the streams, with what is immaterial left out before or after.
 */
final class Family {

  private static final double USUAL = 0.95;
  private static final double FALSE_DISCOVERIES = 0.05;
  private static final double MATERIAL_POINTS = 0.05;
  private static final double MATERIAL_RATIO = 1.25;
  private static final List<String> TOLD_APART_AT_MOST = List.of("population");

  /** When it is asked whether a change matters. */
  enum Materiality {
    /** Before: what does not has p = 1. */
    BEFORE,
    /** After: what does not is taken out of what is significant. */
    AFTER
  }

  /** The tests. */
  interface Tests {
    Looked look(StreamView view, SimulatedStream stream, double level);

    Looked amounts(SimulatedStream stream, double level);
  }

  private final Tests tests;
  private final Materiality materiality;

  Family(Tests tests, Materiality materiality) {
    this.tests = tests;
    this.materiality = materiality;
  }

  /** Nothing is known of strata: their claims are mixed. */
  Contender.Report report(SimulatedCustomer customer, List<Metric> metrics) {
    List<Stream> family = new ArrayList<>();
    customer
        .mixed(TOLD_APART_AT_MOST)
        .streams()
        .forEach(
            (segment, stream) ->
                metrics.forEach(metric -> family.add(new Stream(segment, metric, stream))));
    double[] adjusted =
        Adjustment.BENJAMINI_HOCHBERG.adjust(
            family.stream().mapToDouble(stream -> stream.logPValue).toArray());
    double limit = StrictMath.log(FALSE_DISCOVERIES);
    long rejected = Arrays.stream(adjusted).filter(p -> p <= limit).count();
    double level = 1 - FALSE_DISCOVERIES * rejected / family.size();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Stream stream = family.get(i);
      if (adjusted[i] <= limit && isMaterial(stream.leading)) {
        found.add(stream.found(level));
      }
    }
    return new Contender.Report(
        found, family.stream().flatMap(stream -> stream.tested.stream()).toList());
  }

  /** A segment and a metric, with its views. */
  private final class Stream {

    private final Segment segment;
    private final Metric metric;
    private final SimulatedStream claims;
    private final List<StreamView> views; // empty of an amount, which has one
    private final double logPValue;
    private final List<Found> tested = new ArrayList<>();
    private int leader;
    private Looked leading = Looked.SKIPPED;

    Stream(Segment segment, Metric metric, SimulatedStream claims) {
      this.segment = segment;
      this.metric = metric;
      this.claims = claims;
      this.views = views(metric);
      List<Double> logPValues = new ArrayList<>();
      double smallest = 1;
      for (int i = 0; i < Math.max(1, views.size()); i++) {
        Looked looked = look(i, USUAL);
        if (looked.isTested()) {
          tested.add(new Found(segment, metric.id(), view(i), looked));
          boolean counts = materiality == Materiality.AFTER || isMaterial(looked);
          double logPValue = counts ? looked.logPValue() : 0;
          logPValues.add(logPValue);
          if (logPValue < smallest) {
            smallest = logPValue;
            leader = i;
            leading = looked;
          }
        }
      }
      logPValue = Simes.combine(logPValues.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Looked look(int view, double level) {
      return views.isEmpty()
          ? tests.amounts(claims, level)
          : tests.look(views.get(view), claims, level);
    }

    private String view(int number) {
      return views.isEmpty() ? "midranks" : views.get(number).name();
    }

    Found found(double level) {
      return new Found(segment, metric.id(), view(leader), look(leader, level));
    }
  }

  private static List<StreamView> views(Metric metric) {
    if (metric.equals(ClaimMetrics.DENIAL_RATE)) {
      return StreamView.DENIAL;
    }
    return metric.equals(ClaimMetrics.DECISION_TIME) ? List.of(StreamView.TIME) : List.of();
  }

  private static boolean isMaterial(Looked looked) {
    double estimate = looked.estimate();
    return looked.scale() == Scale.DIFFERENCE
        ? Math.abs(estimate) >= MATERIAL_POINTS
        : estimate >= MATERIAL_RATIO || estimate <= 1 / MATERIAL_RATIO;
  }
}

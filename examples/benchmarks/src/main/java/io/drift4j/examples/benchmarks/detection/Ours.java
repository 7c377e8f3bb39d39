package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftDetector;
import io.drift4j.DriftEvent;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.Lookback;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.Segment;
import io.drift4j.Verdict;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code DriftPolicy.controlled()}, by the way of a run: source, scan, lenses, policy. A look is at
 * the evidence of a view; it asks for no minimum volume, so that small streams are seen too.
 */
class Ours implements Contender {

  private static final Map<StreamView, String> NAMES =
      Map.of(
          StreamView.TIME, "time",
          StreamView.FAST, "fast",
          StreamView.BY_30, "by-30",
          StreamView.BY_60, "by-60");

  @Override
  public String name() {
    return "controlled()";
  }

  @Override
  public boolean isOurs() {
    return true;
  }

  /** How it looks at a stream, whose closed days are declared or not. */
  DriftPolicy policy(SortedSet<LocalDate> declaredClosed) {
    return DriftPolicy.controlled().withMinimumVolume(1);
  }

  Lookback lookback() {
    return Windows.LOOKBACK;
  }

  @Override
  public final Look look(StreamView view, SortedSet<LocalDate> declaredClosed) {
    return stream ->
        Objects.requireNonNull(
            look(List.of(stream), List.of(view), declaredClosed).get(0).get(view));
  }

  /** In one run, of the metrics that have the views: each stream is that of a payer. */
  @Override
  public final List<Map<StreamView, Looked>> look(
      List<SimulatedStream> streams, List<StreamView> views, SortedSet<LocalDate> declaredClosed) {
    Definition definition =
        ClaimDefinitions.payerDrift()
            .withMetrics(views.stream().map(Ours::metric).distinct().toList())
            .withLookback(lookback())
            .withPolicy(policy(declaredClosed))
            .withClosedDays(declaredClosed);
    SimulatedCustomer customer = new SimulatedCustomer();
    List<Map<String, Evidence>> seen = new ArrayList<>();
    for (SimulatedStream stream : streams) {
      customer.add(Integer.toString(seen.size()), "group", stream);
      seen.add(new HashMap<>());
    }
    for (Verdict verdict : detection(definition, customer, streams.get(0).asOf()).verdicts()) {
      Map<String, Evidence> ofStream = seen.get(payer(verdict.segment()));
      verdict.examination().evidence().forEach(one -> ofStream.put(one.view(), one));
    }
    return seen.stream().map(evidence -> looked(views, evidence)).toList();
  }

  private static int payer(Segment segment) {
    return Integer.parseInt(Objects.requireNonNull(segment.value("payer")));
  }

  private static Map<StreamView, Looked> looked(
      List<StreamView> views, Map<String, Evidence> evidence) {
    Map<StreamView, Looked> looked = new EnumMap<>(StreamView.class);
    views.forEach(view -> looked.put(view, looked(view, evidence.get(NAMES.get(view)))));
    return looked;
  }

  private static Metric metric(StreamView view) {
    return view == StreamView.TIME ? ClaimMetrics.DECISION_TIME : ClaimMetrics.DENIAL_RATE;
  }

  private static Detection detection(
      Definition definition, SimulatedCustomer customer, LocalDate asOf) {
    Run run = Run.of(definition, "simulated", asOf, customer, 1);
    return DriftDetector.detect(definition, run, customer);
  }

  private static Looked looked(StreamView view, @Nullable Evidence evidence) {
    if (evidence == null || evidence.logPValue().isEmpty()) {
      return Looked.SKIPPED;
    }
    double low = evidence.intervalLow().orElseThrow();
    double high = evidence.intervalHigh().orElseThrow();
    boolean isTime = view == StreamView.TIME;
    double horizon = evidence.horizon().orElse(0);
    return new Looked(
        evidence.logPValue().getAsDouble(),
        isTime ? ratio(evidence.delta(), horizon) : evidence.delta(),
        isTime
            ? new Interval(ratio(low, horizon), ratio(high, horizon), Evidence.LEVEL)
            : new Interval(low, high, Evidence.LEVEL),
        isTime ? Scale.TIME_RATIO : Scale.DIFFERENCE,
        evidence.dispersion().orElse(Double.NaN),
        evidence.horizon().orElse(Looked.NO_HORIZON));
  }

  /** As {@code TimeLens} has it: at the horizon, an age being the middle of its day. */
  private static double ratio(double shift, double horizon) {
    return shift >= 0
        ? (horizon + 0.5) / (horizon - shift + 0.5)
        : (horizon + shift + 0.5) / (horizon + 0.5);
  }

  @Override
  public final Report report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata) {
    Definition definition =
        ClaimDefinitions.payerDrift()
            .withLookback(Windows.LOOKBACK)
            .withMetrics(metrics)
            .withStrata(strata)
            .withPolicy(DriftPolicy.controlled());
    Detection detection = detection(definition, customer, asOf);
    return new Report(
        detection.events().stream().map(Ours::event).toList(),
        detection.verdicts().stream().flatMap(Ours::tested).toList());
  }

  private static Stream<Found> tested(Verdict verdict) {
    return verdict.examination().evidence().stream()
        .filter(evidence -> evidence.logPValue().isPresent())
        .map(evidence -> tested(verdict, evidence));
  }

  private static Found event(DriftEvent event) {
    Interval interval = event.assessment().adjustedInterval().orElse(null);
    return found(event.segment(), event.metricId(), event.evidence(), interval);
  }

  private static Found tested(Verdict verdict, Evidence evidence) {
    double low = evidence.intervalLow().orElseThrow();
    double high = evidence.intervalHigh().orElseThrow();
    Interval interval = new Interval(low, high, Evidence.LEVEL);
    return found(verdict.segment(), verdict.metric().id(), evidence, interval);
  }

  /** As a difference, of times too. */
  private static Found found(
      Segment segment, String metricId, Evidence evidence, @Nullable Interval interval) {
    Looked looked =
        new Looked(
            evidence.logPValue().orElse(0),
            evidence.delta(),
            interval,
            Scale.DIFFERENCE,
            evidence.dispersion().orElse(Double.NaN),
            evidence.horizon().orElse(Looked.NO_HORIZON));
    return new Found(segment, metricId, evidence.view(), looked);
  }
}

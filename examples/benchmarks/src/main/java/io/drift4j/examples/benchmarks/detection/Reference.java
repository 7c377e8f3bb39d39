package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Definition;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.WindowPair;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.Interval;
import io.drift4j.stats.MannWhitneyTest;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;

/**
 * What leaves undecided claims out, as the reference does: tests of decided claims only, and of a
 * customer {@code thresholds()}; or only those, on windows that lie so far back that all is decided
 * by now, which they see.
 */
final class Reference implements Contender {

  private final int daysBack;

  private Reference(int daysBack) {
    this.daysBack = daysBack;
  }

  static Reference now() {
    return new Reference(0);
  }

  static Reference whenAllIsDecided() {
    return new Reference(60);
  }

  @Override
  public String name() {
    return daysBack == 0 ? "decided claims only" : "thresholds, all decided";
  }

  @Override
  public boolean sees(StreamView view) {
    return daysBack == 0 && view.lag == 0;
  }

  @Override
  public int mostRuns(GridCell cell) {
    return cell.printedRuns();
  }

  @Override
  public Look look(StreamView view, SortedSet<LocalDate> declaredClosed) {
    return switch (view) {
      case TIME -> Reference::times;
      case FAST -> Reference::shares;
      case BY_30, BY_60 -> throw new IllegalArgumentException("there is no view " + view);
    };
  }

  private static Looked times(SimulatedStream stream) {
    WindowPair windows = Windows.of(stream, StreamView.TIME);
    FrequencyTable baseline = stream.triangle(windows.baseline()).timeToEvent().events();
    FrequencyTable current = stream.triangle(windows.current()).timeToEvent().events();
    if (baseline.isEmpty() || current.isEmpty()) {
      return Looked.SKIPPED;
    }
    double logPValue = MannWhitneyTest.withDefaults().test(baseline, current).logPValue();
    return new Looked(logPValue, current.mean() / baseline.mean(), null, Scale.TIME_RATIO);
  }

  private static Looked shares(SimulatedStream stream) {
    WindowPair windows = Windows.of(stream, StreamView.FAST);
    return Plain.proportions(
        Shares.decided(stream, windows.baseline()), Shares.decided(stream, windows.current()));
  }

  @Override
  public Report report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata) {
    return new Report(
        reported(
            ClaimDefinitions.payerDrift()
                .withLookback(Windows.LOOKBACK)
                .withMetrics(metrics)
                .withPolicy(DriftPolicy.thresholds()),
            customer,
            asOf.minusDays(daysBack)),
        List.of());
  }

  /** The events of a run, as any policy reports them. */
  static List<Found> reported(Definition definition, SimulatedCustomer customer, LocalDate asOf) {
    Run run = Run.of(definition, "simulated", asOf, customer, 1);
    return DriftDetector.detect(definition, run, customer).events().stream()
        .map(
            event ->
                new Found(
                    event.segment(),
                    event.metricId(),
                    event.evidence().view(),
                    looked(event.evidence())))
        .toList();
  }

  /** Only of proportions is it known how large the change is. */
  private static Looked looked(Evidence evidence) {
    if (evidence.intervalLow().isEmpty() || evidence.intervalHigh().isEmpty()) {
      return Looked.SKIPPED;
    }
    Interval interval =
        new Interval(
            evidence.intervalLow().getAsDouble(), evidence.intervalHigh().getAsDouble(), 0.95);
    return new Looked(evidence.logPValue().orElse(0), evidence.delta(), interval, Scale.DIFFERENCE);
  }
}

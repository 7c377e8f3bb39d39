package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Definition;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.WindowPair;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.MannWhitneyTest;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;

/**
 * What leaves undecided claims out, as the reference does: tests of decided claims only, and of a
 * customer {@code thresholds()}.
 */
final class Reference implements Contender {

  @Override
  public String name() {
    return "decided claims only";
  }

  @Override
  public int mostRuns() {
    return 2_000;
  }

  @Override
  public Look look(StreamView view, SortedSet<LocalDate> declaredClosed) {
    return switch (view) {
      case TIME -> Reference::times;
      case FAST -> Reference::shares;
      case BY_30, BY_60 -> stream -> Looked.SKIPPED; // it has no such view
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
  public List<Found> report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata) {
    return reported(
        ClaimDefinitions.payerDrift()
            .withLookback(Windows.LOOKBACK)
            .withMetrics(metrics)
            .withPolicy(DriftPolicy.thresholds()),
        customer,
        asOf);
  }

  /** The events of a run. */
  static List<Found> reported(Definition definition, SimulatedCustomer customer, LocalDate asOf) {
    Run run = Run.of(definition, "simulated", asOf, customer, 1);
    return DriftDetector.detect(definition, run, customer).events().stream()
        .map(
            event ->
                new Found(
                    event.segment(), event.metricId(), event.evidence().view(), Looked.SKIPPED))
        .toList();
  }
}

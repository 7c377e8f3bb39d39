package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.WindowPair;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.LogRankTest;
import io.drift4j.stats.MannWhitneyTest;
import io.drift4j.stats.PearsonTest;
import io.drift4j.stats.TimeToEventTable;
import io.drift4j.stats.TwoProportions;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/**
 * The textbook's tests of what is known: log-rank with open claims, two proportions, ranks, as if
 * claims of one day had nothing in common.
 */
final class Plain implements Contender, Family.Tests {

  @Override
  public String name() {
    return "textbook";
  }

  @Override
  public int mostRuns(GridCell cell) {
    return cell.printedRuns();
  }

  @Override
  public Look look(StreamView view, SortedSet<LocalDate> declaredClosed) {
    return switch (view) {
      case TIME -> stream -> hazards(LogRankTest.withDefaults(), stream);
      case FAST ->
          stream ->
              hazards(LogRankTest.withDefaults().causeSpecific(SimulatedStream.DENIED), stream);
      case BY_30, BY_60 -> stream -> shares(view, stream);
    };
  }

  private static Looked hazards(LogRankTest test, SimulatedStream stream) {
    WindowPair windows = Windows.of(stream, StreamView.TIME);
    TimeToEventTable baseline = stream.triangle(windows.baseline()).timeToEvent();
    TimeToEventTable current = stream.triangle(windows.current()).timeToEvent();
    if (baseline.isEmpty() || current.isEmpty()) {
      return Looked.SKIPPED;
    }
    LogRankTest.Result result = test.test(baseline, current);
    return new Looked(result.logPValue(), result.hazardRatio(), null, Scale.HAZARD_RATIO);
  }

  private static Looked shares(StreamView view, SimulatedStream stream) {
    WindowPair windows = Windows.of(stream, view);
    return proportions(
        Shares.submitted(stream, windows.baseline(), view.lag),
        Shares.submitted(stream, windows.current(), view.lag));
  }

  static Looked proportions(long[] baseline, long[] current) {
    if (baseline[1] == 0 || current[1] == 0) {
      return Looked.SKIPPED;
    }
    TwoProportions data = new TwoProportions(baseline[0], baseline[1], current[0], current[1]);
    return new Looked(
        PearsonTest.withDefaults().test(data).logPValue(),
        data.difference(),
        null,
        Scale.DIFFERENCE);
  }

  @Override
  public Looked look(StreamView view, SimulatedStream stream, double level) {
    return look(view, Collections.emptySortedSet()).at(stream);
  }

  @Override
  public Looked amounts(SimulatedStream stream, double level) {
    WindowPair windows = Windows.of(stream, StreamView.TIME);
    var result =
        MannWhitneyTest.withDefaults()
            .test(
                stream.amounts(windows.baseline()).total(),
                stream.amounts(windows.current()).total());
    double distance = result.superiority() - 0.5;
    return new Looked(result.logPValue(), distance, null, Scale.DIFFERENCE);
  }

  @Override
  public Report report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata) {
    return new Family(this, Family.Materiality.AFTER).report(customer, metrics);
  }
}

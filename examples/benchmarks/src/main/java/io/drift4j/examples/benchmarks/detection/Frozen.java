package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.WindowPair;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.stats.DailyTables;
import io.drift4j.stats.FrozenCalibratedLogRankTest;
import io.drift4j.stats.FrozenPooledDispersionTest;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;

/**
 * Today's classes: the pooled dispersion and the calibrated log-rank as they were when {@code
 * DriftPolicy.controlled()} was begun. Of a customer: what is immaterial with p = 1, views by
 * Simes, then Benjamini and Hochberg at 5 % over the streams.
 */
final class Frozen implements Contender, Family.Tests {

  private static final double USUAL = 0.95;

  @Override
  public String name() {
    return "today's classes";
  }

  @Override
  public int mostRuns(GridCell cell) {
    return cell.isCompared() ? cell.runs() : cell.printedRuns();
  }

  @Override
  public Look look(StreamView view, SortedSet<LocalDate> declaredClosed) {
    return stream -> look(view, stream, USUAL);
  }

  @Override
  public Looked look(StreamView view, SimulatedStream stream, double level) {
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

  @Override
  public Looked amounts(SimulatedStream stream, double level) {
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
    return new Looked(
        result.logPValue(),
        result.difference(),
        result.interval(),
        Scale.DIFFERENCE,
        result.dispersion(),
        Looked.NO_HORIZON);
  }

  @Override
  public Report report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata) {
    return new Family(this, Family.Materiality.BEFORE).report(customer, metrics);
  }
}

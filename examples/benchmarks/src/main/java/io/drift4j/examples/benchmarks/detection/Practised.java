package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.Threshold;
import io.drift4j.Verdict;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.DoubleStream;

/**
 * {@code thresholds()} with all its thresholds multiplied by one factor, the smallest with which 5
 * % of what it reports of other customers of the cell are false. It sees windows of which almost
 * all is decided, 30 days back: open claims would be nothing but false.
 */
final class Practised implements Contender {

  private static final int DAYS_BACK = 30;
  private static final int CUSTOMERS = 40;
  private static final double FALSE = 0.05;
  private static final double STEP = 1.01;
  private static final double LARGEST = 1_000;

  private final double factor;

  private Practised(double factor) {
    this.factor = factor;
  }

  static Practised beginner() {
    return new Practised(1);
  }

  @Override
  public String name() {
    return "thresholds, cut moved until 5 % are false";
  }

  @Override
  public boolean takesPartIn(GridCell cell) {
    return cell.row().equals(GridRows.MANY_STREAMS);
  }

  @Override
  public Look look(StreamView view, SortedSet<LocalDate> declaredClosed) {
    throw new UnsupportedOperationException("takes part in cells of customers only");
  }

  /** What is scored at a factor or above is reported at it. */
  private record Scored(double score, boolean isFalse) {}

  @Override
  public Contender practised(CustomerCell cell) {
    List<List<Scored>> customers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      LocalDate asOf = StreamCell.asOf(i);
      CustomerCell.Drawn drawn = cell.other(asOf, i);
      customers.add(
          verdicts(drawn.customer(), asOf, cell.metrics()).stream()
              .map(verdict -> scored(verdict, drawn))
              .sorted(Comparator.comparingDouble(Scored::score).reversed())
              .toList());
    }
    return new Practised(factor(customers));
  }

  private static Scored scored(Verdict verdict, CustomerCell.Drawn drawn) {
    CustomerCell.Stream stream = new CustomerCell.Stream(verdict.segment(), verdict.metric().id());
    return new Scored(score(verdict), !drawn.drifted().contains(stream));
  }

  private static double factor(List<List<Scored>> customers) {
    return DoubleStream.iterate(1, factor -> factor < LARGEST, factor -> factor * STEP)
        .filter(factor -> meanFalseShare(customers, factor) <= FALSE)
        .findFirst()
        .orElse(LARGEST);
  }

  private static double meanFalseShare(List<List<Scored>> customers, double factor) {
    return customers.stream().mapToDouble(all -> falseShare(all, factor)).average().orElse(0);
  }

  private static double falseShare(List<Scored> all, double factor) {
    int reported = 0;
    int wrong = 0;
    while (reported < all.size() && all.get(reported).score >= factor) {
      wrong += all.get(reported).isFalse ? 1 : 0;
      reported++;
    }
    return (double) wrong / Math.max(1, reported);
  }

  private static List<Verdict> verdicts(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics) {
    Definition definition =
        ClaimDefinitions.payerDrift()
            .withLookback(Windows.LOOKBACK)
            .withMetrics(metrics)
            .withPolicy(DriftPolicy.thresholds());
    Run run = Run.of(definition, "simulated", asOf.minusDays(DAYS_BACK), customer, 1);
    Detection detection = DriftDetector.detect(definition, run, customer);
    return detection.verdicts();
  }

  /** By how much all thresholds may be multiplied so that one is still reached; 0 if skipped. */
  private static double score(Verdict verdict) {
    if (verdict.reason() != null) {
      return 0;
    }
    Threshold threshold = verdict.metric().threshold();
    Evidence evidence = verdict.evidence();
    double delta = Math.abs(evidence.delta());
    double relative =
        evidence.baselineValue() > 0 ? delta / evidence.baselineValue() / threshold.relative() : 0;
    return Math.max(delta / threshold.absolute(), relative);
  }

  @Override
  public Report report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata) {
    List<Found> events =
        verdicts(customer, asOf, metrics).stream()
            .filter(verdict -> score(verdict) >= factor)
            .map(Practised::found)
            .toList();
    return new Report(events, List.of());
  }

  private static Found found(Verdict verdict) {
    Looked looked = new Looked(0, verdict.evidence().delta(), null, Scale.DIFFERENCE);
    return new Found(verdict.segment(), verdict.metric().id(), verdict.evidence().view(), looked);
  }
}

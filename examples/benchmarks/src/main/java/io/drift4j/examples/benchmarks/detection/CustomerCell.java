package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.Segment;
import io.drift4j.examples.benchmarks.grid.GridSeed;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Customers with many segments, one a run: what is reported of them, after all corrections.
 *
 * @param row the row
 * @param name the cell
 * @param runs how many customers
 * @param customers what is drawn
 * @param metrics what is looked at
 * @param strata what is told apart and not reported
 * @param demands of ours, of the views {@link #EVENTS} and {@link #TESTED}
 */
record CustomerCell(
    String row,
    String name,
    int runs,
    Customers customers,
    List<Metric> metrics,
    List<String> strata,
    List<Demand> demands)
    implements GridCell {

  static final String EVENTS = "EVENTS";

  /** The view of all that was tested, whether or not it is reported. */
  static final String TESTED = "TESTED";

  private static final int PRINTED = 300;

  /** Draws a customer. */
  @FunctionalInterface
  interface Customers {
    Drawn draw(LocalDate asOf, long seed);
  }

  /**
   * A customer, and what is true of it.
   *
   * @param customer the claims
   * @param drifted the streams that have changed by as much as matters
   * @param truth how large the change of a stream is, NaN where that is not asked
   */
  record Drawn(SimulatedCustomer customer, Set<Stream> drifted, Truth truth) {}

  /** A segment and a metric. */
  record Stream(Segment segment, String metricId) {}

  /** How large a change is. */
  @FunctionalInterface
  interface Truth {
    double of(Stream stream, String view, Looked looked);
  }

  @Override
  public int printedRuns() {
    return PRINTED;
  }

  @Override
  public CellResult simulate(List<Contender> contenders, double shareOfRuns) {
    CellResult result = new CellResult(id());
    int all = (int) Math.max(1, runs * shareOfRuns);
    List<Contender> practised =
        contenders.stream()
            .filter(contender -> contender.takesPartIn(this))
            .map(contender -> contender.practised(this))
            .toList();
    for (int run = 0; run < all; run++) {
      LocalDate asOf = StreamCell.asOf(run);
      Drawn drawn = customers.draw(asOf, GridSeed.of(id(), run));
      for (Contender contender : practised) {
        if (run < contender.mostRuns(this) * shareOfRuns) {
          count(drawn, contender.report(drawn.customer, asOf, metrics, strata), contender, result);
        }
      }
    }
    return result;
  }

  /** Customers like those of the cell, and none of them. */
  Drawn other(LocalDate asOf, int run) {
    return customers.draw(asOf, GridSeed.of(id() + ", to practise", run));
  }

  private static void count(
      Drawn drawn, Contender.Report report, Contender contender, CellResult result) {
    Tally tally = result.tally(contender, EVENTS);
    Set<Stream> reported = new HashSet<>();
    int wrong = 0;
    for (Found event : report.events()) {
      reported.add(event.stream());
      wrong += drawn.drifted.contains(event.stream()) ? 0 : 1;
    }
    int found = (int) drawn.drifted.stream().filter(reported::contains).count();
    tally.addCustomer(report.events().size(), wrong, drawn.drifted.size(), found);
    cover(drawn, report.events(), tally);
    cover(drawn, report.tested(), result.tally(contender, TESTED));
  }

  private static void cover(Drawn drawn, List<Found> all, Tally tally) {
    for (Found one : all) {
      double truth = drawn.truth.of(one.stream(), one.view(), one.looked());
      if (one.looked().interval() != null && !Double.isNaN(truth)) {
        tally.addInterval(one.looked().interval().contains(truth));
      }
    }
  }
}

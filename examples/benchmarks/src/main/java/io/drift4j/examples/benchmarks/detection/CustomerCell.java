package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.Segment;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
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
 * @param demands of ours, of the view {@link #EVENTS}
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
    double of(Stream stream, String view, Scale scale);
  }

  @Override
  public CellResult simulate(List<Contender> contenders, double shareOfRuns) {
    CellResult result = new CellResult(id());
    int all = (int) Math.max(1, runs * shareOfRuns);
    for (int run = 0; run < all; run++) {
      LocalDate asOf = StreamCell.asOf(run);
      Drawn drawn = customers.draw(asOf, GridCell.seed(id(), run));
      for (Contender contender : contenders) {
        count(
            drawn,
            contender.report(drawn.customer, asOf, metrics, strata),
            result.tally(contender, EVENTS));
      }
    }
    return result;
  }

  private static void count(Drawn drawn, List<Found> events, Tally tally) {
    Set<Stream> reported = new HashSet<>();
    int wrong = 0;
    for (Found event : events) {
      Stream stream = new Stream(event.segment(), event.metricId());
      reported.add(stream);
      wrong += drawn.drifted.contains(stream) ? 0 : 1;
      double truth = drawn.truth.of(stream, event.view(), event.looked().scale());
      if (event.looked().interval() != null && !Double.isNaN(truth)) {
        tally.addInterval(event.looked().interval().contains(truth));
      }
    }
    int found = (int) drawn.drifted.stream().filter(reported::contains).count();
    tally.addCustomer(events.size(), wrong, drawn.drifted.size(), found);
  }
}

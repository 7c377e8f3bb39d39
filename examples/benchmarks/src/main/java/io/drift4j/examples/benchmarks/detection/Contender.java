package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Somebody who detects drift: by one look at one stream, and in a customer with everything that
 * comes after. To put another one into the grid, implement this and name it in {@link
 * DetectionGrid#CONTENDERS}.
 */
interface Contender {

  /** What it says of a customer: the events, and all that it tested. */
  record Report(List<Found> events, List<Found> tested) {}

  /** What the table calls it. */
  String name();

  /** Whether the demands of the grid are made of it; others are printed beside. */
  default boolean isOurs() {
    return false;
  }

  /** Whether it has anything to say of a cell. */
  default boolean takesPartIn(GridCell cell) {
    return true;
  }

  /** Runs beyond are not worth their time, of all; of a share of the runs, the same share. */
  default int mostRuns(GridCell cell) {
    return Integer.MAX_VALUE;
  }

  /** As it is after practice on other customers of a cell, where it needs any. */
  default Contender practised(CustomerCell cell) {
    return this;
  }

  /** Whether it has a view. */
  default boolean sees(StreamView view) {
    return true;
  }

  /**
   * Its looks at views that it has, of streams of one as-of day that have nothing to do with each
   * other, with days declared on which the payers were closed.
   */
  default List<Map<StreamView, Looked>> look(
      List<SimulatedStream> streams, List<StreamView> views, SortedSet<LocalDate> declaredClosed) {
    Map<StreamView, Look> looks = new EnumMap<>(StreamView.class);
    views.forEach(view -> looks.put(view, look(view, declaredClosed)));
    return streams.stream().map(stream -> looked(stream, looks)).toList();
  }

  private static Map<StreamView, Looked> looked(
      SimulatedStream stream, Map<StreamView, Look> looks) {
    Map<StreamView, Looked> looked = new EnumMap<>(StreamView.class);
    looks.forEach((view, look) -> looked.put(view, look.at(stream)));
    return looked;
  }

  /** Its look at one view. */
  Look look(StreamView view, SortedSet<LocalDate> declaredClosed);

  /** What it says of a customer, with the strata that it is told. */
  Report report(
      SimulatedCustomer customer, LocalDate asOf, List<Metric> metrics, List<String> strata);
}

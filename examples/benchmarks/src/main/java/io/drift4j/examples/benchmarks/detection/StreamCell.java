package io.drift4j.examples.benchmarks.detection;

import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.examples.benchmarks.grid.GridSeed;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Streams by themselves, which all contenders and views share.
 *
 * @param row the row
 * @param name the cell
 * @param runs how many streams
 * @param claims what is drawn, by the as-of day
 * @param declares whether the payer's closed days are declared
 * @param views what is looked at
 * @param truth how large the change is, for coverage; NaN where that is not asked
 * @param dispersion the true φ of single days in the view by day 60, NaN where that is not asked
 * @param demands of ours
 */
record StreamCell(
    String row,
    String name,
    int runs,
    Function<LocalDate, SimulatedClaims> claims,
    boolean declares,
    List<StreamView> views,
    Truth truth,
    double dispersion,
    List<Demand> demands)
    implements GridCell {

  /** All denial views of a stream together. */
  static final String DENIAL = "DENIAL";

  /** A year, the current window, and the days that the slowest view waits. */
  static final int DAYS = 364 + 14 + 60;

  private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);
  private static final int PRINTED = 1_000;
  private static final int WALK = 91; // as-of days: all weekdays, and three ends of months
  private static final int TOGETHER = 8; // streams that are looked at in one run

  /** How large a change is. */
  @FunctionalInterface
  interface Truth {
    Truth UNKNOWN = (view, looked) -> Double.NaN;

    /** Nothing has changed. */
    Truth NONE = (view, looked) -> looked.scale() == Scale.DIFFERENCE ? 0 : 1;

    double of(StreamView view, Looked looked);
  }

  static LocalDate asOf(int run) {
    return FIRST.plusDays(run % WALK);
  }

  @Override
  public int printedRuns() {
    return PRINTED;
  }

  @Override
  public CellResult simulate(List<Contender> contenders, double shareOfRuns) {
    CellResult result = new CellResult(id());
    int all = (int) Math.max(1, runs * shareOfRuns);
    List<Contender> takingPart =
        contenders.stream().filter(contender -> contender.takesPartIn(this)).toList();
    for (int first = 0; first < all; first += WALK * TOGETHER) {
      for (int run = first; run < Math.min(all, first + WALK); run++) {
        int[] runs = IntStream.iterate(run, i -> i < all, i -> i + WALK).limit(TOGETHER).toArray();
        simulate(takingPart, runs, shareOfRuns, result);
      }
    }
    return result;
  }

  private void simulate(
      List<Contender> contenders, int[] runs, double shareOfRuns, CellResult result) {
    LocalDate asOf = asOf(runs[0]);
    SimulatedClaims drawn = claims.apply(asOf);
    List<SimulatedStream> streams =
        Arrays.stream(runs)
            .mapToObj(run -> drawn.draw(asOf, DAYS, GridSeed.of(id(), run)))
            .toList();
    for (Contender contender : contenders) {
      double most = contender.mostRuns(this) * shareOfRuns;
      int seen = (int) Arrays.stream(runs).filter(run -> run < most).count();
      if (seen > 0) {
        look(
            contender,
            streams.subList(0, seen),
            declares ? drawn.closed() : new TreeSet<>(),
            result);
      }
    }
  }

  private void look(
      Contender contender,
      List<SimulatedStream> streams,
      SortedSet<LocalDate> closed,
      CellResult result) {
    List<StreamView> seen = views.stream().filter(contender::sees).toList();
    contender.look(streams, seen, closed).forEach(all -> tally(contender, seen, all, result));
  }

  private void tally(
      Contender contender, List<StreamView> seen, Map<StreamView, Looked> all, CellResult result) {
    List<Double> denials = new ArrayList<>();
    for (StreamView view : seen) {
      Looked looked = Objects.requireNonNull(all.get(view));
      result.tally(contender, view.name()).add(looked, truth.of(view, looked));
      if (view == StreamView.BY_60
          && !Double.isNaN(dispersion)
          && !Double.isNaN(looked.dispersion())) {
        result.tally(contender, view.name()).addDispersion(looked.dispersion(), dispersion);
      }
      if (StreamView.DENIAL.contains(view) && looked.isTested()) {
        denials.add(looked.logPValue());
      }
    }
    if (views.containsAll(StreamView.DENIAL)
        && StreamView.DENIAL.stream().allMatch(contender::sees)) {
      double[] logPValues = denials.stream().mapToDouble(Double::doubleValue).toArray();
      result.tally(contender, DENIAL).add(logPValues.length > 0, Simes.combine(logPValues));
    }
  }
}

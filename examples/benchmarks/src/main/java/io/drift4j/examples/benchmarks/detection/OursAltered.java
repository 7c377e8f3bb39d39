package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Comparison;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Ours with one thing done otherwise, printed in the cells where that thing matters. */
final class OursAltered extends Ours {

  private static final int YEAR = 364;
  private static final int NINETY = 90;

  private final String what;
  private final Predicate<GridCell> where;
  private final Lookback lookback;
  private final Altering altering;

  private interface Altering {
    DriftPolicy of(DriftPolicy usual, SortedSet<LocalDate> declaredClosed);
  }

  private OursAltered(
      String what, Predicate<GridCell> where, Lookback lookback, Altering altering) {
    this.what = what;
    this.where = where;
    this.lookback = lookback;
    this.altering = altering;
  }

  /** Dispersion is learned from the baseline of 90 days alone. */
  static Contender withoutAYear() {
    return new OursAltered(
        "controlled(), 90 days",
        cell -> isOf(cell, GridRows.HARDER) || isOf(cell, GridRows.CLOSED) || cell.isCompared(),
        Windows.LOOKBACK,
        (usual, closed) -> new AlteredPolicy(usual, true, NINETY, UnaryOperator.identity()));
  }

  /** The current window is compared with the mean of a year. */
  static Contender withTheYear() {
    return new OursAltered(
        "controlled(), mean of the year",
        cell -> cell.name().contains("season") || cell.name().contains("trend"),
        Lookback.ofDays(YEAR, 14),
        (usual, closed) -> usual);
  }

  /** Closed days that nobody declares are days like others. */
  static Contender withoutLookingForClosedDays() {
    return new OursAltered(
        "controlled(), closed days not looked for",
        cell -> cell.name().contains(", found") || cell.name().contains("1.3 times as long"),
        Windows.LOOKBACK,
        (usual, closed) -> new AlteredPolicy(usual, false, YEAR, UnaryOperator.identity()));
  }

  /** The declared days are left out, and not what was left for the day after. */
  static Contender leavingOutTheDayAlone() {
    return new OursAltered(
        "controlled(), the closed day alone left out",
        cell -> cell.name().contains(", declared"),
        Windows.LOOKBACK,
        (usual, closed) ->
            new AlteredPolicy(usual, false, YEAR, comparison -> only(closed, comparison)));
  }

  private static boolean isOf(GridCell cell, String row) {
    return cell.row().equals(row);
  }

  private static Comparison only(SortedSet<LocalDate> days, Comparison seen) {
    SortedSet<LocalDate> left = new TreeSet<>(seen.closedDays());
    left.retainAll(days);
    return new Comparison(
        seen.metric(),
        seen.segment(),
        seen.view(),
        seen.baseline(),
        seen.current(),
        seen.history(),
        left,
        seen.companions());
  }

  @Override
  public String name() {
    return what;
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public boolean takesPartIn(GridCell cell) {
    return cell instanceof StreamCell && where.test(cell);
  }

  @Override
  public int mostRuns(GridCell cell) {
    return cell.printedRuns();
  }

  @Override
  DriftPolicy policy(SortedSet<LocalDate> declaredClosed) {
    return altering.of(super.policy(declaredClosed), declaredClosed);
  }

  @Override
  Lookback lookback() {
    return lookback;
  }
}

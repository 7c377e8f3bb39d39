package io.drift4j.examples.benchmarks.monitoring;

import static io.drift4j.examples.benchmarks.monitoring.NightlyView.BY_30;
import static io.drift4j.examples.benchmarks.monitoring.NightlyView.BY_60;
import static io.drift4j.examples.benchmarks.monitoring.NightlyView.FAST;
import static io.drift4j.examples.benchmarks.monitoring.NightlyView.TIME;

import io.drift4j.simulation.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of the table, cell by cell, the most important first. */
final class MonitoringRows {

  private static final int PARTS = 12;
  private static final int YEARS = 250; // of a part
  private static final int CHANGES = 200;
  private static final int CUSTOMERS = 4;
  private static final double[] RHOS = {0, 0.01};

  /** Days that are waited, beyond the lag of the view. */
  private static final int WAIT = 150;

  private final List<MonitoringCell> cells = new ArrayList<>();

  private MonitoringRows() {}

  static List<MonitoringCell> all() {
    MonitoringRows rows = new MonitoringRows();
    rows.nothing();
    rows.denials();
    rows.slowdowns();
    rows.wholeNights();
    return rows.cells;
  }

  /** Part by part, so that a grid that is stopped early has something of all of them. */
  private void nothing() {
    for (int part = 0; part < PARTS; part++) {
      for (double autocorrelation : new double[] {0.5, 0.8, 0}) {
        for (double rho : new double[] {0.01, 0.05}) {
          cells.add(new NothingCell(rho, autocorrelation, part, YEARS));
        }
      }
      cells.add(new NothingCell(0, 0, part, YEARS));
    }
  }

  private void denials() {
    List<List<NightlyView>> readings =
        List.of(List.of(BY_30), List.of(BY_60), List.of(FAST), List.of(BY_30, BY_60, FAST));
    for (double rho : RHOS) {
      denials(20, rho, 0.20, readings);
      denials(20, rho, 0.15, readings);
      denials(100, rho, 0.15, readings);
      denials(5, rho, 0.20, readings);
    }
  }

  private void denials(double claims, double rho, double to, List<List<NightlyView>> readings) {
    Behaviour usual = Behaviour.of(claims);
    int nights = WAIT + BY_60.lag;
    cells.add(
        new ChangeCell(
            String.format(
                Locale.ROOT,
                "%s a day, ρ %s, denials 10 → %d %%",
                Simulated.text(claims),
                Simulated.text(rho),
                Math.round(100 * to)),
            Simulated.usual(usual, rho, 0).changingFor(nights, usual.withDenialRate(to)),
            readings,
            nights,
            CHANGES));
  }

  private void slowdowns() {
    for (double rho : RHOS) {
      for (double claims : new double[] {20, 5}) {
        Behaviour usual = Behaviour.of(claims);
        cells.add(
            new ChangeCell(
                Simulated.text(claims)
                    + " a day, ρ "
                    + Simulated.text(rho)
                    + ", decisions take 1.3 times as long",
                Simulated.usual(usual, rho, 0).changingFor(WAIT, usual.slowedBy(1.3)),
                List.of(List.of(TIME)),
                WAIT,
                CHANGES));
      }
    }
  }

  /** What changes on the first day, and what it is on another one. */
  private void wholeNights() {
    Behaviour usual = Behaviour.of(20);
    Behaviour denying = usual.withDenialRate(0.2);
    wholeNights("all slows by 1.3, no denial changes", 60, usual.slowedBy(1.3), 60, usual);
    wholeNights("denials 10 → 20 %, for good", 200, denying, 200, denying);
    wholeNights("denials 10 → 20 %, for 90 days", 250, denying, 90, usual);
    wholeNights(
        "denials 10 → 20 → 30 % after 90 days", 180, denying, 90, usual.withDenialRate(0.3));
  }

  private void wholeNights(String name, int nights, Behaviour first, int then, Behaviour second) {
    cells.add(
        new EpisodesCell(
            name + ", 20 a day, ρ 0.01",
            Simulated.usual(Behaviour.of(20), 0.01, 0)
                .changingFor(nights, first)
                .changingFor(nights - then, second),
            nights,
            then,
            CUSTOMERS));
  }
}

package io.drift4j.examples.benchmarks.monitoring;

import static io.drift4j.examples.benchmarks.monitoring.NightlyView.BY_30;
import static io.drift4j.examples.benchmarks.monitoring.NightlyView.BY_60;
import static io.drift4j.examples.benchmarks.monitoring.NightlyView.FAST;
import static io.drift4j.examples.benchmarks.monitoring.NightlyView.TIME;

import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rows of the table, cell by cell, the most important first. */
final class MonitoringRows {

  private static final int PARTS = 12;
  private static final int PARTS_THAT_GROW = 4;
  private static final int YEARS = 250; // of a part
  private static final int CHANGES = 200;
  private static final int CUSTOMERS = 10;
  private static final int MANY_CUSTOMERS = 20;
  private static final EpisodesCell.Payers ALL_CHANGE = new EpisodesCell.Payers(4, 0);
  private static final EpisodesCell.Payers ONE_CHANGES = new EpisodesCell.Payers(1, 40);

  private static final EpisodesCell.Payers NONE_CHANGES = new EpisodesCell.Payers(0, 40);
  private static final int NIGHTS_OF_A_YEAR = 365;
  private static final int CUSTOMERS_WITH_HOLIDAYS = 8;
  private static final LocalDate OUTAGE = LocalDate.of(2026, 2, 11); // a Wednesday
  private static final List<MonthDay> HOLIDAYS =
      Stream.of(
              "--01-01", "--01-19", "--02-16", "--05-25", "--06-19", "--07-03", "--09-07",
              "--10-12", "--11-26", "--12-25")
          .map(MonthDay::parse)
          .toList();

  /** ρ, and the lag-1 autocorrelation of the day's effect, which there is with ρ only. */
  private static final double[][] DAYS = {{0, 0}, {0.01, 0}, {0.01, 0.5}};

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
    rows.oneOfManyPayers();
    rows.closedDays();
    return rows.cells;
  }

  /** Part by part, so that a grid that is stopped early has something of all of them. */
  private void nothing() {
    for (int part = 0; part < PARTS; part++) {
      for (double autocorrelation : new double[] {0.5, 0.8, 0}) {
        for (double rho : new double[] {0.01, 0.05}) {
          cells.add(new NothingCell(rho, autocorrelation, false, part, YEARS));
        }
      }
      cells.add(new NothingCell(0, 0, false, part, YEARS));
    }
    for (int part = 0; part < PARTS_THAT_GROW; part++) {
      cells.add(new NothingCell(0.01, 0, true, part, YEARS));
      cells.add(new NothingCell(0.01, 0.5, true, part, YEARS));
    }
  }

  private void denials() {
    List<List<NightlyView>> readings =
        List.of(List.of(BY_30), List.of(BY_60), List.of(FAST), List.of(BY_30, BY_60, FAST));
    for (double[] days : DAYS) {
      denials(20, days, 0.20, readings);
      denials(20, days, 0.15, readings);
      denials(100, days, 0.15, readings);
      denials(5, days, 0.20, readings);
    }
  }

  /** As its name has it: nothing of an autocorrelation that there is not. */
  private static String text(double claims, double[] days) {
    return Simulated.text(claims)
        + " a day, ρ "
        + Simulated.text(days[0])
        + (days[1] > 0 ? ", ac " + Simulated.text(days[1]) : "");
  }

  private void denials(double claims, double[] days, double to, List<List<NightlyView>> readings) {
    Behaviour usual = Behaviour.of(claims);
    int nights = WAIT + BY_60.lag;
    cells.add(
        new ChangeCell(
            text(claims, days) + ", denials 10 → " + Math.round(100 * to) + " %",
            Simulated.usual(usual, days[0], days[1]).changingFor(nights, usual.withDenialRate(to)),
            readings,
            nights,
            CHANGES));
  }

  private void slowdowns() {
    for (double[] days : DAYS) {
      for (double claims : new double[] {20, 5}) {
        Behaviour usual = Behaviour.of(claims);
        cells.add(
            new ChangeCell(
                text(claims, days) + ", decisions take 1.3 times as long",
                Simulated.usual(usual, days[0], days[1]).changingFor(WAIT, usual.slowedBy(1.3)),
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
    wholeNights("denials 10 → 15 %, for good", 200, usual.withDenialRate(0.15), 200, usual);
    wholeNights(
        "decisions take 1.3, then 1.7 times as long after 60 days",
        150,
        usual.slowedBy(1.3),
        90,
        usual.slowedBy(1.7));
    wholeNights(
        "decisions take 1.3 times as long, for 90 days", 180, usual.slowedBy(1.3), 90, usual);
    for (double rate : new double[] {0.35, 0.4}) {
      wholeNights(
          "denials 10 → 20 → " + Math.round(100 * rate) + " % after 90 days",
          180,
          denying,
          90,
          usual.withDenialRate(rate));
    }
  }

  private void wholeNights(String name, int nights, Behaviour first, int then, Behaviour second) {
    cells.add(
        new EpisodesCell(
            name + ", 20 a day, ρ 0.01",
            Simulated.usual(Behaviour.of(20), 0.01, 0)
                .changingFor(nights, first)
                .changingFor(nights - then, second),
            Simulated.usual(Behaviour.of(20), 0.01, 0),
            ALL_CHANGE,
            nights,
            then,
            CUSTOMERS));
  }

  /** As it was tried on the thresholds, which tell of 70 of these nights and of 40 other payers. */
  private void oneOfManyPayers() {
    Behaviour usual = Behaviour.of(20);
    SimulatedClaims steady = Simulated.usual(usual, 0.01, 0);
    cells.add(
        new EpisodesCell(
            "denials 10 → 25 % of one of 41 payers, 89 nights, 20 a day, ρ 0.01",
            steady.changingFor(89, usual.withDenialRate(0.25)),
            steady,
            ONE_CHANGES,
            89,
            89,
            MANY_CUSTOMERS));
  }

  /** Ten holidays of every year, and in the year that is looked at one day without claims. */
  private void closedDays() {
    for (double autocorrelation : new double[] {0, 0.5}) {
      SimulatedClaims closing =
          Simulated.usual(Behaviour.of(20), 0.01, autocorrelation).withClosed(closed());
      cells.add(
          new EpisodesCell(
              text(20, new double[] {0.01, autocorrelation})
                  + ", nothing changes, ten holidays a year and an outage, 40 payers, 365 nights",
              closing,
              closing,
              NONE_CHANGES,
              NIGHTS_OF_A_YEAR,
              NIGHTS_OF_A_YEAR,
              CUSTOMERS_WITH_HOLIDAYS));
    }
  }

  private static List<LocalDate> closed() {
    List<LocalDate> days = new ArrayList<>();
    days.add(OUTAGE);
    for (int year = OUTAGE.getYear() - 2; year <= OUTAGE.getYear() + 1; year++) {
      for (MonthDay holiday : HOLIDAYS) {
        days.add(holiday.atYear(year));
      }
    }
    return days;
  }
}

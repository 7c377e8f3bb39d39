package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Metric;
import io.drift4j.Segment;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.examples.benchmarks.detection.CustomerCell.Drawn;
import io.drift4j.examples.benchmarks.detection.Looked.Scale;
import io.drift4j.examples.benchmarks.detection.StreamCell.Truth;
import io.drift4j.examples.benchmarks.detection.Tally.Count;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.SimulatedStream;
import io.drift4j.simulation.Timing;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of the table, cell by cell. */
final class GridRows {

  private static final int MANY = 20_000;
  private static final int RUNS = 4_000;
  private static final int CURRENT = 14;

  private static final double[] RATES = {5, 20, 100};
  private static final double[] RHOS = {0, 0.01, 0.05};
  static final String HARDER = "harder";
  static final String CLOSED = "closed days";
  static final String MANY_STREAMS = "200 segments × 3 metrics, 10 % drift";
  private static final String POPULATION = "population";
  private static final Timing PAID = new Timing(12, 0.5);

  private final List<GridCell> cells = new ArrayList<>();

  private GridRows() {}

  static List<GridCell> all() {
    GridRows rows = new GridRows();
    rows.nothingInCustomers();
    rows.nothingInStreams();
    rows.nothingInSparseStreams();
    rows.power();
    rows.harder();
    rows.closedDays();
    rows.slowdownWithoutDenials();
    rows.coverage();
    rows.manyStreams();
    rows.immaterial();
    rows.mix();
    return rows.cells;
  }

  private static String text(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String name(double rate, double rho, String more) {
    return String.format(Locale.ROOT, "%s a day, ρ %s, %s", text(rate), text(rho), more);
  }

  private static Behaviour behaviour(double rate, Timing paid, Timing denied) {
    return Behaviour.of(rate).withTimes(paid, denied);
  }

  private static List<Demand> sizes(List<StreamView> views, double at001) {
    List<Demand> demands = new ArrayList<>();
    for (StreamView view : views) {
      demands.add(Demand.atMost(view.name(), Count.AT_05, 0.065));
      demands.add(Demand.atMost(view.name(), Count.AT_001, at001));
    }
    return demands;
  }

  // ---- nothing drifts

  /** Decision time, the fast view and denied by age on the same draws. */
  private void nothingInStreams() {
    List<Timing[]> pairs =
        List.of(
            new Timing[] {PAID, new Timing(20, 0.5)},
            new Timing[] {new Timing(14, 0.5), new Timing(8, 0.5)});
    for (Timing[] pair : pairs) {
      for (double rate : new double[] {5, 20, 50, 100, 200}) {
        for (double rho : new double[] {0, 0.002, 0.01, 0.05}) {
          SimulatedClaims claims =
              SimulatedClaims.of(behaviour(rate, pair[0], pair[1])).withRho(rho);
          String times =
              "denials " + text(pair[1].median()) + " v approvals " + text(pair[0].median());
          boolean isPrinted = rate == 50 || rate == 200;
          boolean isMany = !isPrinted && (rho == 0 || rho == 0.05);
          nothing(
              name(rate, rho, times + ", every day"),
              isMany ? MANY : RUNS,
              claims,
              isPrinted,
              rate >= 20
                  ? 1 + rho * rate
                  : Double.NaN); // of a Poisson number, almost all by day 60
          nothing(
              name(rate, rho, times + ", no weekend decisions"),
              RUNS,
              claims.withWeekendVolume(0.3).withoutWeekendDecisions(),
              isPrinted,
              Double.NaN);
          nothing(
              name(rate, rho, times + ", decision-day shocks"),
              RUNS,
              claims.withDecisionDayShocks(0.3),
              isPrinted,
              Double.NaN);
        }
      }
    }
  }

  private void nothing(
      String name, int runs, SimulatedClaims claims, boolean isPrinted, double dispersion) {
    List<Demand> demands = new ArrayList<>();
    if (!isPrinted) {
      demands.addAll(sizes(StreamView.ALL, 0.0015));
    }
    if (!Double.isNaN(dispersion)) {
      demands.add(
          Demand.atLeast(StreamView.BY_60.name(), Count.DISPERSIONS_NEAR, 0.9)
              .of(Count.DISPERSIONS));
    }
    cells.add(
        new StreamCell(
            "nothing drifts",
            name,
            runs,
            asOf -> claims,
            false,
            StreamView.ALL,
            Truth.NONE,
            dispersion,
            demands));
  }

  private void nothingInSparseStreams() {
    for (double rho : new double[] {0, 0.002, 0.01, 0.05}) {
      SimulatedClaims claims = SimulatedClaims.of(Behaviour.of(0.5)).withRho(rho);
      cells.add(
          new StreamCell(
              "nothing drifts",
              name(0.5, rho, "every day"),
              rho == 0 || rho == 0.05 ? MANY : RUNS,
              asOf -> claims,
              false,
              StreamView.BY_AGE,
              Truth.NONE,
              Double.NaN,
              sizes(StreamView.BY_AGE, 0.0015)));
    }
  }

  // ---- something drifts

  private void power() {
    for (double rho : RHOS) {
      for (double rate : new double[] {5, 20, 50, 100}) {
        for (Timing denied : List.of(new Timing(20, 0.5), new Timing(8, 0.5))) {
          for (double to : new double[] {0.15, 0.20}) {
            denials(rate, rho, denied, to);
          }
        }
        slowdown(rate, rho, 1.3);
        slowdown(rate, rho, 1.5);
      }
    }
  }

  /** The change is as old as the window of each view, so that all see 14 days of it. */
  private void denials(double rate, double rho, Timing denied, double to) {
    Behaviour usual = behaviour(rate, PAID, denied);
    for (StreamView view : StreamView.DENIAL) {
      SimulatedClaims claims =
          SimulatedClaims.of(usual)
              .withRho(rho)
              .changingFor(CURRENT + view.lag, usual.withDenialRate(to));
      List<Demand> demands = new ArrayList<>();
      demands.add(Demand.ofTodays(view.name(), Count.AT_05, 0.9));
      demands.add(Demand.ofTodays(view.name(), Count.AT_001, 0.75));
      if (rate == 50 && to == 0.20 && rho <= 0.01) {
        demands.add(Demand.ofTodays(view.name(), Count.AT_160, 0.9));
      }
      boolean isQuick = view == StreamView.FAST && denied.median() == 8;
      if (rate == 50 && to == 0.20 && rho <= 0.01 && isQuick) {
        demands.add(Demand.atLeast(view.name(), Count.AT_05, 0.9));
      }
      String change =
          String.format(
              Locale.ROOT,
              "denials of %s d 10 → %d %% seen %s",
              text(denied.median()),
              Math.round(100 * to),
              view);
      cells.add(
          new StreamCell(
              "a change is found",
              name(rate, rho, change),
              RUNS,
              asOf -> claims,
              false,
              List.of(view),
              difference(denied, 0.10, to),
              Double.NaN,
              demands));
    }
  }

  private static Truth difference(Timing denied, double from, double to) {
    return (view, looked) ->
        looked.scale() == Scale.DIFFERENCE && age(view, looked) >= 0
            ? (to - from) * denied.decidedBy(age(view, looked))
            : Double.NaN;
  }

  /** By which it is asked whether claims are denied; below 0 where that is not said. */
  private static int age(StreamView view, Looked looked) {
    return view.lag > 0 ? view.lag : looked.horizon();
  }

  private void slowdown(double rate, double rho, double factor) {
    Behaviour usual = Behaviour.of(rate);
    SimulatedClaims claims =
        SimulatedClaims.of(usual).withRho(rho).changingFor(CURRENT, usual.slowedBy(factor));
    String time = StreamView.TIME.name();
    List<Demand> demands = new ArrayList<>();
    if (factor == 1.3) {
      demands.add(Demand.ofTodays(time, Count.AT_05, 0.9));
      demands.add(Demand.ofTodays(time, Count.AT_001, 0.95));
      if (rate == 20 && rho <= 0.01) {
        demands.add(Demand.atLeast(time, Count.AT_05, 0.95));
      }
    }
    cells.add(
        new StreamCell(
            "a change is found",
            name(rate, rho, "decisions take " + factor + " times as long"),
            RUNS,
            asOf -> claims,
            false,
            List.of(StreamView.TIME),
            (view, looked) -> looked.scale() == Scale.TIME_RATIO ? factor : Double.NaN,
            Double.NaN,
            demands));
  }

  /** The slowdown is as old as the window of each view. */
  private void slowdownWithoutDenials() {
    for (StreamView view : StreamView.DENIAL) {
      for (double denied : new double[] {8, 20}) {
        for (double rate : new double[] {20, 100}) {
          Behaviour usual = behaviour(rate, PAID, new Timing(denied, 0.5));
          SimulatedClaims claims =
              SimulatedClaims.of(usual)
                  .withRho(0.01)
                  .changingFor(CURRENT + view.lag, usual.slowedBy(1.3));
          cells.add(
              new CustomerCell(
                  "all slows, no denial changes: a denial event",
                  name(rate, 0.01, "denials " + text(denied) + " d, seen " + view),
                  RUNS,
                  (asOf, seed) -> slowed(claims.draw(asOf, StreamCell.DAYS, seed)),
                  List.of(ClaimMetrics.DENIAL_RATE, ClaimMetrics.DECISION_TIME),
                  List.of(),
                  List.of(
                      Demand.atMost(
                          CustomerCell.EVENTS,
                          Count.FALSE_EVENTS,
                          view == StreamView.BY_60 ? 0.02 : 0.05))));
        }
      }
    }
  }

  /** Only an event of the denial rate is false. */
  private static Drawn slowed(SimulatedStream stream) {
    return new Drawn(
        new SimulatedCustomer().add(segment(0), stream),
        Set.of(new CustomerCell.Stream(segment(0), ClaimMetrics.DECISION_TIME.id())),
        GridRows::unknown);
  }

  // ---- harder

  private void harder() {
    harder("volume doubles", c -> c, b -> b.withVolumeTimes(2), 0.003);
    harder("AR(1) .7 of days, 10 %", c -> c.withAutocorrelation(0.7, 0.1), b -> b, 0.003);
    harder(
        "weekly season",
        c -> c.withWeeklySeason(0.4).withWeekendVolume(0.3).withoutWeekendDecisions(),
        b -> b,
        0.003);
    harder("month-end batches", SimulatedClaims::withMonthEndBatches, b -> b, 0.003);
    harder("each claim twice", SimulatedClaims::withEachTwice, b -> b, 0.003);
    harder("yearly season of 20 %", c -> c.withYearlySeason(0.2), b -> b, 1);
    harder("trend of 20 % a year", c -> c.withTrend(0.2), b -> b, 1);
    for (double rate : RATES) {
      for (double rho : RHOS) {
        harder(
            name(rate, rho, "heavy tails, 10 % never decided"),
            asOf ->
                SimulatedClaims.of(
                        behaviour(rate, new Timing(12, 1.5), new Timing(20, 1.5))
                            .withNeverDecided(0.1))
                    .withRho(rho),
            false,
            0.003);
        harder(
            name(rate, rho, "denials 3 v approvals 20"),
            asOf ->
                SimulatedClaims.of(behaviour(rate, new Timing(20, 0.5), new Timing(3, 0.5)))
                    .withRho(rho),
            false,
            0.003);
      }
    }
  }

  private void harder(
      String what,
      UnaryOperator<SimulatedClaims> setting,
      UnaryOperator<Behaviour> change,
      double at001) {
    for (double rate : RATES) {
      for (double rho : RHOS) {
        Behaviour usual = Behaviour.of(rate);
        SimulatedClaims claims =
            setting.apply(
                SimulatedClaims.of(usual).withRho(rho).changingFor(CURRENT, change.apply(usual)));
        harder(name(rate, rho, what), asOf -> claims, false, at001);
      }
    }
  }

  private void harder(
      String name, Function<LocalDate, SimulatedClaims> claims, boolean declares, double at001) {
    cells.add(
        new StreamCell(
            name.contains("closed") ? CLOSED : HARDER,
            name,
            RUNS,
            claims,
            declares,
            StreamView.ALL,
            Truth.UNKNOWN,
            Double.NaN,
            at001 == 1 ? List.of() : sizes(StreamView.ALL, at001)));
  }

  // ---- closed days

  private void closedDays() {
    closed("closed for a day", GridRows::outage);
    closed("closed for a week, and for one in the baseline", GridRows::holidayWeeks);
    closed("closed on ten holidays a year", GridRows::holidays);
    for (double rate : RATES) {
      for (double rho : RHOS) {
        harder(
            name(rate, rho, "half closed for a day"),
            asOf ->
                SimulatedClaims.of(Behaviour.of(rate))
                    .withRho(rho)
                    .withPartlyClosed(weekday(asOf.minusDays(6)), 0.5),
            false,
            1);
      }
    }
  }

  /** As the rule finds them, and declared. */
  private void closed(String what, Function<LocalDate, List<LocalDate>> days) {
    for (double rate : RATES) {
      for (double rho : RHOS) {
        for (boolean declares : new boolean[] {false, true}) {
          harder(
              name(rate, rho, what + (declares ? ", declared" : ", found")),
              asOf ->
                  SimulatedClaims.of(Behaviour.of(rate)).withRho(rho).withClosed(days.apply(asOf)),
              declares,
              0.003);
        }
      }
      Behaviour usual = Behaviour.of(rate);
      cells.add(
          new StreamCell(
              CLOSED,
              name(rate, 0.01, what + ", and decisions take 1.3 times as long"),
              RUNS,
              asOf ->
                  SimulatedClaims.of(usual)
                      .withRho(0.01)
                      .withClosed(days.apply(asOf))
                      .changingFor(CURRENT, usual.slowedBy(1.3)),
              true,
              List.of(StreamView.TIME),
              Truth.UNKNOWN,
              Double.NaN,
              List.of()));
    }
  }

  private static LocalDate weekday(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0
        ? day.with(TemporalAdjusters.previous(DayOfWeek.FRIDAY))
        : day;
  }

  private static List<LocalDate> outage(LocalDate asOf) {
    return List.of(weekday(asOf.minusDays(6)));
  }

  private static List<LocalDate> holidayWeeks(LocalDate asOf) {
    LocalDate monday = asOf.minusDays(5).with(TemporalAdjusters.previous(DayOfWeek.MONDAY));
    return Stream.of(monday, monday.minusDays(42))
        .flatMap(first -> first.datesUntil(first.plusDays(5)))
        .toList();
  }

  /** One in the current window; the others 36 days apart. */
  private static List<LocalDate> holidays(LocalDate asOf) {
    return IntStream.range(0, 12).mapToObj(i -> weekday(asOf.minusDays(7 + 36L * i))).toList();
  }

  // ---- coverage

  private void coverage() {
    for (double rho : new double[] {0, 0.05}) {
      for (double rate : RATES) {
        for (double[] change : new double[][] {{0.10, 0.20}, {0.02, 0.10}, {0.30, 0.10}}) {
          Behaviour usual = Behaviour.of(rate).withDenialRate(change[0]);
          SimulatedClaims claims =
              SimulatedClaims.of(usual)
                  .withRho(rho)
                  .changingFor(CURRENT + 60, usual.withDenialRate(change[1]));
          cells.add(
              new StreamCell(
                  "intervals cover",
                  name(
                      rate,
                      rho,
                      String.format(
                          Locale.ROOT,
                          "%d → %d %%",
                          Math.round(100 * change[0]),
                          Math.round(100 * change[1]))),
                  RUNS,
                  asOf -> claims,
                  false,
                  List.of(StreamView.BY_60),
                  difference(usual.denied(), change[0], change[1]),
                  Double.NaN,
                  List.of(
                      Demand.atLeast(StreamView.BY_60.name(), Count.COVERED, 0.93)
                          .of(Count.INTERVALS),
                      Demand.atMost(StreamView.BY_60.name(), Count.COVERED, 0.97)
                          .of(Count.INTERVALS))));
        }
      }
    }
  }

  // ---- customers

  private static final List<Metric> METRICS =
      List.of(
          ClaimMetrics.DENIAL_RATE, ClaimMetrics.DECISION_TIME, SimulatedCustomer.BILLED_AMOUNT);

  private static Segment segment(int number) {
    return Segment.of(
        List.of("payer", "cpt_group"), List.of("payer " + number / 4, "group " + number % 4));
  }

  private static double unknown(CustomerCell.Stream of, String view, Looked looked) {
    return Double.NaN;
  }

  /** 40 segments of 30 to 60 claims in the current window. */
  private void nothingInCustomers() {
    for (double rho : new double[] {0, 0.05}) {
      for (boolean isYoung : new boolean[] {true, false}) {
        cells.add(
            new CustomerCell(
                "nothing drifts in 40 segments: any event",
                "30 to 60 claims, ρ "
                    + text(rho)
                    + (isYoung ? ", as many in the baseline" : ", 190 to 390 in the baseline"),
                1_000,
                (asOf, seed) -> quiet(asOf, seed, rho, isYoung ? 2 * CURRENT : StreamCell.DAYS),
                METRICS,
                List.of(),
                List.of(Demand.atMost(CustomerCell.EVENTS, Count.ANY, 0.05))));
      }
    }
  }

  private static Drawn quiet(LocalDate asOf, long seed, double rho, int days) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedCustomer customer = new SimulatedCustomer();
    for (int i = 0; i < 40; i++) {
      double rate = (30 + 30 * random.nextDouble()) / CURRENT;
      customer.add(
          segment(i),
          SimulatedClaims.of(Behaviour.of(rate))
              .withRho(rho)
              .withAmounts(20_000, 1, 1)
              .draw(asOf, days, random.nextLong()));
    }
    return new Drawn(customer, Set.of(), GridRows::unknown);
  }

  /** 200 segments and three metrics, 10 % of the denial rates drift. */
  private void manyStreams() {
    for (double rho : RHOS) {
      cells.add(
          new CustomerCell(
              MANY_STREAMS,
              "ρ " + text(rho),
              300,
              (asOf, seed) -> some(asOf, seed, rho),
              METRICS,
              List.of(),
              List.of(
                  Demand.falseDiscoveries(CustomerCell.EVENTS, 0.05),
                  Demand.atLeast(CustomerCell.EVENTS, Count.COVERED, 0.95).of(Count.INTERVALS),
                  Demand.atLeast(CustomerCell.TESTED, Count.COVERED, 0.93).of(Count.INTERVALS),
                  Demand.atMost(CustomerCell.TESTED, Count.COVERED, 0.97).of(Count.INTERVALS),
                  Demand.ofTodays(CustomerCell.EVENTS, Count.FOUND, 0.9).of(Count.DRIFTED))));
    }
  }

  private static Drawn some(LocalDate asOf, long seed, double rho) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedCustomer customer = new SimulatedCustomer();
    Set<CustomerCell.Stream> drifted = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Behaviour usual = Behaviour.of(2 * StrictMath.pow(30, random.nextDouble()));
      boolean drifts = i % 10 == 0;
      customer.add(
          segment(i),
          SimulatedClaims.of(usual)
              .withRho(rho)
              .withAmounts(20_000, 1, 1)
              .changingFor(CURRENT + 30, drifts ? usual.withDenialRate(0.2) : usual)
              .draw(asOf, StreamCell.DAYS, random.nextLong()));
      if (drifts) {
        drifted.add(new CustomerCell.Stream(segment(i), ClaimMetrics.DENIAL_RATE.id()));
      }
    }
    return new Drawn(
        customer,
        drifted,
        (stream, view, looked) -> changed(drifted.contains(stream), view, looked));
  }

  /** By day 60 it has not begun; the fast view has a part of it in its baseline. */
  private static double changed(boolean drifts, String view, Looked looked) {
    if (!drifts || view.contains("60")) {
      return looked.scale() == Scale.DIFFERENCE ? 0 : 1;
    }
    boolean isKnown = looked.scale() == Scale.DIFFERENCE && view.contains("30");
    return isKnown ? 0.1 * Behaviour.of(1).denied().decidedBy(30) : Double.NaN;
  }

  /** 100 large segments whose rate moves by 1.5 points, which is real and does not matter. */
  private void immaterial() {
    cells.add(
        new CustomerCell(
            "100 large segments with an immaterial shift, 100 small without",
            "false among reported",
            300,
            GridRows::immaterial,
            List.of(ClaimMetrics.DENIAL_RATE),
            List.of(),
            List.of(
                Demand.atMost(CustomerCell.EVENTS, Count.FALSE_EVENTS, 0.05).of(Count.EVENTS))));
  }

  private static Drawn immaterial(LocalDate asOf, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedCustomer customer = new SimulatedCustomer();
    Set<CustomerCell.Stream> drifted = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Behaviour usual = Behaviour.of(i % 2 == 0 ? 300 : 3);
      customer.add(
          segment(i),
          SimulatedClaims.of(usual)
              .changingFor(CURRENT + 60, i % 2 == 0 ? usual.withDenialRate(0.115) : usual)
              .draw(asOf, StreamCell.DAYS, random.nextLong()));
      if (i % 2 == 0) {
        drifted.add(new CustomerCell.Stream(segment(i), ClaimMetrics.DENIAL_RATE.id()));
      }
    }
    return new Drawn(customer, drifted, GridRows::unknown);
  }

  /** Two populations, of which the slow one was a third of all claims and becomes two thirds. */
  private void mix() {
    for (double rate : new double[] {20, 100}) {
      for (List<String> strata : List.of(List.<String>of(), List.of(POPULATION))) {
        cells.add(
            new CustomerCell(
                "the mix of two populations of different speed shifts: a decision-time event",
                name(rate, 0.01, strata.isEmpty() ? "not told" : "as stratum"),
                RUNS / 4,
                (asOf, seed) -> mixed(asOf, seed, rate),
                List.of(ClaimMetrics.DECISION_TIME),
                strata,
                strata.isEmpty()
                    ? List.of()
                    : List.of(Demand.atMost(CustomerCell.EVENTS, Count.ANY, 0.05))));
      }
    }
  }

  private static Drawn mixed(LocalDate asOf, long seed, double rate) {
    SimulatedCustomer customer = new SimulatedCustomer();
    for (int i = 0; i < 2; i++) {
      Timing timing = new Timing(i == 0 ? 8 : 16, 0.5);
      Behaviour usual = behaviour(rate * (2 - i) / 3, timing, timing);
      customer.add(
          Segment.of(
              List.of("payer", "cpt_group", POPULATION),
              List.of("payer", "group", i == 0 ? "fast" : "slow")),
          SimulatedClaims.of(usual)
              .withRho(0.01)
              .changingFor(CURRENT, usual.withVolumeTimes(i == 0 ? 0.5 : 2))
              .draw(asOf, StreamCell.DAYS, seed + i));
    }
    return new Drawn(customer, Set.of(), GridRows::unknown);
  }
}

package io.drift4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.Definition;
import io.drift4j.DriftDetector;
import io.drift4j.Lookback;
import io.drift4j.Run;
import io.drift4j.Window;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.stats.DevelopmentTriangle;
import io.drift4j.stats.DevelopmentTriangle.CellVisitor;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The dice fall as they are said to: means, dispersion, calendar, and what is known when. */
class SimulatedClaimsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);
  private static final int DAYS = 4_000;
  private static final int OLD = 300; // days before the end, by which all is decided
  private static final Window WHOLE = Window.before(AS_OF.minusDays(OLD), DAYS - OLD);

  private static SimulatedStream drawn(SimulatedClaims claims) {
    return claims.draw(AS_OF, DAYS, 14);
  }

  private static SimulatedStream drawn(double claimsADay) {
    return drawn(SimulatedClaims.of(Behaviour.of(claimsADay)));
  }

  private static double sum(ToDoubleFunction<LocalDate> ofDay) {
    return WHOLE.startInclusive().datesUntil(WHOLE.endExclusive()).mapToDouble(ofDay).sum();
  }

  private static double share(SimulatedStream stream, int age, IntPredicate ofWeekday) {
    double[] sums = new double[2];
    WHOLE
        .startInclusive()
        .datesUntil(WHOLE.endExclusive())
        .filter(day -> ofWeekday.test(day.getDayOfWeek().getValue()))
        .forEach(
            day -> {
              sums[0] += stream.denied(day, age);
              sums[1] += stream.decided(day, age);
            });
    return sums[0] / sums[1];
  }

  // ---- means

  @Test
  void haveTheVolumeAndTheShareOfDenialsThatWereAskedFor() {
    SimulatedStream stream = drawn(20);
    double claims = sum(stream::submitted);
    assertThat(claims / WHOLE.days()).isCloseTo(20, within(0.3));
    assertThat(sum(day -> stream.decided(day, OLD - 1)) / claims).isGreaterThan(0.999);
    assertThat(share(stream, OLD - 1, any -> true)).isCloseTo(0.10, within(0.006));
  }

  @Test
  void areDecidedByTheMedianInHalfOfAllCases() {
    SimulatedStream stream = drawn(50);
    double denied = sum(day -> stream.denied(day, OLD - 1));
    double paid = sum(day -> stream.decided(day, OLD - 1)) - denied;
    assertThat(sum(day -> stream.denied(day, 19)) / denied).isCloseTo(0.5, within(0.02));
    assertThat(sum(day -> stream.decided(day, 11) - stream.denied(day, 11)) / paid)
        .isCloseTo(0.5, within(0.005));
    assertThat(sum(day -> stream.decided(day, 19) - stream.denied(day, 19)) / paid)
        .isCloseTo(Normal.below(StrictMath.log(20 / 12.0) / 0.5), within(0.005));
  }

  @Test
  void changeFromADayOn() {
    Behaviour usual = Behaviour.of(40);
    SimulatedStream stream =
        drawn(
            SimulatedClaims.of(usual)
                .changingFor(2_000, usual.withVolumeTimes(2).withDenialRate(0.2).slowedBy(1.5)));
    LocalDate change = AS_OF.minusDays(2_000);
    double before = 0;
    double after = 0;
    double deniedAfter = 0;
    double earlyAfter = 0;
    for (LocalDate day = WHOLE.startInclusive(); day.isBefore(WHOLE.endExclusive()); ) {
      if (day.isBefore(change)) {
        before += stream.submitted(day);
      } else {
        after += stream.submitted(day);
        deniedAfter += stream.denied(day, OLD - 1);
        earlyAfter += stream.denied(day, 29);
      }
      day = day.plusDays(1);
    }
    assertThat(before / 2_000).isCloseTo(40, within(1.0));
    assertThat(after / 1_700).isCloseTo(80, within(2.0));
    assertThat(deniedAfter / after).isCloseTo(0.2, within(0.005));
    assertThat(earlyAfter / deniedAfter).isCloseTo(0.5, within(0.015));
  }

  @Test
  void leaveAShareOpenForEver() {
    SimulatedStream stream = drawn(SimulatedClaims.of(Behaviour.of(20).withNeverDecided(0.1)));
    double claims = sum(stream::submitted);
    assertThat(sum(day -> stream.decided(day, OLD - 1)) / claims).isCloseTo(0.9, within(0.006));
  }

  @Test
  void swingWithWeekdayYearAndGrowth() {
    SimulatedStream weekly = drawn(SimulatedClaims.of(Behaviour.of(60)).withWeeklySeason(0.4));
    assertThat(share(weekly, OLD - 1, day -> day == 1)).isCloseTo(0.14, within(0.01));
    assertThat(share(weekly, OLD - 1, day -> day == 5)).isCloseTo(0.06, within(0.01));
    SimulatedStream yearly = drawn(SimulatedClaims.of(Behaviour.of(60)).withYearlySeason(0.2));
    assertThat(phi(yearly)).isBetween(1.05, 1.25); // 60 · .1 · .2² / 2 / .9 more than 1
    SimulatedStream growing = drawn(SimulatedClaims.of(Behaviour.of(60)).withTrend(0.1));
    assertThat(share(growing, OLD - 1, any -> true)).isCloseTo(0.151, within(0.005));
  }

  // ---- dispersion

  /** Σ (x_j − n_j p)² / Σ n_j p (1 − p) of denials. */
  private static double phi(SimulatedStream stream) {
    double p = sum(day -> stream.denied(day, OLD - 1)) / sum(stream::submitted);
    double squares =
        sum(day -> StrictMath.pow(stream.denied(day, OLD - 1) - stream.submitted(day) * p, 2));
    return squares / (sum(stream::submitted) * p * (1 - p));
  }

  @Test
  void varyFromDayToDayAsChanceHasItWhereNothingIsCommon() {
    assertThat(phi(drawn(20))).isCloseTo(1, within(0.08));
  }

  /** 1 + ρ (E n² / E n − 1), which is 1 + ρ λ for a Poisson number. */
  @Test
  void varyMoreWhereDenialsOfADayResembleEachOther() {
    assertThat(phi(drawn(SimulatedClaims.of(Behaviour.of(20)).withRho(0.05))))
        .isCloseTo(2, within(0.2));
    assertThat(phi(drawn(SimulatedClaims.of(Behaviour.of(100)).withRho(0.01))))
        .isCloseTo(2, within(0.2));
  }

  @Test
  void haveTimesOfADayThatResembleEachOther() {
    SimulatedStream stream = drawn(SimulatedClaims.of(Behaviour.of(100)).withRho(0.05));
    double between = 0;
    double all = 0;
    double mean = sum(day -> logs(stream, day)[1]) / sum(day -> logs(stream, day)[0]);
    for (LocalDate day = WHOLE.startInclusive(); day.isBefore(WHOLE.endExclusive()); ) {
      double[] logs = logs(stream, day);
      between += StrictMath.pow(logs[1] - logs[0] * mean, 2);
      all += logs[2] - 2 * mean * logs[1] + logs[0] * mean * mean;
      day = day.plusDays(1);
    }
    assertThat(between / all).isCloseTo(1 + 0.05 * 90, within(0.5)); // 90 are paid
  }

  /** Of the payments of a day: how many, Σ ln (age + ½), Σ ln². */
  private static double[] logs(SimulatedStream stream, LocalDate day) {
    double[] sums = new double[3];
    stream.forEach(
        new Window(day, day.plusDays(1)),
        AS_OF,
        new CellVisitor() {
          @Override
          public void visit(long submitted, int age, int outcome, long count) {
            if (outcome == SimulatedStream.PAID) {
              double log = StrictMath.log(age + 0.5);
              sums[0] += count;
              sums[1] += count * log;
              sums[2] += count * log * log;
            }
          }

          @Override
          public void visitOpen(long submitted, int age, long count) {}
        });
    return sums;
  }

  @Test
  void haveDaysThatResembleTheirNeighbours() {
    SimulatedStream stream =
        drawn(SimulatedClaims.of(Behaviour.of(500)).withAutocorrelation(0.7, 0.3));
    double[] rates =
        WHOLE
            .startInclusive()
            .datesUntil(WHOLE.endExclusive())
            .mapToDouble(day -> (double) stream.denied(day, OLD - 1) / stream.submitted(day))
            .toArray();
    double chance = 0.1 * 0.9 / 500;
    assertThat(covariance(rates, 0) - chance).isCloseTo(0.0009, within(0.00012));
    assertThat(covariance(rates, 1) / (covariance(rates, 0) - chance)).isCloseTo(0.7, within(0.06));
    assertThat(covariance(rates, 5) / (covariance(rates, 0) - chance)).isCloseTo(0.17, within(0.1));
  }

  private static double covariance(double[] series, int lag) {
    double sum = 0;
    for (int i = lag; i < series.length; i++) {
      sum += (series[i] - 0.1) * (series[i - lag] - 0.1);
    }
    return sum / (series.length - lag);
  }

  @Test
  void areAllThereTwiceWhereTheyAre() {
    SimulatedStream stream = drawn(SimulatedClaims.of(Behaviour.of(20)).withEachTwice());
    assertThat(sum(stream::submitted) / WHOLE.days()).isCloseTo(20, within(0.4));
    assertThat(WHOLE.startInclusive().datesUntil(WHOLE.endExclusive()).map(stream::submitted))
        .allMatch(claims -> claims % 2 == 0);
    assertThat(phi(stream)).isCloseTo(2, within(0.2));
  }

  @Test
  void areDecidedInNumbersThatTheCalendarDayHasInCommon() {
    assertThat(dispersionOfDecisions(drawn(50))).isCloseTo(1, within(0.1));
    assertThat(
            dispersionOfDecisions(
                drawn(SimulatedClaims.of(Behaviour.of(50)).withDecisionDayShocks(0.3))))
        .isCloseTo(1 + 50 * 0.3 * 0.3, within(0.6));
  }

  private static double dispersionOfDecisions(SimulatedStream stream) {
    double[] decided = decisions(stream);
    double mean =
        LongStream.range(400, DAYS - 1).mapToDouble(t -> decided[(int) t]).average().orElseThrow();
    return LongStream.range(400, DAYS - 1)
            .mapToDouble(t -> StrictMath.pow(decided[(int) t] - mean, 2))
            .average()
            .orElseThrow()
        / mean;
  }

  /** By calendar day. */
  private static double[] decisions(SimulatedStream stream) {
    double[] decided = new double[DAYS];
    long start = AS_OF.toEpochDay() - DAYS;
    stream.forEach(
        stream.span(),
        AS_OF,
        new CellVisitor() {
          @Override
          public void visit(long day, int age, int outcome, long count) {
            decided[(int) (day + age - start)] += count;
          }

          @Override
          public void visitOpen(long day, int age, long count) {}
        });
    return decided;
  }

  // ---- the calendar

  private static double decisionsOn(SimulatedStream stream, LocalDate day) {
    return decisions(stream)[(int) (day.toEpochDay() - AS_OF.toEpochDay()) + DAYS];
  }

  @Test
  void areNotDecidedAtWeekendsButOnTheNextMonday() {
    SimulatedStream stream =
        drawn(
            SimulatedClaims.of(Behaviour.of(20)).withWeekendVolume(0.3).withoutWeekendDecisions());
    double[] decided = decisions(stream);
    double[] byWeekday = new double[8];
    double[] submitted = new double[8];
    for (int t = 0; t < DAYS; t++) {
      LocalDate day = AS_OF.minusDays(DAYS - t);
      byWeekday[day.getDayOfWeek().getValue()] += decided[t];
      submitted[day.getDayOfWeek().getValue()] += stream.submitted(day);
    }
    assertThat(byWeekday[6] + byWeekday[7]).isZero();
    assertThat(byWeekday[1] / byWeekday[2]).isBetween(2.5, 3.5);
    assertThat(submitted[6] / submitted[3]).isCloseTo(0.3, within(0.03));
    assertThat(LongStream.rangeClosed(1, 7).mapToDouble(d -> submitted[(int) d]).sum() / DAYS)
        .isCloseTo(20, within(0.4));
  }

  @Test
  void areNotDecidedOnClosedDaysAndInPartOnOthers() {
    LocalDate closed = LocalDate.of(2025, 11, 27);
    LocalDate half = LocalDate.of(2025, 9, 17);
    SimulatedStream stream =
        drawn(
            SimulatedClaims.of(Behaviour.of(400))
                .withClosed(List.of(closed, closed.plusDays(1)))
                .withPartlyClosed(half, 0.5));
    assertThat(decisionsOn(stream, closed)).isZero();
    assertThat(decisionsOn(stream, closed.plusDays(1))).isZero();
    assertThat(decisionsOn(stream, closed.plusDays(2))).isCloseTo(1_200, within(200.0));
    assertThat(decisionsOn(stream, closed.minusDays(1))).isCloseTo(400, within(100.0));
    assertThat(decisionsOn(stream, half)).isCloseTo(200, within(70.0));
    assertThat(decisionsOn(stream, half.plusDays(1))).isCloseTo(600, within(120.0));
  }

  @Test
  void areAllDecidedAtTheEndOfTheMonthIfTheyAreOldEnough() {
    SimulatedStream stream = drawn(SimulatedClaims.of(Behaviour.of(20)).withMonthEndBatches());
    LocalDate batch =
        LocalDate.of(2025, 10, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY));
    assertThat(decisionsOn(stream, batch)).isGreaterThan(100);
    for (LocalDate day = batch.minusDays(40); day.isBefore(batch.minusDays(3)); ) {
      int age = (int) (batch.toEpochDay() - day.toEpochDay());
      assertThat(stream.decided(day, age)).isEqualTo(stream.submitted(day));
      day = day.plusDays(1);
    }
    LocalDate young = batch.minusDays(3);
    assertThat(stream.decided(young, 3)).isLessThan(stream.submitted(young) / 2 + 1);
  }

  // ---- what is known when

  @Test
  void tellNothingThatHappensOnTheDayOrLater() {
    SimulatedStream stream =
        SimulatedClaims.of(Behaviour.of(30)).withoutWeekendDecisions().draw(AS_OF, 200, 3);
    for (LocalDate morning : List.of(AS_OF, AS_OF.minusDays(9))) {
      long[] count = new long[2];
      long known = morning.toEpochDay();
      Window window = Window.before(morning, 100);
      stream.forEach(
          window,
          morning,
          new CellVisitor() {
            @Override
            public void visit(long day, int age, int outcome, long cases) {
              assertThat(day + age).isLessThan(known);
              count[0] += cases;
            }

            @Override
            public void visitOpen(long day, int age, long cases) {
              assertThat(day + age).isEqualTo(known - 1);
              count[1] += cases;
            }
          });
      assertThat(count[0]).isGreaterThan(2_000);
      assertThat(count[1]).isGreaterThan(200);
      assertThat(count[0] + count[1])
          .isEqualTo(
              window
                  .startInclusive()
                  .datesUntil(window.endExclusive())
                  .mapToLong(stream::submitted)
                  .sum());
    }
  }

  @Test
  void areTheSameBitsForTheSameSeedAndOthersForAnother() {
    SimulatedClaims claims =
        SimulatedClaims.of(Behaviour.of(20))
            .withRho(0.05)
            .withAutocorrelation(0.7, 0.1)
            .withDecisionDayShocks(0.3)
            .withoutWeekendDecisions()
            .withAmounts(20_000, 1, 1);
    SimulatedStream stream = claims.draw(AS_OF, 438, 7);
    assertThat(claims.draw(AS_OF, 438, 7)).isEqualTo(stream).hasSameHashCodeAs(stream);
    assertThat(claims.draw(AS_OF, 438, 8)).isNotEqualTo(stream);
  }

  // ---- as samples and as a source

  @Test
  void areTheSameAsTriangleAndAsDailyTables() {
    SimulatedStream stream = SimulatedClaims.of(Behaviour.of(30)).draw(AS_OF, 200, 3);
    Window window = Window.before(AS_OF.minusDays(30), 90);
    DevelopmentTriangle triangle = stream.triangle(window);
    assertThat(triangle.count()).isEqualTo(stream.deniedBy(30, window).total().count());
    assertThat(triangle.timeToEvent().events(SimulatedStream.DENIED).count())
        .isGreaterThanOrEqualTo(stream.deniedBy(30, window).total().count(1));
    assertThat(stream.amounts(window).days()).isZero();
  }

  @Test
  void haveAmountsOfWhichThoseOfADayResembleEachOther() {
    SimulatedStream stream =
        drawn(SimulatedClaims.of(Behaviour.of(20)).withRho(0.05).withAmounts(20_000, 1, 1));
    var total = stream.amounts(WHOLE).total();
    assertThat(total.count()).isEqualTo((long) sum(stream::submitted));
    assertThat((double) total.quantile(0.5)).isCloseTo(20_000, within(700.0));
    assertThat((double) total.quantile(Normal.below(1))).isCloseTo(54_366, within(2_500.0));
  }

  @Test
  void areASourceThatRunsTheRealWay() {
    Behaviour usual = Behaviour.of(30);
    SimulatedCustomer customer =
        new SimulatedCustomer()
            .add("Aetna", "SURG", SimulatedClaims.of(usual).draw(AS_OF, 200, 1))
            .add(
                "Cigna",
                "SURG",
                SimulatedClaims.of(usual)
                    .changingFor(14, usual.withTimes(new Timing(2, 0.5), new Timing(2, 0.5)))
                    .draw(AS_OF, 200, 2));
    Definition definition =
        ClaimDefinitions.payerDrift()
            .withMetrics(
                List.of(
                    ClaimMetrics.DENIAL_RATE,
                    ClaimMetrics.DECISION_TIME,
                    SimulatedCustomer.BILLED_AMOUNT))
            .withLookback(Lookback.ofDays(90, 14));
    var detection =
        DriftDetector.detect(
            definition, Run.of(definition, "anybody", AS_OF, customer, 1), customer);
    assertThat(detection.events())
        .anySatisfy(
            event -> {
              assertThat(event.segment().value("payer")).isEqualTo("Cigna");
              assertThat(event.metricId()).isEqualTo("decision-time");
            });
  }
}

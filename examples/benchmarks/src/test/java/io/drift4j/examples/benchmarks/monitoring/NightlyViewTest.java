package io.drift4j.examples.benchmarks.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.Definition;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.Verdict;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulation computes of arrays is what the library tells of records. */
class NightlyViewTest {

  private static final int NIGHTS = 40;
  private static final LocalDate LAST = MonitoringCell.LAST;
  private static final Definition NIGHTLY =
      ClaimDefinitions.payerDrift()
          .withMetrics(List.of(ClaimMetrics.DENIAL_RATE, ClaimMetrics.DECISION_TIME))
          .withPolicy(DriftPolicy.monitored());
  private static final Map<NightlyView, String> NAMES =
      Map.of(
          NightlyView.BY_30, "by-30",
          NightlyView.BY_60, "by-60",
          NightlyView.FAST, "fast",
          NightlyView.TIME, "time");

  private static SimulatedClaims changing(double claims) {
    Behaviour usual = Behaviour.of(claims);
    return Simulated.usual(usual, 0.01, 0)
        .changingFor(NIGHTS, usual.withDenialRate(0.2).slowedBy(1.2));
  }

  @ParameterizedTest(name = "on night {0}")
  @ValueSource(ints = {1, 17, 40})
  void aNightSeesWhatTheLibrarySeesOnItsMorning(int night) {
    SimulatedClaims claims = changing(25);
    StreamYear year = StreamYear.draw(claims, LAST, NIGHTS, 7);
    SimulatedCustomer customer =
        new SimulatedCustomer()
            .add("payer", "all", claims.draw(LAST, StreamYear.BEFORE + NIGHTS, 7));
    LocalDate morning = LAST.minusDays(NIGHTS - night);
    Map<String, Evidence> seen =
        verdicts(customer, morning).stream()
            .flatMap(verdict -> verdict.recorded().evidence().stream())
            .collect(Collectors.toMap(Evidence::view, evidence -> evidence));
    NAMES.forEach(
        (view, name) -> {
          for (int scale : view.scales()) {
            Evidence evidence = seen.get(name + "-" + scale + "d");
            assertThat(evidence).as("%s of %s", name, seen.keySet()).isNotNull();
            assertThat(view.at(year, scale).logPValue(night))
                .as("%s over %d days", view, scale)
                .isCloseTo(evidence.logPValue().orElse(0), within(1e-9));
          }
        });
  }

  private static List<Verdict> verdicts(SimulatedCustomer customer, LocalDate morning) {
    return DriftDetector.detect(
            NIGHTLY, Run.of(NIGHTLY, "customer", morning, customer, 1), customer)
        .verdicts();
  }

  /** Of a slowdown, which is material and sure. */
  @Test
  void theLooksOfAYearAreThoseOfTheLibrary() {
    Behaviour usual = Behaviour.of(25);
    SimulatedCustomer customer =
        new SimulatedCustomer()
            .add(
                "payer",
                "all",
                Simulated.usual(usual, 0.01, 0)
                    .changingFor(NIGHTS, usual.slowedBy(1.3))
                    .draw(LAST, StreamYear.BEFORE + NIGHTS, 7));
    Verdict slow =
        verdicts(customer, LAST).stream()
            .filter(verdict -> verdict.metric().equals(ClaimMetrics.DECISION_TIME))
            .findFirst()
            .orElseThrow();
    double ratio =
        slow.assessment().adjustedPValue().orElse(0) / slow.evidence().pValue().orElse(1);
    assertThat(ratio).isCloseTo(Looks.of(List.of(NightlyView.TIME)), within(1e-6));
  }

  /** Volumes, correlations of a day and of neighbouring days, and a change that is found. */
  @ParameterizedTest(name = "{0} a day, ρ {1}, ac {2}, {3} times as slow")
  @CsvSource({
    "1.5, 0.01, 0, 1",
    "3, 0.05, 0.8, 1",
    "8, 0.01, 0.5, 1.3",
    "20, 0.05, 0.8, 1",
    "60, 0.01, 0.8, 1",
    "100, 0.05, 0.5, 1.3"
  })
  void noNightOnWhichSomethingIsFoundIsLeftOut(
      double claims, double rho, double autocorrelation, double slower) {
    Behaviour usual = Behaviour.of(claims);
    StreamYear year =
        StreamYear.draw(
            Simulated.usual(usual, rho, autocorrelation).changingFor(60, usual.slowedBy(slower)),
            LAST,
            120,
            3);
    for (NightlyView view : List.of(NightlyView.FAST, NightlyView.TIME)) {
      double[] every = new double[120];
      for (int scale : view.scales()) {
        double[] nights = NightlyView.all(view.at(year, scale), 120);
        Arrays.setAll(every, i -> Math.min(every[i], nights[i]));
      }
      double[] some = view.logPValues(year);
      for (int i = 0; i < 120; i++) {
        double seen = every[i] <= StrictMath.log(SuspectNights.CERTAIN) ? every[i] : some[i];
        assertThat(some[i]).as("%s on night %d", view, i + 1).isEqualTo(seen);
      }
    }
  }
}

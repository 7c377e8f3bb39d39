package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that are read once are told on each morning as they would have been read then. */
class ReplayTest {

  private static final LocalDate FIRST = WatchedCustomer.CHANGE;

  @Test
  void aMorningIsTheSameAsIfItHadBeenReadOnIt() {
    SimulatedCustomer claims = WatchedCustomer.forGood();
    Definition definition = ClaimDefinitions.payerDrift();
    Replay replay = new Replay(claims, FIRST.plusDays(20));
    for (int day = 0; day <= 20; day += 4) {
      Run run = Run.of(definition, "acme", FIRST.plusDays(day), claims, 1);
      assertThat(DriftDetector.detect(definition, run, replay))
          .as("on %s", run.asOf())
          .isEqualTo(DriftDetector.detect(definition, run, claims));
    }
  }

  @Test
  void recordsAreReadOnceForAllMornings() {
    List<CountRequest> requests = new ArrayList<>();
    SimulatedCustomer claims = WatchedCustomer.forGood();
    CountSource counting =
        (request, visitor) -> {
          requests.add(request);
          claims.read(request, visitor);
        };
    Definition definition = ClaimDefinitions.payerDrift();
    Replay replay = new Replay(counting, FIRST.plusDays(20));
    for (int day = 0; day <= 20; day++) {
      Run run = Run.of(definition, "acme", FIRST.plusDays(day), claims, 1);
      DriftDetector.detect(definition, run, replay);
    }
    assertThat(requests).hasSize(1);
  }
}

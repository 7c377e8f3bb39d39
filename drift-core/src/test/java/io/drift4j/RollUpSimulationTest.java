package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What one family of segments and those that they roll up to mistakes: the same records are in
 * three of its streams of each metric.
 */
class RollUpSimulationTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);
  private static final int DRAWN = 364 + 14 + 62;
  private static final List<String> PAYERS = List.of("Aetna", "Cigna", "Humana", "Kaiser");
  private static final List<String> GROUPS = List.of("LAB", "RAD", "SURG");
  private static final Definition ROLLED_UP =
      ClaimDefinitions.payerDrift().withRollUp(List.of("payer"), List.of());

  /**
   * Of each payer one group is as large as the others together, and days of one segment resemble
   * each other.
   *
   * @param changed how many of the smaller groups deny twice as many for 80 days, so that each view
   *     sees it
   */
  private static SimulatedCustomer customer(long seed, int changed) {
    SimulatedCustomer customer = new SimulatedCustomer();
    for (int payer = 0; payer < PAYERS.size(); payer++) {
      for (int group = 0; group < GROUPS.size(); group++) {
        Behaviour usual = Behaviour.of(group == 0 ? 16 : 8);
        boolean isChanged = group == 1 && payer < changed;
        SimulatedClaims claims = SimulatedClaims.of(usual).withRho(0.01).withWeekendVolume(0.3);
        customer.add(
            PAYERS.get(payer),
            GROUPS.get(group),
            (isChanged ? claims.changingFor(80, usual.withDenialRate(0.2)) : claims)
                .draw(AS_OF, DRAWN, 100 * seed + 10 * payer + group));
      }
    }
    return customer;
  }

  private static List<DriftEvent> events(long seed, int changed) {
    CountSource source = customer(seed, changed);
    Run run = Run.of(ROLLED_UP, "acme", AS_OF, source, 1);
    return DriftDetector.detect(ROLLED_UP, run, source).events();
  }

  private static void whereNothingChanges(int runs) {
    long some = IntStream.rangeClosed(1, runs).filter(seed -> !events(seed, 0).isEmpty()).count();
    System.out.printf(
        Locale.ROOT, "rolled up, nothing changes: %d of %d runs with an event%n", some, runs);
    assertThat((double) some)
        .isLessThanOrEqualTo(0.05 * runs + 3.1 * StrictMath.sqrt(0.05 * 0.95 * runs));
  }

  @Test
  void whereNothingChangesFewRunsHaveAnEvent() {
    whereNothingChanges(8);
  }

  @Test
  @Tag("proof")
  void whereNothingChangesFewRunsHaveAnEventManyTimes() {
    whereNothingChanges(300);
  }

  /** A coarser segment has changed if one has of those that it is made of. */
  private static boolean hasChanged(Segment segment, int changed) {
    List<String> values = segment.values();
    return switch (values.size()) {
      case 0 -> true;
      case 1 -> PAYERS.indexOf(values.get(0)) < changed;
      default -> PAYERS.indexOf(values.get(0)) < changed && GROUPS.get(1).equals(values.get(1));
    };
  }

  @Test
  @Tag("proof")
  void ofWhatIsToldWhereSomeChangedOneInTwentyIsFalseAtMost() {
    int runs = 200;
    int changed = 2;
    double sum = 0;
    double squares = 0;
    Set<String> kinds = new TreeSet<>();
    for (int seed = 1; seed <= runs; seed++) {
      List<DriftEvent> events = events(10_000 + seed, changed);
      long wrong = events.stream().filter(e -> !hasChanged(e.segment(), changed)).count();
      double proportion = (double) wrong / Math.max(1, events.size());
      sum += proportion;
      squares += proportion * proportion;
      events.forEach(event -> kinds.add(event.segment().dimensions().toString()));
    }
    double mean = sum / runs;
    double error = StrictMath.sqrt((squares / runs - mean * mean) / runs);
    System.out.printf(
        Locale.ROOT,
        "rolled up, %d of %d segments change: of events %.2f %% false in the mean of %d runs,"
            + " standard error %.2f %%; events of %s%n",
        changed,
        PAYERS.size() * GROUPS.size(),
        mean * 100,
        runs,
        error * 100,
        kinds);
    assertThat(mean).isLessThanOrEqualTo(0.05 + 2 * error);
    assertThat(kinds).contains("[payer]", "[payer, cpt_group]");
  }
}

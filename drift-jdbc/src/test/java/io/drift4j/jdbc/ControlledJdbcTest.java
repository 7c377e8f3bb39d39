package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.CountSource;
import io.drift4j.Decision;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftDetector;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.DriftRepository;
import io.drift4j.EventQuery;
import io.drift4j.RecordedVerdict;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.Verdict;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is found under {@link DriftPolicy#controlled}, and all that was seen and decided, is the
 * same on every database as in memory, bit for bit, and so is what is read back.
 */
class ControlledJdbcTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final LocalDate CHRISTMAS = LocalDate.of(2025, 12, 25);
  private static final int DAYS = 364 + 14 + 60;

  private static final Definition CONTROLLED =
      ClaimDefinitions.payerDrift()
          .withMetrics(
              List.of(
                  ClaimMetrics.DENIAL_RATE,
                  ClaimMetrics.DECISION_TIME,
                  SimulatedCustomer.BILLED_AMOUNT))
          .withPolicy(DriftPolicy.controlled());

  // ---- a customer of whom much is to be seen

  /**
   * Aetna denies more and was closed on a day, Cigna takes longer and Humana bills more; of all
   * others nothing changes, and one has hardly any claims.
   *
   * @param end the day on whose morning all is looked at, the as-of day or one after it
   */
  private static SimulatedCustomer customer(LocalDate end) {
    int since = (int) (end.toEpochDay() - AS_OF.toEpochDay());
    int days = DAYS + since;
    SimulatedCustomer customer = new SimulatedCustomer();
    Behaviour large = Behaviour.of(20);
    customer.add(
        "Aetna",
        "SURG",
        usually(large)
            .changingFor(since + 60, large.withDenialRate(0.3))
            .withClosed(List.of(CHRISTMAS))
            .draw(end, days, 1));
    customer.add(
        "Cigna",
        "LAB",
        usually(large).changingFor(since + 14, large.slowedBy(1.6)).draw(end, days, 2));
    customer.add(
        "Humana",
        "RAD",
        usually(large).withAmounts(20_000, 1, 2).changingFor(since + 14, large).draw(end, days, 3));
    customer.add("Rare", "LAB", usually(Behaviour.of(0.3)).draw(end, days, 4));
    for (int i = 0; i < 8; i++) {
      SimulatedClaims claims = usually(Behaviour.of(i == 0 ? 16 : 2));
      customer.add("Payer " + i / 2, "Group " + i % 2, claims.draw(end, days, 5 + i));
    }
    return customer;
  }

  private static SimulatedClaims usually(Behaviour behaviour) {
    return SimulatedClaims.of(behaviour)
        .withWeekendVolume(0.2)
        .withoutWeekendDecisions()
        .withRho(0.01)
        .withAmounts(20_000, 1, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.jdbc.Vendors#all")
  void everythingIsTheSameOnEveryDatabaseAsInMemory(Supplier<TestDatabase> vendor) {
    SimulatedCustomer customer = customer(AS_OF);
    SimulatedTable table = SimulatedTable.of(customer, AS_OF, DAYS);
    Recorded recorded = Recorded.of(table.create(vendor.get()), CONTROLLED);
    recorded.requireSame(customer);
    recorded.requireSame(table.inMemory());
    assertThatMuchIsToBeSeen(recorded);
  }

  /** So that it is not nothing that is the same. */
  private static void assertThatMuchIsToBeSeen(Recorded recorded) {
    assertThat(recorded.events().stream().map(event -> payer(event) + " " + event.metricId()))
        .contains("Aetna denial-rate", "Cigna decision-time", "Humana billed-amount");
    assertThat(recorded.events()).allMatch(event -> !event.unit().isEmpty());
    assertThat(recorded.verdicts()).hasSize(36);
    assertThat(recorded.verdicts().stream().map(RecordedVerdict::decision).distinct())
        .contains(Decision.DRIFT, Decision.EQUIVALENT, Decision.INCONCLUSIVE, Decision.SKIPPED);
    assertThat(recorded.verdicts().stream().filter(ControlledJdbcTest::isEquivalent))
        .allMatch(verdict -> verdict.assessment().margin().isPresent());
    assertThat(recorded.verdicts().stream().map(RecordedVerdict::evidence).toList().toString())
        .contains(CHRISTMAS.toString());
  }

  private static String payer(DriftEvent event) {
    return String.valueOf(event.segment().value("payer"));
  }

  private static boolean isEquivalent(RecordedVerdict verdict) {
    return verdict.decision() == Decision.EQUIVALENT;
  }

  /** A run that was recorded with all verdicts, and what its repository has of it. */
  private record Recorded(DriftRepository repository, Definition definition, RunReport report) {

    static Recorded of(DriftDatabase database, Definition definition) {
      DriftRepository repository = database.keepVerdicts(KeptVerdicts.ALL).repository();
      CountSource source = database.counts(RecordTable.named("claim"));
      return new Recorded(
          repository,
          definition,
          DriftMonitor.of(repository, source).run(definition, SimulatedTable.CUSTOMER, AS_OF));
    }

    Run run() {
      return report.run();
    }

    List<DriftEvent> events() {
      return report.events();
    }

    List<RecordedVerdict> verdicts() {
      return repository.verdicts(run().runId());
    }

    /** As another source has it under the identity of this run. */
    void requireSame(CountSource other) {
      Detection expected = DriftDetector.detect(definition, run(), other);
      assertThat(report.isSuccess()).isTrue();
      assertThat(report.summary()).isEqualTo(expected.summary());
      assertThat(events()).isEqualTo(expected.events());
      assertThat(repository.find(run().runId()).orElseThrow().events())
          .isEqualTo(expected.events());
      assertThat(repository.events(EventQuery.of(SimulatedTable.CUSTOMER)))
          .isEqualTo(expected.events());
      List<RecordedVerdict> verdicts = verdicts();
      assertThat(verdicts).isEqualTo(expected.verdicts().stream().map(Verdict::recorded).toList());
      assertThat(verdicts.stream().map(RecordedVerdict::explain).toList())
          .isEqualTo(expected.verdicts().stream().map(Verdict::explain).toList());
    }
  }

  // ---- the as-of law

  static Stream<Named<Supplier<TestDatabase>>> places() {
    return Stream.of(
        Named.of("H2 embedded", TestDatabases::h2),
        Named.of("PostgreSQL embedded", TestDatabases::postgresql));
  }

  /**
   * A past day's run of everything that there is by now says what it would have said then. With
   * hindsight it does not, which shows that there is something to be seen.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void aPastDayIsToldAsItWouldHaveBeenThen(Supplier<TestDatabase> place) {
    LocalDate later = AS_OF.plusDays(45);
    SimulatedTable all = SimulatedTable.of(customer(later), later, DAYS + 45);
    SimulatedTable then = all.asOf(AS_OF);
    assertThat(all.size()).isGreaterThan(then.size());
    assertThat(all.decided()).isGreaterThan(then.decided());
    DriftDatabase now = all.create(place.get());
    DriftDatabase earlier = then.create(place.get());
    Recorded told = Recorded.of(now, CONTROLLED);
    told.requireSame(earlier.counts(RecordTable.named("claim")));
    told.requireSame(then.inMemory());
    assertThat(told.events()).isNotEmpty();
    Definition hindsight = CONTROLLED.withPolicy(DriftPolicy.thresholds());
    assertThat(Recorded.of(now, hindsight).verdicts())
        .isNotEqualTo(Recorded.of(earlier, hindsight).verdicts());
  }

  // ---- customers of whom nothing is to be seen

  /** The family of which the simulations count false events: 40 segments of 30 to 60 claims. */
  private static SimulatedCustomer quiet(long seed, int days) {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedCustomer customer = new SimulatedCustomer();
    for (int i = 0; i < 40; i++) {
      double rate = (30 + 30 * random.nextDouble()) / 14;
      customer.add(
          "Payer " + i / 4,
          "Group " + i % 4,
          SimulatedClaims.of(Behaviour.of(rate))
              .withRho(seed % 2 == 0 ? 0 : 0.05)
              .withAmounts(20_000, 1, 1)
              .draw(AS_OF, days, random.nextLong()));
    }
    return customer;
  }

  private static void requireSameOnH2(long seed, int days) {
    SimulatedCustomer customer = quiet(seed, days);
    SimulatedTable table = SimulatedTable.of(customer, AS_OF, days);
    Recorded recorded = Recorded.of(table.create(TestDatabases.h2()), CONTROLLED);
    recorded.requireSame(customer);
    assertThat(recorded.verdicts()).hasSize(120);
  }

  @Test
  void oneOfTwentySimulatedCustomersIsTheSameOnH2() {
    requireSameOnH2(1, 28);
    requireSameOnH2(2, DAYS);
  }

  /** Of a thousand customers. */
  @Tag("proof")
  @Test
  void oneOfTwentySimulatedCustomersIsTheSameOnH2ForManySeeds() {
    LongStream.range(3, 53).forEach(seed -> requireSameOnH2(seed, seed % 4 == 0 ? DAYS : 28));
  }
}

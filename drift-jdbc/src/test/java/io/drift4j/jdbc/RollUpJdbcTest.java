package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.Dimension;
import io.drift4j.DriftDetector;
import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.DriftRepository;
import io.drift4j.EventQuery;
import io.drift4j.Evidence;
import io.drift4j.RecordedVerdict;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.Verdict;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coarser segments and computed dimensions are found in a host's table as in memory, are what a
 * definition by their dimensions finds there, and are read back as they were recorded.
 */
class RollUpJdbcTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final RecordTable CLAIMS = RecordTable.named("claim");

  private static final List<String> PAYER = List.of("payer");
  private static final List<String> KIND = List.of("kind");
  private static final List<String> NONE = List.of();

  /** The table has no kind, and the payer alone would not tell it. */
  private static final Dimension OF_BOTH =
      Dimension.computed(
          "kind",
          List.of("cpt_group", "payer"),
          fields -> fields.contains("SURG") && fields.contains("Aetna") ? "own" : "other");

  private static Definition by(DriftPolicy policy, List<String> dimensions) {
    Definition definition = ClaimDefinitions.payerDrift();
    return Definition.of("own", 1, dimensions, definition.metrics(), definition.lookback(), policy)
        .withComputed(dimensions.contains("kind") ? new Dimension[] {OF_BOTH} : new Dimension[0]);
  }

  private static Definition rolledUp(DriftPolicy policy) {
    return by(policy, List.of("payer", "kind")).withRollUp(PAYER, KIND, NONE);
  }

  private static SimulatedTable table(int days) {
    Behaviour usual = Behaviour.of(6);
    SimulatedCustomer customer = new SimulatedCustomer();
    for (String payer : List.of("Aetna", "Cigna")) {
      for (String group : List.of("LAB", "RAD", "SURG")) {
        SimulatedClaims claims = SimulatedClaims.of(usual).withAmounts(20_000, 1, 1);
        customer.add(
            payer,
            group,
            claims
                .changingFor(45, usual.withDenialRate(0.4))
                .draw(AS_OF, days, (payer + group).hashCode()));
      }
    }
    return SimulatedTable.of(customer, AS_OF, days);
  }

  static Stream<Named<Supplier<TestDatabase>>> places() {
    return Stream.of(
        Named.of("H2 embedded", TestDatabases::h2),
        Named.of("PostgreSQL embedded", TestDatabases::postgresql));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void isFoundInATableAsInMemoryAndReadBackAsItWasRecorded(Supplier<TestDatabase> place) {
    SimulatedTable table = table(180);
    TestDatabase host = place.get();
    DriftDatabase database = table.create(host);
    for (DriftPolicy policy : List.of(DriftPolicy.controlled(), DriftPolicy.thresholds())) {
      Definition definition = rolledUp(policy).withId(policy.id());
      database.verify(CLAIMS, definition).requireSound();
      requireRecorded(database, definition, table.inMemory());
      requireLaw(policy, database.counts(CLAIMS));
    }
    String whole = "select count(*) from drift_segment where dimension is null";
    int rows =
        Jdbi.create(host.dataSource())
            .withHandle(handle -> handle.select(whole).mapTo(int.class).one());
    assertThat(rows).isEqualTo(1);
  }

  private static void requireRecorded(
      DriftDatabase database, Definition definition, CountSource memory) {
    DriftRepository repository = database.keepVerdicts(KeptVerdicts.ALL).repository();
    DriftMonitor monitor = DriftMonitor.of(repository, database.counts(CLAIMS));
    RunReport report = monitor.run(definition, SimulatedTable.CUSTOMER, AS_OF);
    Detection expected = DriftDetector.detect(definition, report.run(), memory);
    assertThat(report.summary()).isEqualTo(expected.summary());
    assertThat(report.summary().groupsConsidered()).isEqualTo(3 + 2 + 2 + 1);
    assertThat(report.events()).isEqualTo(expected.events());
    assertThat(report.events().stream().map(RollUpJdbcTest::dimensions))
        .contains("[]", "[payer]", "[kind]", "[payer, kind]");
    assertThat(monitor.run(definition, SimulatedTable.CUSTOMER, AS_OF))
        .satisfies(again -> assertThat(again.alreadyRecorded()).isTrue())
        .satisfies(again -> assertThat(again.reason()).isNull())
        .satisfies(again -> assertThat(again.events()).isEqualTo(expected.events()));
    assertThat(repository.events(EventQuery.of(SimulatedTable.CUSTOMER).withDefinition(definition)))
        .isEqualTo(expected.events());
    assertThat(repository.verdicts(report.run().runId()))
        .isEqualTo(expected.verdicts().stream().map(Verdict::recorded).toList())
        .extracting(RecordedVerdict::explain)
        .isEqualTo(expected.verdicts().stream().map(Verdict::explain).toList());
  }

  private static String dimensions(DriftEvent event) {
    return event.segment().dimensions().toString();
  }

  private static void requireLaw(DriftPolicy policy, CountSource source) {
    SortedMap<String, List<Evidence>> expected = new TreeMap<>();
    for (List<String> dimensions : List.of(List.of("payer", "kind"), PAYER, KIND, NONE)) {
      expected.putAll(evidence(by(policy, dimensions), source));
    }
    assertThat(evidence(rolledUp(policy), source)).isEqualTo(expected).hasSize(2 * 8);
  }

  private static SortedMap<String, List<Evidence>> evidence(
      Definition definition, CountSource source) {
    Run run = Run.of(definition, SimulatedTable.CUSTOMER, AS_OF, source, 1);
    SortedMap<String, List<Evidence>> evidence = new TreeMap<>();
    for (Verdict verdict : DriftDetector.detect(definition, run, source).verdicts()) {
      evidence.put(verdict.segment().toJson() + verdict.metric(), verdict.examination().evidence());
    }
    return evidence;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void aColumnThatADimensionIsComputedFromAndTheTableHasNotIsNamed(Supplier<TestDatabase> place) {
    DriftDatabase database = table(30).create(place.get());
    Definition definition =
        by(DriftPolicy.thresholds(), PAYER)
            .withComputed(Dimension.computed("payer", "payer_name", String::valueOf));
    assertThat(database.verify(CLAIMS, definition).findings().toString())
        .contains("payer_name")
        .contains("withColumn(\"…\").as(\"payer_name\")");
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(CLAIMS));
    assertThatThrownBy(() -> monitor.run(definition, SimulatedTable.CUSTOMER, AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("a table or column is missing");
    RecordTable told = CLAIMS.withColumn("payer").as("payer_name");
    database.verify(told, definition).requireSound();
    assertThat(
            DriftMonitor.of(database.repository(), database.counts(told))
                .run(definition, SimulatedTable.CUSTOMER, AS_OF)
                .isSuccess())
        .isTrue();
  }
}

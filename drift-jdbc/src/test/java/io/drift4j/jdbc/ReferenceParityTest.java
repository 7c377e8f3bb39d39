package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftMonitor;
import io.drift4j.GoldenSet;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.migrations.TestDatabase;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database gives what the reference system gave, and what claims in memory give, bit for bit. */
class ReferenceParityTest {

  static Stream<Arguments> sets() {
    return GoldenSet.all().flatMap(set -> Vendors.all().map(vendor -> Arguments.of(set, vendor)));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void matchesTheReference(GoldenSet set, Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, set.claims());
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    DriftMonitor inMemory =
        DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(set.claims().stream()));
    for (String customer : set.customers()) {
      RunReport report = monitor.run(set.definition(), customer, set.asOf());
      set.assertMatches(report);
      set.assertMatches(monitor.run(set.definition(), customer, set.asOf()));
      assertThat(TestRuns.found(report))
          .isEqualTo(TestRuns.found(inMemory.run(set.definition(), customer, set.asOf())));
    }
  }
}

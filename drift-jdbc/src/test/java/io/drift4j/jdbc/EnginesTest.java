package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.GoldenSet;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.reference.ReferenceDefinitions;
import io.drift4j.migrations.TestDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every engine gives on a database what it gives in memory, bit for bit, which is what the
 * reference gave (tests of {@code io.drift4j.claims.reference}); and so does every sound
 * definition.
 */
class EnginesTest {

  private static final List<String> SETS =
      List.of("17_behavioral_mix", "18_driftwatch_amounts", "20_delayguard", "21_denialscope");

  /** What was found in memory, once for all databases. */
  private static final Map<String, Map<String, List<String>>> IN_MEMORY = new TreeMap<>();

  static Stream<Arguments> sets() {
    return SETS.stream().flatMap(set -> Vendors.all().map(vendor -> Arguments.of(set, vendor)));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void areTheSameInMemory(String name, Supplier<TestDatabase> vendor) {
    GoldenSet set = GoldenSet.named(name);
    TestDatabase host = vendor.get();
    ClaimTable.createDetailed(host, set.claims());
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    assertThat(found(monitor, set)).isEqualTo(inMemory(name, set));
  }

  private static Map<String, List<String>> inMemory(String name, GoldenSet set) {
    return IN_MEMORY.computeIfAbsent(
        name,
        n ->
            found(
                DriftMonitor.of(
                    new InMemoryDriftRepository(), ClaimCounts.of(set.claims().stream())),
                set));
  }

  /** Of each customer, by the reference's definitions and by the sound ones. */
  private static Map<String, List<String>> found(DriftMonitor monitor, GoldenSet set) {
    Map<String, List<String>> found = new TreeMap<>();
    for (String customer : set.customers()) {
      List<String> all = new ArrayList<>(found(monitor, reference(), customer, set.asOf()));
      all.addAll(found(monitor, sound(), customer, set.asOf()));
      found.put(customer, all);
    }
    return found;
  }

  /** All of them in one read. */
  private static List<String> found(
      DriftMonitor monitor, List<Definition> definitions, String customer, LocalDate asOf) {
    List<RunReport> reports = monitor.run(definitions, customer, asOf);
    return reports.stream().map(TestRuns::found).toList();
  }

  private static List<Definition> reference() {
    return List.of(
        ReferenceDefinitions.payerDrift(),
        ReferenceDefinitions.behavioralPrediction(),
        ReferenceDefinitions.driftwatch(),
        ReferenceDefinitions.delayguard(),
        ReferenceDefinitions.paymentTimingTrend(),
        ReferenceDefinitions.denialscope());
  }

  private static List<Definition> sound() {
    return List.of(
        ClaimDefinitions.payerDrift(),
        ClaimDefinitions.behavioralPrediction(),
        ClaimDefinitions.driftwatch(),
        ClaimDefinitions.delayguard(),
        ClaimDefinitions.paymentTimingTrend(),
        ClaimDefinitions.denialscope());
  }
}

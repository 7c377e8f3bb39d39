package io.drift4j.examples.benchmarks;

import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.reference.ReferenceDefinitions;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What six definitions cost when they are run together, in one read under one lock, beside the
 * dearest of them alone: those of {@link ClaimDefinitions} under {@code controlled()}, and the
 * engines of the reference system.
 *
 * <p>{@code java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.DefinitionsBenchmark
 * [vendor] [claims] [segments] [rounds]}; by default postgresql, 1,000,000 claims of 438 days,
 * 1,200 segments, 9 rounds after one that does not count.
 */
public final class DefinitionsBenchmark {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final int DAYS = 364 + 14 + 60;
  private static final int WARM_UP = 1;
  private static final String TOGETHER = "together";

  private static final List<Definition> CONTROLLED =
      List.of(
          ClaimDefinitions.payerDrift(),
          ClaimDefinitions.behavioralPrediction(),
          ClaimDefinitions.driftwatch(),
          ClaimDefinitions.delayguard(),
          ClaimDefinitions.paymentTimingTrend(),
          ClaimDefinitions.denialscope());

  private static final List<Definition> REFERENCE =
      List.of(
          ReferenceDefinitions.payerDrift(),
          ReferenceDefinitions.behavioralPrediction(),
          ReferenceDefinitions.driftwatch(),
          ReferenceDefinitions.delayguard(),
          ReferenceDefinitions.paymentTimingTrend(),
          ReferenceDefinitions.denialscope());

  private final DriftMonitor monitor;
  private final Map<String, List<Definition>> candidates = new LinkedHashMap<>();
  private final Timings timings = new Timings();
  private int runs;

  private DefinitionsBenchmark(ClaimsDatabase database, List<Definition> definitions) {
    DriftDatabase drift = DriftDatabase.on(database.pool());
    this.monitor = DriftMonitor.of(drift.repository(), drift.counts(RecordTable.named("claim")));
    definitions.forEach(definition -> candidates.put(definition.id(), List.of(definition)));
    candidates.put(TOGETHER, definitions);
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments vendor, number of claims, segments and rounds
   * @throws Exception if the database fails
   */
  public static void main(String[] arguments) throws Exception {
    int claims = number(arguments, 1, 1_000_000);
    int segments = number(arguments, 2, 1_200);
    int rounds = number(arguments, 3, 9);
    try (ClaimsDatabase database =
        ClaimsDatabase.start(arguments.length > 0 ? arguments[0] : "postgresql")) {
      DriftMigrations.on(database.pool()).migrate();
      SyntheticClaims.loadDetailed(database.pool(), claims, segments, AS_OF, DAYS);
      System.out.printf(
          Locale.ROOT,
          "%s, %,d claims of %d days, %,d segments%n",
          database.vendor(),
          claims,
          DAYS,
          segments);
      System.out.println("controlled");
      new DefinitionsBenchmark(database, CONTROLLED).compare(rounds);
      System.out.println("reference");
      new DefinitionsBenchmark(database, REFERENCE).compare(rounds);
    }
  }

  private static int number(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private void compare(int rounds) throws Exception {
    for (int round = 0; round < WARM_UP + rounds; round++) {
      if (round == WARM_UP) {
        timings.forget();
      }
      for (Map.Entry<String, List<Definition>> candidate : candidates.entrySet()) {
        measure(candidate.getKey(), ofItsOwn(candidate.getValue()), round == 0);
      }
    }
    String dearest = dearest();
    candidates.keySet().forEach(candidate -> print(candidate, dearest));
  }

  private void measure(String candidate, List<Definition> definitions, boolean isFirst)
      throws Exception {
    List<RunReport> reports =
        timings.measure(candidate, () -> monitor.run(definitions, "acme", AS_OF));
    if (isFirst) {
      tell(candidate, reports);
    }
  }

  /** Each run has ids of its own, so that none finds itself recorded already. */
  private List<Definition> ofItsOwn(List<Definition> definitions) {
    runs++;
    return definitions.stream()
        .map(definition -> definition.withId(definition.id() + "-" + runs))
        .toList();
  }

  private static void tell(String candidate, List<RunReport> reports) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %,d records, %,d events%n",
        candidate,
        reports.stream().mapToLong(report -> report.summary().rowsRead()).max().orElseThrow(),
        reports.stream().mapToLong(RunReport::eventsCreated).sum());
  }

  private String dearest() {
    return candidates.keySet().stream()
        .filter(candidate -> !candidate.equals(TOGETHER))
        .max(Comparator.comparingDouble(timings::median))
        .orElseThrow();
  }

  private void print(String candidate, String dearest) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %9.1f ms (median), our thread %9.1f, heap at most %5d MB; %.2f of %s%n",
        candidate,
        timings.median(candidate),
        timings.medianOfOurThread(candidate),
        timings.heap(candidate),
        timings.ratio(candidate, dearest),
        dearest);
  }
}

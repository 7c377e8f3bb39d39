package io.drift4j.examples.benchmarks;

import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.reference.ReferenceDefinitions;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

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
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();
  private final Map<String, List<Double>> ourMillis = new LinkedHashMap<>();
  private final Map<String, Long> heap = new LinkedHashMap<>();
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

  private void compare(int rounds) {
    for (int round = 0; round < WARM_UP + rounds; round++) {
      for (String candidate : candidates.keySet()) {
        measure(candidate, round);
      }
    }
    String dearest = dearest();
    candidates.keySet().forEach(candidate -> print(candidate, dearest));
  }

  private void measure(String candidate, int round) {
    List<Definition> definitions = ofItsOwn(of(candidates, candidate));
    parts().forEach(MemoryPoolMXBean::resetPeakUsage);
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    List<RunReport> reports = monitor.run(definitions, "acme", AS_OF);
    double took = (System.nanoTime() - start) / 1e6;
    double ours = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
    if (round < WARM_UP) {
      tell(candidate, reports);
      return;
    }
    millis.computeIfAbsent(candidate, c -> new ArrayList<>()).add(took);
    ourMillis.computeIfAbsent(candidate, c -> new ArrayList<>()).add(ours);
    long peak = parts().stream().mapToLong(part -> part.getPeakUsage().getUsed()).sum();
    heap.merge(candidate, peak >> 20, Math::max);
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
        .max(Comparator.comparingDouble(candidate -> Median.of(of(millis, candidate))))
        .orElseThrow();
  }

  private void print(String candidate, String dearest) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %9.1f ms (median), our thread %9.1f, heap at most %5d MB; %.2f of %s%n",
        candidate,
        Median.of(of(millis, candidate)),
        Median.of(of(ourMillis, candidate)),
        of(heap, candidate),
        Median.ofRatios(of(millis, candidate), of(millis, dearest)),
        dearest);
  }

  private static <T> T of(Map<String, T> values, String candidate) {
    return Objects.requireNonNull(values.get(candidate), candidate);
  }

  private static List<MemoryPoolMXBean> parts() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}

package io.drift4j.examples.benchmarks;

import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;

/**
 * What the scan costs, and the runs on it, on any of the databases: into the triangles and daily
 * tables of both windows of every segment, and under thresholds with few events and with many. All
 * are set against the cheapest statement that yields window tables, measured in turn with them,
 * beside {@code count(*)} and on PostgreSQL {@code COPY} of the same columns.
 *
 * <p>{@code java -Xmx64m -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.ScanBenchmark
 * [vendor] [claims] [segments] [rounds]}; by default postgresql (or mariadb, h2, sqlite), 1,000,000
 * claims, 1,200 segments, 7 rounds after 2 that do not count. With 1 segment, all claims are in it.
 * The 64 MB of H2 and SQLite are their databases' too. What is printed of the heap adds up the
 * peaks of its parts, which need not be of one moment, so that it may exceed the limit.
 */
public final class ScanBenchmark {

  private static final String RECORDS =
      """
      from claim
      where customer = 'acme' and submitted_date >= '2025-10-03' and submitted_date < '2026-01-15'
      """;

  private static final String CHEAPEST =
      """
      select payer, cpt_group, is_current, outcome, days, count(*)
      from (
        select payer, cpt_group, submitted_date >= '2026-01-01' as is_current, outcome, %s as days
        %s
      ) as reading
      group by payer, cpt_group, is_current, outcome, days
      """;

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final Definition FEW_EVENTS =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.thresholds());
  private static final Definition TABLES =
      Definition.of(
          "window-tables",
          1,
          List.of("payer", "cpt_group"),
          List.of(ClaimMetrics.DENIAL_RATE),
          Lookback.ofDays(90, 14),
          new WindowTables());
  private static final int WARM_UP = 2;

  private final ClaimsDatabase database;
  private final DriftMonitor monitor;
  private final DriftMonitor ofSecondOutcome;
  private final Map<String, Callable<String>> candidates = new LinkedHashMap<>();
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();
  private final Map<String, List<Double>> ourMillis = new LinkedHashMap<>();
  private int revision;

  private ScanBenchmark(ClaimsDatabase database) {
    this.database = database;
    this.monitor = monitor(RecordTable.named("claim"));
    this.ofSecondOutcome =
        monitor(
            RecordTable.named("claim")
                .withId("second-claims")
                .withColumn("second_outcome")
                .as("outcome"));
    String cheapest = String.format(Locale.ROOT, CHEAPEST, database.days(), RECORDS);
    candidates.put("cheapest statement", () -> read(cheapest));
    if (database.vendor().equals("postgresql")) {
      candidates.put("COPY", this::copy);
    }
    candidates.put("count(*)", () -> read("select count(*) " + RECORDS));
    candidates.put("scan into tables", this::scan);
    candidates.put("run, few events", () -> run(monitor));
    candidates.put("run, many events", () -> run(ofSecondOutcome));
  }

  private DriftMonitor monitor(RecordTable table) {
    DriftDatabase drift = DriftDatabase.on(database.pool());
    return DriftMonitor.of(drift.repository(), drift.counts(table));
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
    int rounds = number(arguments, 3, 7);
    try (ClaimsDatabase database =
        ClaimsDatabase.start(arguments.length > 0 ? arguments[0] : "postgresql")) {
      DriftMigrations.on(database.pool()).migrate();
      SyntheticClaims.load(database.pool(), claims, segments, AS_OF);
      System.out.printf(
          Locale.ROOT, "%s, %,d claims, %,d segments%n", database.vendor(), claims, segments);
      new ScanBenchmark(database).compare(rounds);
    }
  }

  private static int number(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private void compare(int rounds) throws Exception {
    for (int round = 0; round < WARM_UP + rounds; round++) {
      if (round == WARM_UP) {
        millis.clear();
        ourMillis.clear();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
      }
      for (String candidate : candidates.keySet()) {
        measure(candidate, round == 0);
      }
    }
    millis.keySet().forEach(this::print);
    printMemory();
  }

  private void measure(String candidate, boolean isFirst) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    String found = of(candidates, candidate).call();
    double took = (System.nanoTime() - start) / 1e6;
    double ours = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
    millis.computeIfAbsent(candidate, c -> new ArrayList<>()).add(took);
    ourMillis.computeIfAbsent(candidate, c -> new ArrayList<>()).add(ours);
    if (isFirst) {
      System.out.printf(Locale.ROOT, "%-20s %s%n", candidate, found);
    }
  }

  /** Reads every row, on a connection and in a transaction of its own, as a run does. */
  private String read(String sql) throws Exception {
    long records = 0;
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(5000);
        try (ResultSet result = statement.executeQuery(sql)) {
          int count = result.getMetaData().getColumnCount();
          while (result.next()) {
            records += result.getLong(count);
          }
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
    return records + " records";
  }

  private String copy() throws Exception {
    try (Connection connection = database.pool().getConnection()) {
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "copy (select payer, cpt_group, submitted_date, decided_date, outcome "
                      + RECORDS
                      + ") to stdout (format binary)",
                  OutputStream.nullOutputStream());
      return rows + " records";
    }
  }

  private String scan() {
    Detection found = monitor.preview(TABLES, "acme", AS_OF);
    return found.summary().rowsRead() + " records, " + found.verdicts().size() + " pairs of tables";
  }

  /** Each run is a revision of its own, so that none finds itself recorded already. */
  private String run(DriftMonitor monitor) {
    RunReport report = monitor.run(FEW_EVENTS, "acme", AS_OF, ++revision);
    return report.summary().rowsRead() + " records, " + report.eventsCreated() + " events";
  }

  private void print(String candidate) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %9.1f ms (median), at least %9.1f; our thread %8.1f; %.2f of the cheapest%n",
        candidate,
        Median.of(of(millis, candidate)),
        of(millis, candidate).stream().mapToDouble(some -> some).min().orElseThrow(),
        Median.of(of(ourMillis, candidate)),
        Median.ofRatios(of(millis, candidate), of(millis, "cheapest statement")));
  }

  private static <V> V of(Map<String, V> candidates, String candidate) {
    return Objects.requireNonNull(candidates.get(candidate), candidate);
  }

  private void printMemory() throws Exception {
    long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.out.printf(
        Locale.ROOT,
        "heap at most %d MB (peaks of its parts), limit %d MB%n",
        peak >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
    if (database.vendor().equals("postgresql")) {
      ServerMemory.ofBackends(database.pool()).forEach(System.out::println);
    }
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}

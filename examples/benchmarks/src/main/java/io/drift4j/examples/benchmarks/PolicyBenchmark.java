package io.drift4j.examples.benchmarks;

import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What a run under {@code DriftPolicy.controlled()} costs beside the cheapest statement that yields
 * window tables over the same days: a year of history, the windows, and the ages that their records
 * are followed.
 *
 * <p>{@code java -Xmx128m -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.PolicyBenchmark
 * [vendor] [claims] [segments] [rounds]}; by default postgresql, 1,000,000 claims over all days,
 * 1,200 segments, 21 rounds after 2 that do not count.
 */
public final class PolicyBenchmark {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final int DAYS = 364 + 14 + 60;
  private static final int WARM_UP = 2;
  private static final Definition CONTROLLED =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.controlled());

  private static final String CHEAPEST =
      """
      select payer, cpt_group, is_current, outcome, days, count(*)
      from (
        select payer, cpt_group, submitted_date >= '2026-01-01' as is_current, outcome, %s as days
        from claim
        where customer = 'acme' and submitted_date >= '%s' and submitted_date < '%s'
      ) as reading
      group by payer, cpt_group, is_current, outcome, days
      """;

  private final ClaimsDatabase database;
  private final DriftMonitor monitor;
  private final Map<String, Callable<String>> candidates = new LinkedHashMap<>();
  private final Timings timings = new Timings();
  private int revision;

  private PolicyBenchmark(ClaimsDatabase database) {
    this.database = database;
    DriftDatabase drift = DriftDatabase.on(database.pool());
    this.monitor = DriftMonitor.of(drift.repository(), drift.counts(RecordTable.named("claim")));
    String cheapest =
        String.format(Locale.ROOT, CHEAPEST, database.days(), AS_OF.minusDays(DAYS), AS_OF);
    candidates.put("cheapest statement", () -> read(cheapest));
    candidates.put("run, controlled", this::run);
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
    int rounds = number(arguments, 3, 21);
    try (ClaimsDatabase database =
        ClaimsDatabase.start(arguments.length > 0 ? arguments[0] : "postgresql")) {
      DriftMigrations.on(database.pool()).migrate();
      SyntheticClaims.load(database.pool(), claims, segments, AS_OF, DAYS);
      System.out.printf(
          Locale.ROOT,
          "%s, %,d claims of %d days, %,d segments%n",
          database.vendor(),
          claims,
          DAYS,
          segments);
      new PolicyBenchmark(database).compare(rounds);
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
      for (Map.Entry<String, Callable<String>> candidate : candidates.entrySet()) {
        String found = timings.measure(candidate.getKey(), candidate.getValue());
        if (round == 0) {
          System.out.printf(Locale.ROOT, "%-20s %s%n", candidate.getKey(), found);
        }
      }
    }
    candidates.keySet().forEach(this::print);
    System.out.printf(Locale.ROOT, "heap: limit %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
  }

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

  /** Each run is a revision of its own, so that none finds itself recorded already. */
  private String run() {
    RunReport report = monitor.run(CONTROLLED, "acme", AS_OF, ++revision);
    return report.summary().rowsRead() + " records, " + report.eventsCreated() + " events";
  }

  private void print(String candidate) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %9.1f ms (median), at least %9.1f; our thread %8.1f; heap at most %d MB;"
            + " %.2f of the cheapest%n",
        candidate,
        timings.median(candidate),
        timings.least(candidate),
        timings.medianOfOurThread(candidate),
        timings.heap(candidate),
        timings.ratio(candidate, "cheapest statement"));
  }
}

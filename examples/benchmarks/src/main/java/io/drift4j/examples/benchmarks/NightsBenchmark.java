package io.drift4j.examples.benchmarks;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a night under {@code DriftPolicy.monitored()} costs beside the cheapest statement over the
 * same 536 days, and what a backfill of a year of nights costs beside as many single runs, of which
 * every thirtieth is run.
 *
 * <p>{@code java -Xmx512m -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.NightsBenchmark
 * [vendor] [claims] [segments] [nights]}; by default postgresql, 1,000,000 claims over all days, 40
 * segments, 365 nights.
 */
public final class NightsBenchmark {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);

  /** The longest scale, the year before it, and the age that records are followed. */
  private static final int SPAN = 112 + 364 + 60;

  private static final int EVERY = 30;
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 2;
  private static final Definition MONITORED =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.monitored());

  /** By day, since a night looks at windows of four lengths, and learns how days differ. */
  private static final String CHEAPEST =
      """
      select payer, cpt_group, submitted_date, outcome, %s as days, count(*)
      from claim
      where customer = 'acme' and submitted_date >= '%s' and submitted_date < '%s'
      group by payer, cpt_group, submitted_date, outcome, days
      """;

  private final ClaimsDatabase database;
  private final TimedSource source;
  private final DriftMonitor monitor;
  private final Timings timings = new Timings();
  private int revision = 1;

  /** How long records are read, the time of whoever they are told included. */
  private static final class TimedSource implements CountSource {

    private final CountSource source;
    private double millis;

    TimedSource(CountSource source) {
      this.source = source;
    }

    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      long start = System.nanoTime();
      source.read(request, visitor);
      millis += (System.nanoTime() - start) / 1e6;
    }

    /** Since it was asked last. */
    double lap() {
      double lap = millis;
      millis = 0;
      return lap;
    }

    @Override
    public void requireMeaning(List<Definition> definitions) {
      source.requireMeaning(definitions);
    }

    @Override
    public String id() {
      return source.id();
    }

    @Override
    public SortedMap<String, String> settings() {
      return source.settings();
    }

    @Override
    public Set<String> lacking(Set<String> fields) {
      return source.lacking(fields);
    }

    @Override
    public OptionalInt freshWithinDays() {
      return source.freshWithinDays();
    }
  }

  private NightsBenchmark(ClaimsDatabase database) {
    DriftDatabase drift = DriftDatabase.on(database.pool());
    this.database = database;
    this.source = new TimedSource(drift.counts(RecordTable.named("claim")));
    this.monitor = DriftMonitor.of(drift.repository(), source);
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments vendor, number of claims, segments and nights
   * @throws Exception if the database fails
   */
  public static void main(String[] arguments) throws Exception {
    String vendor = arguments.length > 0 ? arguments[0] : "postgresql";
    int claims = number(arguments, 1, 1_000_000);
    int segments = number(arguments, 2, 40);
    int nights = number(arguments, 3, 365);
    try (ClaimsDatabase database = load(vendor, claims, segments, SPAN)) {
      new NightsBenchmark(database).night();
    }
    try (ClaimsDatabase database = load(vendor, claims, segments, SPAN + nights)) {
      new NightsBenchmark(database).year(nights);
    }
  }

  private static int number(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private static ClaimsDatabase load(String vendor, int claims, int segments, int days)
      throws Exception {
    ClaimsDatabase database = ClaimsDatabase.start(vendor);
    DriftMigrations.on(database.pool()).migrate();
    SyntheticClaims.load(database.pool(), claims, segments, AS_OF, days);
    print("%s, %,d claims of %d days, %,d segments", vendor, claims, days, segments);
    return database;
  }

  private void night() throws Exception {
    String cheapest =
        String.format(Locale.ROOT, CHEAPEST, database.days(), AS_OF.minusDays(SPAN), AS_OF);
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      if (round == WARM_UP) {
        timings.forget();
      }
      timings.measure("statement", () -> cells(cheapest));
      timings.measure("night", () -> run(AS_OF, revision++));
    }
    print(
        "  a night %.0f ms (our thread %.0f), the cheapest statement by day %.0f ms: %.2f times",
        timings.median("night"),
        timings.medianOfOurThread("night"),
        timings.median("statement"),
        timings.ratio("night", "statement"));
  }

  private RunReport run(LocalDate asOf, int ofRevision) {
    return monitor.run(MONITORED, "acme", asOf, ofRevision);
  }

  private long cells(String sql) throws SQLException {
    long cells = 0;
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(5000);
        try (ResultSet result = statement.executeQuery(sql)) {
          while (result.next()) {
            cells++;
          }
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
    return cells;
  }

  private void year(int nights) throws Exception {
    LocalDate first = AS_OF.minusDays(nights - 1L);
    source.lap();
    List<RunReport> reports =
        timings.measure(
            "backfill", () -> monitor.backfill(MONITORED, "acme", first, AS_OF, report -> {}));
    double scansOfAll = source.lap();
    int singles = 0;
    for (LocalDate asOf = first; !asOf.isAfter(AS_OF); asOf = asOf.plusDays(EVERY)) {
      LocalDate day = asOf;
      timings.measure("single", () -> run(day, 2));
      singles++;
    }
    double scansOfSingles = source.lap() / singles * nights;
    double all = timings.median("backfill");
    print(
        "  %d nights in one go: %.1f s, of which %.1f s reading",
        reports.size(), all / 1e3, scansOfAll / 1e3);
    print(
        "  reading is %.3f of that of as many single runs, the whole %.2f (%d of them were run)",
        scansOfAll / scansOfSingles, all / (timings.median("single") * nights), singles);
    print(
        "  heap at most %d MB in one go, %d MB in a single run; limit %d MB",
        timings.heap("backfill"), timings.heap("single"), Runtime.getRuntime().maxMemory() >> 20);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}

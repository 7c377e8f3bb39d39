package io.drift4j.examples.quickstart;

import io.drift4j.Availability;
import io.drift4j.Backtest;
import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.Episodes;
import io.drift4j.NoticeFeed;
import io.drift4j.RunReport;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.DriftListener;
import io.drift4j.jdbc.DriftSweep;
import io.drift4j.jdbc.KeptVerdicts;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.jdbc.RunTimes;
import io.drift4j.jdbc.SweepReport;
import io.drift4j.migrations.DriftMigrations;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** All that a service writes to watch its claims: two migrations side by side, and the runs. */
final class DriftRuns {

  /** Flyway begins its history without a lock: who comes second fails, and then finds it done. */
  private static final int ATTEMPTS_TO_MIGRATE = 5;

  /** On SQLite a run waits for the loads of others too. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final DriftDatabase database;
  private final CountSource claims;
  private final int threads;

  private DriftRuns(DriftDatabase database, CountSource claims, int threads) {
    this.database = database;
    this.claims = claims;
    this.threads = threads;
  }

  /** A pool with a connection for each thread is enough. */
  static DriftRuns on(DataSource dataSource, int threads) {
    DriftDatabase database =
        DriftDatabase.on(dataSource).withLockWait(LONGEST_WAIT).keepVerdicts(KeptVerdicts.ALL);
    return new DriftRuns(database, database.counts(RecordTable.named("claim")), threads);
  }

  /** The library's tables, with their own history; and the service's, with its. */
  static void migrate(DataSource dataSource) {
    DriftMigrations.on(dataSource).migrate();
    Product product = Product.of(dataSource);
    Flyway flyway =
        Flyway.configure(DriftRuns.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:io/drift4j/examples/quickstart/claims")
            .placeholders(product.placeholders())
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
    migrate(flyway, ATTEMPTS_TO_MIGRATE);
  }

  private static void migrate(Flyway flyway, int attempts) {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      if (attempts == 1) {
        throw Databases.failed("creating the table of claims", e);
      }
      migrate(flyway, attempts - 1);
    }
  }

  /** What nights of a customer would have told. */
  Backtest backtest(Definition definition, String customer, Range range) {
    return DriftMonitor.of(database.repository(), claims)
        .backtest(definition, customer, range.from(), range.to());
  }

  /** Nights of all customers, in the order of these; nothing unless all are recorded. */
  List<Backfilled> backfill(
      Definition definition, List<String> customers, Range range, Progress progress) {
    RecordedNights nights = new RecordedNights(progress, customers.size() * range.nights());
    SweepReport sweep =
        DriftSweep.of(database.withListener(nights), claims)
            .withThreads(threads)
            .backfill(definition, customers, range.from(), range.to());
    progress.done();
    requireComplete(sweep);
    return customers.stream().map(nights::of).toList();
  }

  /** What has changed, for people. */
  Episodes episodes() {
    return database.episodes();
  }

  /** What a consumer was not told yet. */
  NoticeFeed notices(String consumer) {
    return database.notices(consumer);
  }

  /** What of a definition can be computed of the claims, which may lack some of its columns. */
  Availability available(Definition definition) {
    return definition.availableIn(claims);
  }

  /** The reports in the order of the customers, whoever was first; nothing unless all are there. */
  List<RunReport> run(
      Definition definition,
      List<String> customers,
      LocalDate asOf,
      int revision,
      Progress progress) {
    SweepReport sweep =
        DriftSweep.of(database.withListener(new Counter(progress, customers.size())), claims)
            .withThreads(threads)
            .run(definition, customers, asOf, revision);
    progress.done();
    requireComplete(sweep);
    return List.copyOf(sweep.reports().values());
  }

  /** The runs with what was decided of everything, so that it can be said why nothing was found. */
  List<Findings> findings(List<RunReport> reports) {
    DriftRepository repository = database.repository();
    return reports.stream()
        .map(report -> new Findings(report, repository.verdicts(report.run().runId())))
        .toList();
  }

  private static void requireComplete(SweepReport sweep) {
    for (RuntimeException failure : sweep.failures().values()) {
      throw failure;
    }
    if (!sweep.isComplete()) {
      throw new DriftException(sweep.notBegun().size() + " customers are left; repeat the command");
    }
  }

  /** Counts the customers that are done. */
  private static final class Counter implements DriftListener {

    private final Progress progress;
    private final String what;
    private final AtomicInteger done = new AtomicInteger();

    Counter(Progress progress, int customers) {
      this.progress = progress;
      this.what = "of " + customers + " customers";
    }

    @Override
    public void runFinished(RunReport report, RunTimes times) {
      progress.show(what, done.incrementAndGet());
    }

    @Override
    public void runEmpty(RunReport report, RunTimes times) {
      progress.show(what, done.incrementAndGet());
    }

    @Override
    public void runAlreadyRecorded(RunReport report, RunTimes times) {
      progress.show(what, done.incrementAndGet());
    }
  }
}

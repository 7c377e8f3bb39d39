package io.drift4j.jdbc;

import io.drift4j.CountSource;
import io.drift4j.CustomerBusyException;
import io.drift4j.Decision;
import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import io.drift4j.EventQuery;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs in a database. A run's life is: begun in a transaction of its own; then, in one
 * transaction, the customer's row locked, looked at again, computed, its events inserted and the
 * run finished; on failure marked so in a transaction of its own.
 */
final class JdbiDriftRepository implements DriftRepository {

  private static final Logger LOG = LoggerFactory.getLogger(JdbiDriftRepository.class);
  private static final int LONGEST_ERROR = 1000;
  private static final int MOST_PARAMETERS = 1000;

  private final Jdbi jdbi;
  private final Vendor vendor;
  private final OwnTransactions transactions;
  private final InstantSource clock;
  private final LockMode lock;
  private final Consumer<RunStep> steps;

  JdbiDriftRepository(
      Jdbi jdbi,
      Vendor vendor,
      OwnTransactions transactions,
      InstantSource clock,
      LockMode lock,
      Consumer<RunStep> steps) {
    this.jdbi = jdbi;
    this.vendor = vendor;
    this.transactions = transactions;
    this.clock = clock;
    this.lock = lock;
    this.steps = steps;
  }

  @Override
  public RunReport record(Run run, Supplier<Detection> computation) {
    return begin(run).orElseGet(() -> new Recording(run, computation).record());
  }

  /**
   * The report, if the run is recorded already; otherwise the run is there now, as RUNNING at
   * first.
   */
  private Optional<RunReport> begin(Run run) {
    Optional<RunReport> recorded = transact("beginning a run", handle -> begin(handle, run));
    steps.accept(RunStep.BEGUN);
    return recorded;
  }

  private Optional<RunReport> begin(Handle handle, Run run) {
    vendor.limitLockWait(handle, lock.longestWait());
    Optional<StoredRun> stored = runs(handle).find(run.runId());
    if (stored.isEmpty()) {
      unlessBusy(run, () -> insert(handle, run));
    }
    return stored.filter(StoredRun::isSuccess).map(found -> report(handle, found));
  }

  /**
   * The customer only if it is new: to look whether a locked row is there may mean to wait for it.
   */
  private Run insert(Handle handle, Run run) {
    Inserts inserts = new Inserts(handle, vendor, run, nowMicros());
    if (runs(handle).countCustomers(run.customerKey()) == 0) {
      inserts.customer();
    }
    inserts.run();
    return run;
  }

  /** One call's way from the begun run to the recorded one. */
  private final class Recording {

    private final Run run;
    private final Supplier<Detection> computation;
    private final String recordingId = UUID.randomUUID().toString();
    private Optional<Integer> attempt = Optional.empty(); // as read under the lock

    Recording(Run run, Supplier<Detection> computation) {
      this.run = run;
      this.computation = computation;
    }

    RunReport record() {
      try {
        RunReport report = transactions.run(this::recordLocked);
        steps.accept(RunStep.COMMITTED);
        LOG.debug("run {} is recorded, {} events are new", run.runId(), report.eventsCreated());
        return report;
      } catch (RuntimeException | Error e) {
        return attempt.map(seen -> failed(seen, e)).orElseThrow(() -> asOurs(e));
      }
    }

    private RunReport recordLocked(Handle handle) {
      lockCustomer(handle, run);
      steps.accept(RunStep.LOCKED);
      StoredRun stored = runs(handle).find(run.runId()).orElseThrow(() -> vanished(run));
      attempt = Optional.of(stored.attempt());
      return stored.isSuccess() ? report(handle, stored) : compute(handle);
    }

    private RunReport compute(Handle handle) {
      Detection detection = computation.get();
      steps.accept(RunStep.READ);
      new Inserts(handle, vendor, run, nowMicros()).events(detection.events(), recordingId);
      steps.accept(RunStep.INSERTED);
      succeed(handle, detection.summary());
      int created = events(handle).recordedBy(run.runId(), recordingId);
      steps.accept(RunStep.COMMITTING);
      return RunReport.recorded(run, detection, created);
    }

    private void succeed(Handle handle, RunSummary summary) {
      Map<Decision, Integer> verdicts = summary.verdicts();
      runs(handle)
          .succeed(
              run.runId(),
              run.libraryVersion(),
              nowMicros(),
              summary.rowsRead(),
              summary.newestRecordDay(),
              summary.newestEventDay(),
              summary.groupsConsidered(),
              verdicts.getOrDefault(Decision.DRIFT, 0),
              verdicts.getOrDefault(Decision.EQUIVALENT, 0),
              verdicts.getOrDefault(Decision.INCONCLUSIVE, 0),
              verdicts.getOrDefault(Decision.UNREMARKABLE, 0),
              verdicts.getOrDefault(Decision.SKIPPED, 0));
    }

    /**
     * Marks the run failed, unless it is somebody else's by now. If it turns out to be recorded (by
     * another, or by this call when only the answer to its commit was lost), that is the result.
     */
    private RunReport failed(int seen, Throwable failure) {
      return recordedDespite(seen, failure).orElseThrow(() -> asOurs(failure));
    }

    private Optional<RunReport> recordedDespite(int seen, Throwable failure) {
      try {
        return transactions.run(handle -> markFailed(handle, seen, failure));
      } catch (RuntimeException e) {
        failure.addSuppressed(DatabaseErrors.translate("marking a run failed", e));
        return Optional.empty();
      }
    }

    private Optional<RunReport> markFailed(Handle handle, int seen, Throwable failure) {
      runs(handle).fail(run.runId(), seen, describe(failure), nowMicros());
      return runs(handle)
          .find(run.runId())
          .filter(StoredRun::isSuccess)
          .map(stored -> report(handle, stored));
    }
  }

  private void lockCustomer(Handle handle, Run run) {
    if (!lock.isOn()) {
      return;
    }
    vendor.limitLockWait(handle, lock.longestWait());
    unlessBusy(
        run,
        () ->
            handle
                .createQuery(vendor.lockCustomer(lock.longestWait()))
                .bind("customerKey", run.customerKey())
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> vanished(run)));
  }

  /** A wait that was too long says nothing about the run, only that its customer is busy. */
  private <T> T unlessBusy(Run run, Supplier<T> statement) {
    long start = System.nanoTime();
    try {
      return statement.get();
    } catch (RuntimeException e) {
      throw DatabaseErrors.has(e, vendor::isLockTimeout)
          ? new CustomerBusyException(run.customer(), Duration.ofNanos(System.nanoTime() - start))
          : e;
    }
  }

  private static DriftException vanished(Run run) {
    return new DriftException(
        "run " + run.runId() + " or its customer was deleted while it ran; repeat the run");
  }

  @Override
  public Optional<RunReport> find(String runId) {
    return transact(
        "reading a run", handle -> runs(handle).find(runId).map(stored -> report(handle, stored)));
  }

  @Override
  public List<DriftEvent> events(EventQuery query) {
    return transact("reading events", handle -> events(handle, query));
  }

  private List<DriftEvent> events(Handle handle, EventQuery query) {
    List<StoredRun> runs =
        runs(handle)
            .newestSuccessful(
                Run.customerKey(query.customer()), query.definitionId(), query.asOf());
    return events(handle, runs).stream().sorted().toList();
  }

  private static List<DriftEvent> events(Handle handle, List<StoredRun> stored) {
    Map<String, Run> runs = new LinkedHashMap<>();
    stored.forEach(run -> runs.put(run.run().runId(), run.run()));
    return EventRow.events(runs, eventRows(handle, List.copyOf(runs.keySet())));
  }

  private static List<EventRow> eventRows(Handle handle, List<String> runIds) {
    List<EventRow> rows = new ArrayList<>();
    for (int start = 0; start < runIds.size(); start += MOST_PARAMETERS) {
      int end = Math.min(start + MOST_PARAMETERS, runIds.size());
      rows.addAll(events(handle).ofRuns(runIds.subList(start, end)));
    }
    return rows;
  }

  /** A source on the same database reads on the connection that holds the lock. */
  @Override
  public boolean computesUnderLock(CountSource source) {
    return source instanceof JdbcCountSource counts && counts.isOn(jdbi);
  }

  private RunReport report(Handle handle, StoredRun stored) {
    return stored.report(stored.isSuccess() ? events(handle, List.of(stored)) : List.of());
  }

  private <T> T transact(String doing, Function<Handle, T> work) {
    try {
      return transactions.run(work);
    } catch (RuntimeException e) {
      throw DatabaseErrors.translate(doing, e);
    }
  }

  private static RuntimeException asOurs(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return DatabaseErrors.translate("recording a run", (RuntimeException) failure);
  }

  /** What may be stored of a failure: our own messages, of anything else the type alone. */
  private static String describe(Throwable failure) {
    Throwable ours =
        failure instanceof RuntimeException e
            ? DatabaseErrors.translate("recording a run", e)
            : failure;
    String text =
        ours instanceof DriftException
            ? String.valueOf(ours.getMessage())
            : ours.getClass().getName();
    return text.substring(0, Math.min(LONGEST_ERROR, text.length()));
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  private static RunTable runs(Handle handle) {
    return handle.attach(RunTable.class);
  }

  private static EventTable events(Handle handle) {
    return handle.attach(EventTable.class);
  }
}

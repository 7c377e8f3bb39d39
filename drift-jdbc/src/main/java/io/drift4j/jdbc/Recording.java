package io.drift4j.jdbc;

import io.drift4j.CustomerBusyException;
import io.drift4j.Detection;
import io.drift4j.DriftException;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import io.drift4j.TransientDriftException;
import io.drift4j.Window;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * One call's way to a recorded run: begun in a transaction of its own; then, in one transaction,
 * the customer locked, looked at again, computed, its events inserted and the run finished; on
 * failure marked so in a transaction of its own. In a transaction of the caller's all of it is one
 * piece.
 */
final class Recording {

  private static final int LONGEST_REASON = 1000;

  private final Storage storage;
  private final Transactions transactions;
  private final Dialect dialect;
  private final Run run;
  private final Supplier<Detection> computation;
  private final String recordingId = UUID.randomUUID().toString();

  /** As read under the lock, or before computing where that is done without: what fencing needs. */
  private Optional<Integer> attempt = Optional.empty();

  Recording(Storage storage, Run run, Supplier<Detection> computation) {
    this.storage = storage;
    this.transactions = storage.transactions();
    this.dialect = storage.dialect();
    this.run = run;
    this.computation = computation;
  }

  RunReport record() {
    return transactions.areOurs() ? inOwnTransactions() : inTheCallersTransaction();
  }

  private RunReport inTheCallersTransaction() {
    try {
      RunReport report = write(handle -> begin(handle).orElseGet(() -> computeLocked(handle)));
      storage.announcer().endedInTheCallersTransaction(report);
      return report.alreadyRecorded() ? report : report.awaitingCommit();
    } catch (RuntimeException e) {
      throw ours(e);
    }
  }

  private RunReport inOwnTransactions() {
    try {
      RunReport report = begin().orElseGet(this::computeOrTakeOver);
      storage.announcer().ended(report);
      return report;
    } catch (RuntimeException | Error e) {
      storage.announcer().failed(run, e);
      throw e;
    }
  }

  // ---- begun

  /** The report, if the run is recorded already; otherwise it is there now, as running at first. */
  private Optional<RunReport> begin() {
    try {
      Optional<RunReport> recorded = write(this::begin);
      reached(RunStep.BEGUN);
      return recorded;
    } catch (RuntimeException e) {
      throw ours(e);
    }
  }

  private Optional<RunReport> begin(Handle handle) {
    Optional<StoredRun> stored = runs(handle).find(run.runId());
    if (stored.isEmpty()) {
      unlessBusy(() -> insert(handle));
    }
    if (!dialect.locksRows()) {
      attempt = stored.map(StoredRun::attempt).or(() -> Optional.of(0));
    }
    return stored.filter(StoredRun::isSuccess).map(found -> storage.report(handle, found));
  }

  /**
   * The customer only if it is new: to look whether a locked row is there may mean to wait for it.
   */
  private Run insert(Handle handle) {
    Inserts inserts = new Inserts(handle, dialect, run, storage.nowMicros());
    if (runs(handle).countCustomers(run.customerKey()) == 0) {
      inserts.customer();
    }
    inserts.run();
    return run;
  }

  // ---- computed

  private RunReport computeOrTakeOver() {
    storage.announcer().started(run);
    try {
      RunReport report = dialect.locksRows() ? write(this::computeLocked) : computeThenLock();
      reached(RunStep.COMMITTED);
      return report;
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  private RunReport computeLocked(Handle handle) {
    return locked(handle, this::compute);
  }

  /** Where the lock is everybody's, it is taken for the writing only. */
  private RunReport computeThenLock() {
    Detection detection = compute();
    return write(handle -> locked(handle, () -> detection));
  }

  private Detection compute() {
    Detection detection = computation.get();
    reached(RunStep.READ);
    return detection;
  }

  private RunReport locked(Handle handle, Supplier<Detection> detection) {
    lockCustomer(handle);
    reached(RunStep.LOCKED);
    StoredRun stored = lastCommitted(handle).orElseThrow(this::vanished);
    attempt = Optional.of(stored.attempt());
    return stored.isSuccess() ? found(handle, stored) : keep(handle, detection.get());
  }

  /** A transaction of the caller's may show the run as it was when that began. */
  private Optional<StoredRun> lastCommitted(Handle handle) {
    if (transactions.areOurs()) {
      return runs(handle).find(run.runId());
    }
    Optional<StoredRun> last = runs(handle).find(run.runId(), dialect.lastCommitted());
    if (isSuccess(last) && !isSuccess(runs(handle).find(run.runId()))) {
      throw new TransientDriftException(
          "run "
              + run.runId()
              + " was recorded after the joined transaction had begun, which cannot see its events;"
              + " begin a new transaction and repeat it");
    }
    return last;
  }

  private static boolean isSuccess(Optional<StoredRun> stored) {
    return stored.filter(StoredRun::isSuccess).isPresent();
  }

  private void lockCustomer(Handle handle) {
    if (storage.lock().isOn()) {
      long start = System.nanoTime();
      unlessBusy(() -> storage.customerRow().lock(handle, dialect, storage.lock(), run));
      storage.announcer().lockObtained(run, since(start));
    }
  }

  private RunReport keep(Handle handle, Detection detection) {
    if (detection.emptyBecause() != null) {
      return leaveEmpty(handle, detection, detection.emptyBecause());
    }
    Inserts inserts = new Inserts(handle, dialect, run, storage.nowMicros());
    inserts.events(detection.events(), recordingId, () -> reached(RunStep.INSERTING));
    reached(RunStep.INSERTED);
    succeed(handle, detection.summary());
    StoredRun stored = runs(handle).find(run.runId()).orElseThrow(this::vanished);
    RunReport report =
        stored.isRecordedBy(recordingId)
            ? number(handle, inserts, detection)
            : found(handle, stored);
    reached(RunStep.COMMITTING);
    return report;
  }

  /** Nothing to keep, unless somebody else has recorded the run without the lock. */
  private RunReport leaveEmpty(Handle handle, Detection detection, String because) {
    runs(handle).leaveEmpty(run.runId(), shortened(because), storage.nowMicros());
    StoredRun stored = runs(handle).find(run.runId()).orElseThrow(this::vanished);
    return stored.isSuccess() ? found(handle, stored) : RunReport.empty(run, detection);
  }

  /** Only a run that is ours counts, so that there are no gaps whoever else was here. */
  private RunReport number(Handle handle, Inserts inserts, Detection detection) {
    inserts.counts(detection.summary());
    runs(handle).countRun(run.customerKey());
    long number = runs(handle).lastRunNumber(run.customerKey());
    runs(handle).number(run.runId(), number);
    int created = events(handle).countRecordedBy(run.runId(), recordingId);
    return RunReport.recorded(run, number, detection, created);
  }

  private void succeed(Handle handle, RunSummary summary) {
    Window span = summary.span();
    runs(handle)
        .succeed(
            run.runId(),
            run.libraryVersion(),
            storage.nowMicros(),
            recordingId,
            span == null ? null : span.startInclusive(),
            span == null ? null : span.endExclusive(),
            summary.rowsRead(),
            summary.newestRecordDay(),
            summary.newestEventDay(),
            summary.groupsConsidered());
  }

  // ---- found

  /** As recorded by another, or by this call when only the answer to its commit was lost. */
  private RunReport found(Handle handle, StoredRun stored) {
    RunReport report = storage.report(handle, stored);
    return stored.isRecordedBy(recordingId) ? toItsRecorder(report) : report;
  }

  private static RunReport toItsRecorder(RunReport report) {
    return new RunReport(
        report.run(),
        report.status(),
        report.number(),
        false,
        report.events().size(),
        false,
        report.summary(),
        report.events(),
        null);
  }

  // ---- failed

  /**
   * Marks the run failed, unless it is somebody else's by now. If it turns out to be recorded, that
   * is the result. A busy customer is no failure of the run.
   */
  private RunReport failed(Throwable failure) {
    Throwable ours = failure instanceof RuntimeException e ? ours(e) : failure;
    return (ours instanceof CustomerBusyException
            ? Optional.<RunReport>empty()
            : recordedDespite(ours))
        .orElseThrow(() -> thrown(ours));
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private Optional<RunReport> recordedDespite(Throwable failure) {
    try {
      return write(handle -> markFailed(handle, failure));
    } catch (RuntimeException e) {
      failure.addSuppressed(ours(e));
      return Optional.empty();
    }
  }

  private Optional<RunReport> markFailed(Handle handle, Throwable failure) {
    attempt.ifPresent(
        seen ->
            runs(handle)
                .fail(
                    run.runId(),
                    seen,
                    shortened(DatabaseErrors.tellable(failure)),
                    storage.nowMicros()));
    return runs(handle)
        .find(run.runId())
        .filter(StoredRun::isSuccess)
        .map(stored -> found(handle, stored));
  }

  private static String shortened(String text) {
    int end = Math.min(LONGEST_REASON, text.length());
    boolean halved = end < text.length() && Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, halved ? end - 1 : end);
  }

  // ---- the database's words into ours

  /** To begin may be to wait for a lock, where it is the whole file's. */
  private <T> T write(Function<Handle, T> work) {
    return unlessBusy(
        () ->
            transactions.write(
                storage.lock().longestWait(),
                (failures, pause, failure) ->
                    storage.announcer().retried(run, failures, pause, ours(failure)),
                work));
  }

  private RuntimeException ours(RuntimeException failure) {
    return DatabaseErrors.translate(dialect, "recording a run", failure);
  }

  /** A wait that was too long says nothing about the run, only that its customer is busy. */
  private <T> T unlessBusy(Supplier<T> statement) {
    long start = System.nanoTime();
    try {
      return statement.get();
    } catch (RuntimeException e) {
      throw busy(e, start);
    }
  }

  private RuntimeException busy(RuntimeException failure, long start) {
    return !(failure instanceof DriftException)
            && DatabaseErrors.kind(dialect, failure) == Failure.LOCK_TIMEOUT
        ? new CustomerBusyException(run.customer(), since(start))
        : failure;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private DriftException vanished() {
    return new DriftException(
        "run " + run.runId() + " or its customer was deleted while it ran; repeat the run");
  }

  private void reached(RunStep step) {
    storage.steps().accept(step);
  }

  private static RunTable runs(Handle handle) {
    return handle.attach(RunTable.class);
  }

  private static EventTable events(Handle handle) {
    return handle.attach(EventTable.class);
  }
}

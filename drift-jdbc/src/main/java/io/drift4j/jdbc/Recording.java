package io.drift4j.jdbc;

import io.drift4j.Computation;
import io.drift4j.Computed;
import io.drift4j.CustomerBusyException;
import io.drift4j.DriftEvent;
import io.drift4j.Episode;
import io.drift4j.Remembered;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.Segment;
import io.drift4j.Verdict;
import io.drift4j.jdbc.Stopwatch.Phase;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * One call's way to recorded runs of a customer: begun in a transaction of its own; then, in one
 * transaction, the customer locked, the runs looked at again, computed, their events inserted and
 * the runs finished; on failure marked so in a transaction of its own. In a transaction of the
 * caller's all of it is one piece. What concerns one run is told by {@link RunRow}.
 */
final class Recording {

  private final Storage storage;
  private final Transactions transactions;
  private final Dialect dialect;
  private final Announcer announcer;
  private final Run any; // of the customer
  private final Computation computation;
  private final Stopwatch watch;
  private final String recordingId = UUID.randomUUID().toString();

  /** In the order of the call, which is that of their numbers. */
  private final List<RunRow> rows;

  /** In the order of their keys, as every writer does: two of them cannot wait for each other. */
  private final List<RunRow> byKey;

  Recording(Storage storage, List<Run> runs, Computation computation) {
    this.storage = storage;
    this.transactions = storage.transactions();
    this.dialect = storage.dialect();
    this.announcer = storage.announcer();
    this.any = runs.get(0);
    this.computation = computation;
    this.watch = new Stopwatch(computation.spentBefore());
    this.rows = runs.stream().map(run -> new RunRow(storage, run, recordingId)).toList();
    this.byKey = rows.stream().sorted(Comparator.comparing(row -> row.run().runId())).toList();
  }

  List<RunReport> record() {
    return transactions.areOurs() ? inOwnTransactions() : inTheCallersTransaction();
  }

  private List<RunReport> inTheCallersTransaction() {
    try {
      List<RunReport> reports =
          write(handle -> begin(handle).orElseGet(() -> computeLocked(handle)));
      tell(reports, announcer::endedInTheCallersTransaction);
      return reports.stream().map(r -> r.alreadyRecorded() ? r : r.awaitingCommit()).toList();
    } catch (RuntimeException | Error e) {
      Throwable ours = e instanceof RuntimeException failure ? ours(failure) : e;
      tellOfFailure(ours);
      throw thrown(ours);
    }
  }

  private List<RunReport> inOwnTransactions() {
    try {
      List<RunReport> reports = begin().orElseGet(this::computeOrTakeOver);
      tell(reports, announcer::ended);
      return reports;
    } catch (RuntimeException | Error e) {
      tellOfFailure(e);
      throw e;
    }
  }

  private void tellOfFailure(Throwable failure) {
    RunTimes times = watch.times();
    unrecorded().forEach(row -> announcer.failed(row.run(), row.cause(failure), times));
  }

  private void tell(List<RunReport> reports, BiConsumer<RunReport, RunTimes> ended) {
    RunTimes times = watch.times();
    for (int i = 0; i < rows.size(); i++) {
      RunReport report = reports.get(i);
      if (report.status() == RunStatus.FAILED) {
        rows.get(i).failure().ifPresent(e -> announcer.failed(report.run(), e, times));
      } else {
        ended.accept(report, times);
        tellOfNotices(rows.get(i), report);
      }
    }
  }

  private void tellOfNotices(RunRow row, RunReport report) {
    if (transactions.areOurs() && !report.alreadyRecorded() && !row.notices().isEmpty()) {
      announcer.told(report, row.notices());
    }
  }

  /** All, if what failed is to read what was recorded. */
  private List<RunRow> unrecorded() {
    return due().isEmpty() ? rows : due();
  }

  private List<RunRow> due() {
    return rows.stream().filter(RunRow::isDue).toList();
  }

  // ---- begun

  /** The reports, if all runs are recorded already; otherwise they are there now. */
  private Optional<List<RunReport>> begin() {
    try {
      Optional<List<RunReport>> recorded = write(this::begin);
      reached(RunStep.BEGUN);
      return recorded;
    } catch (RuntimeException e) {
      throw ours(e);
    }
  }

  private Optional<List<RunReport>> begin(Handle handle) {
    byKey.forEach(row -> row.begin(handle));
    List<Run> missing = byKey.stream().filter(RunRow::isMissing).map(RunRow::run).toList();
    if (!missing.isEmpty()) {
      unlessBusy(() -> insert(handle, missing));
    }
    return due().isEmpty() ? Optional.of(found(handle)) : Optional.empty();
  }

  /**
   * The customer only if it is new: to look whether a locked row is there may mean to wait for it.
   */
  private List<Run> insert(Handle handle, List<Run> missing) {
    Inserts inserts = inserts(handle);
    if (handle.attach(RunTable.class).countCustomers(any.customerKey()) == 0) {
      inserts.customer();
    }
    inserts.runs(missing);
    return missing;
  }

  private Inserts inserts(Handle handle) {
    return new Inserts(handle, dialect, any.customer(), storage.nowMicros());
  }

  private List<RunReport> found(Handle handle) {
    return rows.stream().map(row -> row.found(handle)).toList();
  }

  // ---- computed

  private List<RunReport> computeOrTakeOver() {
    due().forEach(row -> announcer.started(row.run()));
    try {
      List<RunReport> reports =
          dialect.locksRows() ? write(this::computeLocked) : computeThenLock();
      reached(RunStep.COMMITTED);
      return reports;
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  private List<RunReport> computeLocked(Handle handle) {
    lock(handle);
    compute(remembered(handle));
    return keep(handle);
  }

  /** A transaction of the caller's may show what is remembered as it was when that began. */
  private Remembered remembered(Handle handle) {
    Watches watches = new Watches(handle);
    if (!transactions.areOurs()) {
      watches.requireLastCommitted(runs(due()), dialect);
    }
    return watches.remembered(runs(due()));
  }

  /**
   * Where the lock is everybody's, it is taken for the writing only, and for computing once more if
   * what is remembered has moved meanwhile.
   */
  private List<RunReport> computeThenLock() {
    Remembered before =
        runs(due()).stream().anyMatch(Run::isWatched)
            ? transactions.read(this::remembered)
            : Remembered.nothing();
    compute(before);
    return write(
        handle -> {
          lock(handle);
          computeIfMoved(handle, before);
          return keep(handle);
        });
  }

  private void computeIfMoved(Handle handle, Remembered before) {
    Remembered now = remembered(handle);
    if (!before.isSame(now, runs(due()))) {
      compute(now);
    }
  }

  private static List<Run> runs(List<RunRow> rows) {
    return rows.stream().map(RunRow::run).toList();
  }

  private void lock(Handle handle) {
    lockCustomer(handle);
    reached(RunStep.LOCKED);
    byKey.forEach(row -> row.look(handle));
  }

  private void lockCustomer(Handle handle) {
    if (storage.lock().isOn()) {
      long start = System.nanoTime();
      List<RunRow> waiting = due();
      watch.enter(Phase.WAITING);
      unlessBusy(() -> storage.customerRow().lock(handle, dialect, storage.lock(), any.customer()));
      watch.enter(Phase.PREPARING);
      waiting.forEach(row -> announcer.lockObtained(row.run(), since(start)));
    }
  }

  private void compute(Remembered remembered) {
    List<RunRow> due = due();
    if (!due.isEmpty()) {
      watch.enter(Phase.COMPUTING);
      due.forEach(row -> row.computed(null));
      List<Computed> outcomes = computation.checked(runs(due), remembered);
      IntStream.range(0, due.size()).forEach(i -> due.get(i).computed(outcomes.get(i)));
      requireAny(outcomes);
      watch.enter(Phase.PREPARING);
      reached(RunStep.READ);
    }
  }

  /** Of what this call has recorded before the answer was lost, there is something to tell. */
  private void requireAny(List<Computed> outcomes) {
    if (rows.stream().noneMatch(RunRow::isOurs)) {
      Computed.failureOfAll(outcomes)
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
  }

  private List<RunReport> keep(Handle handle) {
    if (due().isEmpty()) {
      return found(handle);
    }
    watch.enter(Phase.WRITING);
    Inserts inserts = inserts(handle);
    insertEvents(inserts);
    byKey.stream().filter(RunRow::isDue).forEach(row -> row.finish(handle));
    reached(RunStep.FINISHED);
    List<RunReport> reports = rows.stream().map(row -> row.report(handle, inserts)).toList();
    reached(RunStep.COMMITTING);
    return reports;
  }

  private void insertEvents(Inserts inserts) {
    Map<Run, List<DriftEvent>> events = new LinkedHashMap<>();
    due().forEach(row -> row.detection().ifPresent(found -> events.put(row.run(), found.events())));
    if (!events.isEmpty()) {
      inserts.events(events, otherSegments(), recordingId, () -> reached(RunStep.INSERTING));
      reached(RunStep.INSERTED);
    }
  }

  /** Of verdicts and episodes; with the events', so that all of a customer's come in one order. */
  private Set<Segment> otherSegments() {
    Stream<Segment> ofVerdicts =
        due().stream()
            .flatMap(row -> row.detection().stream())
            .flatMap(found -> storage.kept().of(found).stream())
            .map(Verdict::segment);
    Stream<Segment> ofEpisodes =
        due().stream()
            .flatMap(row -> row.folded().stream())
            .flatMap(folded -> folded.changed().stream())
            .map(Episode::segment);
    return Stream.concat(ofVerdicts, ofEpisodes).collect(Collectors.toSet());
  }

  // ---- failed

  /**
   * Marks the runs failed, unless they are somebody else's by now. If they turn out to be recorded,
   * that is the result. A busy customer is no failure of a run.
   */
  private List<RunReport> failed(Throwable failure) {
    watch.enter(Phase.PREPARING);
    Throwable ours = failure instanceof RuntimeException e ? ours(e) : failure;
    return (ours instanceof CustomerBusyException
            ? Optional.<List<RunReport>>empty()
            : recordedDespite(ours))
        .orElseThrow(() -> thrown(ours));
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private Optional<List<RunReport>> recordedDespite(Throwable failure) {
    try {
      return write(handle -> markFailed(handle, failure));
    } catch (RuntimeException e) {
      failure.addSuppressed(ours(e));
      return Optional.empty();
    }
  }

  /** One run that this call has recorded shows that all of its transaction was committed. */
  private Optional<List<RunReport>> markFailed(Handle handle, Throwable failure) {
    byKey.forEach(row -> row.markFailed(handle, failure));
    boolean committed = rows.stream().anyMatch(RunRow::isOurs);
    return committed || due().isEmpty() ? Optional.of(found(handle)) : Optional.empty();
  }

  // ---- the database's words into ours

  /** To begin may be to wait for a lock, where it is the whole file's. */
  private <T> T write(Function<Handle, T> work) {
    return unlessBusy(() -> transactions.write(storage.lock().longestWait(), this::retried, work));
  }

  private void retried(int failures, Duration pause, RuntimeException failure) {
    watch.enter(Phase.PREPARING);
    RuntimeException ours = ours(failure);
    unrecorded().forEach(row -> announcer.retried(row.run(), failures, pause, ours));
  }

  private RuntimeException ours(RuntimeException failure) {
    return DatabaseErrors.translate(dialect, "recording a run", failure);
  }

  private <T> T unlessBusy(Supplier<T> statement) {
    return new BusyCustomer(dialect, any.customer()).unless(statement);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void reached(RunStep step) {
    storage.steps().accept(step);
  }
}

package io.drift4j;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps runs and events in memory, for tests and for trying things out. It obeys the same contract
 * as every database: a customer is computed by one thread at a time, a run is recorded once.
 *
 * <p>Safe for use by several threads.
 */
public final class InMemoryDriftRepository implements DriftRepository {

  private final Map<String, RunReport> runs;
  private final Map<String, ReentrantLock> customers;
  private final boolean locks;
  private final Consumer<Run> begun;

  /** Creates an empty repository. */
  public InMemoryDriftRepository() {
    this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), true, run -> {});
  }

  private InMemoryDriftRepository(
      Map<String, RunReport> runs,
      Map<String, ReentrantLock> customers,
      boolean locks,
      Consumer<Run> begun) {
    this.runs = runs;
    this.customers = customers;
    this.locks = locks;
    this.begun = begun;
  }

  /** The same runs without the lock, to show what the other layers keep single on their own. */
  InMemoryDriftRepository withoutLock() {
    return new InMemoryDriftRepository(runs, customers, false, begun);
  }

  /** The same runs, telling when a run is there and its customer not yet locked. */
  InMemoryDriftRepository observedBy(Consumer<Run> observer) {
    return new InMemoryDriftRepository(runs, customers, locks, observer);
  }

  @Override
  public RunReport record(Run run, Supplier<Detection> computation) {
    runs.putIfAbsent(run.runId(), unfinished(run, RunStatus.RUNNING, null));
    begun.accept(run);
    return locks ? locked(run, computation) : unlessRecorded(run, computation);
  }

  private RunReport locked(Run run, Supplier<Detection> computation) {
    ReentrantLock lock = lockOf(run.customer());
    lock.lock();
    try {
      return unlessRecorded(run, computation);
    } finally {
      lock.unlock();
    }
  }

  private RunReport unlessRecorded(Run run, Supplier<Detection> computation) {
    return find(run.runId())
        .filter(RunReport::isSuccess)
        .orElseGet(() -> compute(run, computation));
  }

  private RunReport compute(Run run, Supplier<Detection> computation) {
    Detection detection;
    try {
      detection = computation.get();
    } catch (RuntimeException | Error e) {
      Optional<RunReport> recorded =
          keep(unfinished(run, RunStatus.FAILED, e.getClass().getName()));
      if (recorded.isPresent()) {
        return recorded.get();
      }
      throw e;
    }
    return keep(kept(run, detection)).orElseGet(() -> reportOf(run, detection));
  }

  private static RunReport kept(Run run, Detection detection) {
    return detection.isEmpty()
        ? unfinished(run, RunStatus.EMPTY, detection.emptyBecause())
        : RunReport.found(run, RunStatus.SUCCESS, 0, detection.summary(), detection.events(), null);
  }

  private RunReport reportOf(Run run, Detection detection) {
    return detection.isEmpty() ? RunReport.empty(run, detection) : recordedNow(run, detection);
  }

  private RunReport recordedNow(Run run, Detection detection) {
    long number = find(run.runId()).orElseThrow().number();
    return RunReport.recorded(run, number, detection, detection.events().size());
  }

  /** Stores a report unless the run is recorded already, and returns what was recorded then. */
  private Optional<RunReport> keep(RunReport report) {
    String runId = report.run().runId();
    synchronized (runs) {
      Optional<RunReport> recorded = find(runId).filter(RunReport::isSuccess);
      if (recorded.isEmpty()) {
        runs.put(runId, report.isSuccess() ? numbered(report) : report);
      }
      return recorded;
    }
  }

  private RunReport numbered(RunReport report) {
    long number = recordedRuns(report.run().customer()).count() + 1;
    return RunReport.found(
        report.run(), report.status(), number, report.summary(), report.events(), null);
  }

  private Stream<RunReport> recordedRuns(String customer) {
    return runs.values().stream()
        .filter(report -> report.isSuccess() && report.run().customer().equals(customer));
  }

  private static RunReport unfinished(Run run, RunStatus status, @Nullable String reason) {
    return RunReport.found(run, status, 0, RunSummary.nothing(), List.of(), reason);
  }

  @Override
  public Optional<RunReport> find(String runId) {
    return Optional.ofNullable(runs.get(runId));
  }

  @Override
  public List<DriftEvent> events(EventQuery query) {
    return runs.values().stream()
        .filter(report -> report.isSuccess() && query.matches(report.run()))
        .filter(report -> query.allRuns() || isRecordedLast(report))
        .flatMap(report -> report.events().stream())
        .sorted()
        .toList();
  }

  @Override
  public EventLog events() {
    return cursor ->
        recordedRuns(cursor.customer())
            .filter(report -> report.number() > cursor.runNumber())
            .sorted(Comparator.comparingLong(RunReport::number))
            .limit(100)
            .toList();
  }

  private boolean isRecordedLast(RunReport report) {
    return runs.values().stream()
        .filter(other -> other.run().subject().equals(report.run().subject()))
        .allMatch(other -> other.number() <= report.number());
  }

  /** The ids of all events kept, of whatever run. */
  List<String> storedEventIds() {
    return runs.values().stream()
        .flatMap(report -> report.events().stream())
        .map(DriftEvent::eventId)
        .toList();
  }

  /** There is no connection to hold, so every source is read under the lock. */
  @Override
  public boolean computesUnderLock(CountSource source) {
    return true;
  }

  /** The lock of a customer; tests look at its queue. */
  ReentrantLock lockOf(String customer) {
    return customers.computeIfAbsent(customer, c -> new ReentrantLock());
  }
}

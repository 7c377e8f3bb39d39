package io.drift4j;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps runs and events in memory, for tests and for trying things out. It obeys the same contract
 * as every database: a customer is computed by one thread at a time, a run is recorded once.
 *
 * <p>Safe for use by several threads.
 */
public final class InMemoryDriftRepository implements DriftRepository {

  private static final Comparator<RunReport> ORDER =
      Comparator.comparing((RunReport report) -> report.run().asOf())
          .thenComparing(report -> report.run().runId());

  private final Map<String, RunReport> runs = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> customers = new ConcurrentHashMap<>();

  /** Creates an empty repository. */
  public InMemoryDriftRepository() {}

  @Override
  public RunReport record(Run run, Supplier<Detection> computation) {
    runs.putIfAbsent(run.runId(), unfinished(run, RunStatus.RUNNING, null));
    ReentrantLock lock = lockOf(run.customer());
    lock.lock();
    try {
      return find(run.runId()).filter(RunReport::isSuccess).orElseGet(() -> compute(run, computation));
    } finally {
      lock.unlock();
    }
  }

  private RunReport compute(Run run, Supplier<Detection> computation) {
    try {
      Detection detection = computation.get();
      runs.put(
          run.runId(),
          RunReport.found(run, RunStatus.SUCCESS, detection.summary(), detection.events(), null));
      return RunReport.recorded(run, detection, detection.events().size());
    } catch (RuntimeException | Error e) {
      runs.put(run.runId(), unfinished(run, RunStatus.FAILED, e.getClass().getName()));
      throw e;
    }
  }

  private static RunReport unfinished(
      Run run, RunStatus status, @org.jspecify.annotations.Nullable String error) {
    return RunReport.found(run, status, RunSummary.nothing(), List.of(), error);
  }

  @Override
  public Optional<RunReport> find(String runId) {
    return Optional.ofNullable(runs.get(runId));
  }

  @Override
  public List<DriftEvent> events(EventQuery query) {
    return runs.values().stream()
        .filter(report -> report.isSuccess() && query.matches(report.run()))
        .filter(this::isNewestRevision)
        .sorted(ORDER)
        .flatMap(report -> report.events().stream())
        .toList();
  }

  private boolean isNewestRevision(RunReport report) {
    return runs.values().stream()
        .filter(RunReport::isSuccess)
        .filter(other -> other.run().subjectKey().equals(report.run().subjectKey()))
        .allMatch(other -> other.run().revision() <= report.run().revision());
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

package io.drift4j;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps runs and events in memory, for tests and for trying things out. It obeys the same contract
 * as every database: a customer is computed by one thread at a time, a run is recorded once.
 *
 * <p>Safe for use by several threads.
 */
public final class InMemoryDriftRepository implements DriftRepository {

  private final Kept kept;
  private final boolean locks;
  private final boolean keepsVerdicts;
  private final InstantSource clock;
  private final Runnable begun;

  /** What a repository and its changed copies share. */
  private record Kept(
      Map<String, RunReport> runs,
      Map<String, List<RecordedVerdict>> verdicts, // by run
      Map<String, Instant> failures, // by run
      Map<String, Long> numbers, // of the run that was recorded last, by customer
      Map<String, ReentrantLock> customers,
      WatchBook watches) {

    static Kept nothing() {
      return new Kept(
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          new WatchBook());
    }

    void delete(RunReport report) {
      String runId = report.run().runId();
      runs.remove(runId);
      verdicts.remove(runId);
      failures.remove(runId);
    }
  }

  /** Creates an empty repository, which keeps events and the counts of verdicts. */
  public InMemoryDriftRepository() {
    this(Kept.nothing(), true, false, InstantSource.system(), () -> {});
  }

  private InMemoryDriftRepository(
      Kept kept, boolean locks, boolean keepsVerdicts, InstantSource clock, Runnable begun) {
    this.kept = kept;
    this.locks = locks;
    this.keepsVerdicts = keepsVerdicts;
    this.clock = clock;
    this.begun = begun;
  }

  /**
   * Returns this repository, with the same runs, keeping all verdicts of those that it records.
   *
   * @return the repository whose {@link #verdicts} are there
   */
  public InMemoryDriftRepository keepingVerdicts() {
    return new InMemoryDriftRepository(kept, locks, true, clock, begun);
  }

  /**
   * Returns the same runs with another clock for the times of failures; no result depends on it.
   *
   * @param other tells the time
   * @return the repository
   */
  public InMemoryDriftRepository withClock(InstantSource other) {
    return new InMemoryDriftRepository(kept, locks, keepsVerdicts, other, begun);
  }

  /** The same runs without the lock, to show what the other layers keep single on their own. */
  InMemoryDriftRepository withoutLock() {
    return new InMemoryDriftRepository(kept, false, keepsVerdicts, clock, begun);
  }

  /** The same runs, telling when runs are there and their customer not yet locked. */
  InMemoryDriftRepository observedBy(Runnable observer) {
    return new InMemoryDriftRepository(kept, locks, keepsVerdicts, clock, observer);
  }

  @Override
  public List<RunReport> record(List<Run> runs, Computation computation) {
    List<Run> together = Run.together(runs);
    together.forEach(
        run -> kept.runs.putIfAbsent(run.runId(), unfinished(run, RunStatus.RUNNING, null)));
    begun.run();
    return locks
        ? locked(together.get(0).customer(), () -> unlessRecorded(together, computation))
        : unlessRecorded(together, computation);
  }

  @CanIgnoreReturnValue
  private <T> T locked(String customer, Supplier<T> work) {
    ReentrantLock lock = lockOf(customer);
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private List<RunReport> unlessRecorded(List<Run> together, Computation computation) {
    Map<String, RunReport> reports = new HashMap<>();
    together.forEach(run -> recorded(run).ifPresent(r -> reports.put(run.runId(), r)));
    List<Run> due = together.stream().filter(run -> !reports.containsKey(run.runId())).toList();
    if (!due.isEmpty()) {
      computed(due, computation).forEach(report -> reports.put(report.run().runId(), report));
    }
    return together.stream().map(run -> Objects.requireNonNull(reports.get(run.runId()))).toList();
  }

  private List<RunReport> computed(List<Run> due, Computation computation) {
    List<Computed> outcomes;
    try {
      outcomes = computation.checked(due, remembered(due));
    } catch (RuntimeException | Error e) {
      return unlessAllAreRecorded(due.stream().map(run -> keepFailed(run, e)).toList(), e);
    }
    List<RunReport> reports =
        IntStream.range(0, due.size()).mapToObj(i -> keep(due.get(i), outcomes.get(i))).toList();
    Optional<RuntimeException> failure = Computed.failureOfAll(outcomes);
    return failure.isPresent() ? unlessAllAreRecorded(reports, failure.get()) : reports;
  }

  /** Whoever is without the lock may have been overtaken, and has lost nothing then. */
  private static List<RunReport> unlessAllAreRecorded(List<RunReport> reports, Throwable failure) {
    if (reports.stream().allMatch(RunReport::isSuccess)) {
      return reports;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private RunReport keep(Run run, Computed outcome) {
    Detection detection = outcome.detection();
    return detection == null
        ? keepFailed(run, Objects.requireNonNull(outcome.failure()))
        : keep(kept(run, detection), detection.verdicts(), outcome.folded())
            .orElseGet(() -> reportOf(run, detection));
  }

  private RunReport keepFailed(Run run, Throwable failure) {
    RunReport failed = unfinished(run, RunStatus.FAILED, tellable(failure));
    kept.failures.put(run.runId(), clock.instant());
    return keep(failed, List.of(), null).orElse(failed);
  }

  /** A message that is not ours may quote what is in a record. */
  private static String tellable(Throwable failure) {
    return failure instanceof DriftException
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getName();
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

  private Optional<RunReport> recorded(Run run) {
    return find(run.runId()).filter(RunReport::isSuccess);
  }

  /** Stores a report unless the run is recorded already, and returns what was recorded then. */
  private Optional<RunReport> keep(
      RunReport report, List<Verdict> judged, @Nullable Folded folded) {
    synchronized (kept.runs) {
      Optional<RunReport> recorded = recorded(report.run());
      if (recorded.isEmpty()) {
        if (folded != null) {
          kept.watches.keep(folded);
        }
        keepVerdicts(report, judged);
        kept.runs.put(report.run().runId(), report.isSuccess() ? numbered(report) : report);
      }
      return recorded;
    }
  }

  private void keepVerdicts(RunReport report, List<Verdict> judged) {
    if (keepsVerdicts && report.isSuccess()) {
      kept.verdicts.put(report.run().runId(), judged.stream().map(Verdict::recorded).toList());
    }
  }

  private RunReport numbered(RunReport report) {
    long number = kept.numbers.merge(report.run().customer(), 1L, Long::sum);
    return RunReport.found(
        report.run(), report.status(), number, report.summary(), report.events(), null);
  }

  private static RunReport unfinished(Run run, RunStatus status, @Nullable String reason) {
    return RunReport.found(run, status, 0, RunSummary.nothing(), List.of(), reason);
  }

  @Override
  public Remembered remembered(List<Run> of) {
    return kept.watches.remembered(of);
  }

  @Override
  public Episodes episodes() {
    return kept.watches.episodes(this::restart);
  }

  private void restart(WatchId watch) {
    locked(watch.customer(), () -> kept.watches.restart(watch));
  }

  @Override
  public NoticeFeed notices(String consumer) {
    return kept.watches.notices(consumer);
  }

  @Override
  public Optional<RunReport> find(String runId) {
    return Optional.ofNullable(kept.runs.get(runId));
  }

  @Override
  public List<FailedRun> failures(Instant since) {
    return kept.runs.values().stream()
        .filter(report -> report.status() == RunStatus.FAILED)
        .map(this::failed)
        .filter(failed -> !failed.failedAt().isBefore(since))
        .sorted(Comparator.comparing(FailedRun::failedAt).thenComparing(f -> f.run().runId()))
        .toList();
  }

  @Override
  public List<FailedRun> failures(String customer, Instant since) {
    return failures(since).stream().filter(f -> f.run().customer().equals(customer)).toList();
  }

  private FailedRun failed(RunReport report) {
    Instant at = Objects.requireNonNull(kept.failures.get(report.run().runId()));
    return new FailedRun(report.run(), at, String.valueOf(report.reason()));
  }

  @Override
  public List<RecordedVerdict> verdicts(String runId) {
    return kept.verdicts.getOrDefault(runId, List.of());
  }

  @Override
  public List<DriftEvent> events(EventQuery query) {
    return kept.runs.values().stream()
        .filter(report -> report.isSuccess() && query.matches(report.run()))
        .filter(report -> query.allRuns() || isRecordedLast(report))
        .flatMap(report -> report.events().stream())
        .sorted()
        .toList();
  }

  @Override
  public EventLog events() {
    return this::after;
  }

  private List<RunReport> after(EventCursor cursor) {
    long read = cursor.requireAtMost(kept.numbers.getOrDefault(cursor.customer(), 0L)).runNumber();
    return kept.runs.values().stream()
        .filter(report -> report.isSuccess() && report.run().customer().equals(cursor.customer()))
        .filter(report -> report.number() > read)
        .sorted(Comparator.comparingLong(RunReport::number))
        .limit(100)
        .toList();
  }

  @Override
  public Retention retention() {
    return new Deleting();
  }

  private final class Deleting implements Retention {

    @Override
    public Pruned prune(LocalDate before) {
      return Stream.concat(
              kept.numbers.keySet().stream(),
              kept.runs.values().stream().map(report -> report.run().customer()))
          .distinct()
          .sorted()
          .map(customer -> locked(customer, () -> prune(customer, before)))
          .reduce(Pruned.nothing(), Pruned::and);
    }

    private Pruned prune(String customer, LocalDate before) {
      List<RunReport> old =
          of(customer)
              .filter(report -> report.status() != RunStatus.RUNNING)
              .filter(report -> report.run().asOf().isBefore(before))
              .toList();
      old.forEach(kept::delete);
      return kept.watches.prune(customer, before).and(new Pruned(old.size(), 0, 0, List.of()));
    }

    @Override
    public void forget(String customer) {
      locked(
          customer,
          () -> {
            of(customer).toList().forEach(kept::delete);
            kept.watches.forget(customer);
            return kept.numbers.remove(customer);
          });
    }

    private Stream<RunReport> of(String customer) {
      return kept.runs.values().stream().filter(report -> report.run().customer().equals(customer));
    }
  }

  private boolean isRecordedLast(RunReport report) {
    return kept.runs.values().stream()
        .filter(other -> other.run().subject().equals(report.run().subject()))
        .allMatch(other -> other.number() <= report.number());
  }

  /** The ids of all events kept, of whatever run. */
  List<String> storedEventIds() {
    return kept.runs.values().stream()
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
    return kept.customers.computeIfAbsent(customer, c -> new ReentrantLock());
  }
}

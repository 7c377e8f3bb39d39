package io.drift4j.jdbc;

import io.drift4j.Computation;
import io.drift4j.CountSource;
import io.drift4j.DriftEvent;
import io.drift4j.DriftRepository;
import io.drift4j.Episodes;
import io.drift4j.EventCursor;
import io.drift4j.EventLog;
import io.drift4j.EventQuery;
import io.drift4j.FailedRun;
import io.drift4j.NoticeFeed;
import io.drift4j.RecordedVerdict;
import io.drift4j.Remembered;
import io.drift4j.Retention;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps runs in a database; how they are recorded is told by {@link Recording}. */
final class JdbiDriftRepository implements DriftRepository {

  private static final int RUNS_AT_A_TIME = 100;

  private final Jdbi jdbi;
  private final Storage storage;

  JdbiDriftRepository(Jdbi jdbi, Storage storage) {
    this.jdbi = jdbi;
    this.storage = storage;
  }

  @Override
  public List<RunReport> record(List<Run> runs, Computation computation) {
    return new Recording(storage, Run.together(runs), computation).record();
  }

  @Override
  public Remembered remembered(List<Run> runs) {
    return storage.read("reading watches", handle -> new Watches(handle).remembered(runs));
  }

  @Override
  public Episodes episodes() {
    return new JdbiEpisodes(storage);
  }

  @Override
  public NoticeFeed notices(String consumer) {
    return JdbiNoticeFeed.of(storage, consumer);
  }

  @Override
  public Optional<RunReport> find(String runId) {
    return storage.read(
        "reading a run",
        handle -> runs(handle).find(runId).map(stored -> storage.report(handle, stored)));
  }

  @Override
  public List<FailedRun> failures(Instant since) {
    return storage.read("reading failures", handle -> runs(handle).failed(Moments.micros(since)));
  }

  @Override
  public List<FailedRun> failures(String customer, Instant since) {
    return storage.read(
        "reading failures",
        handle -> runs(handle).failed(Run.customerKey(customer), Moments.micros(since)));
  }

  @Override
  public List<RecordedVerdict> verdicts(String runId) {
    return storage.read("reading verdicts", handle -> Storage.verdicts(handle, runId));
  }

  @Override
  public List<DriftEvent> events(EventQuery query) {
    return storage.read("reading events", handle -> events(handle, query));
  }

  private List<DriftEvent> events(Handle handle, EventQuery query) {
    List<StoredRun> runs =
        runs(handle)
            .recorded(
                Run.customerKey(query.customer()),
                query.definitionId(),
                query.sourceId(),
                query.asOf(),
                query.allRuns() ? 1 : 0);
    return storage.events(handle, runs).stream().sorted().toList();
  }

  @Override
  public EventLog events() {
    return cursor -> storage.read("reading events", handle -> after(handle, cursor));
  }

  private List<RunReport> after(Handle handle, EventCursor cursor) {
    String customerKey = Run.customerKey(cursor.customer());
    long read = cursor.requireAtMost(runs(handle).lastRunNumber(customerKey)).runNumber();
    String limit = storage.dialect().limit(RUNS_AT_A_TIME);
    return storage.reports(handle, runs(handle).recordedAfter(customerKey, read, limit));
  }

  @Override
  public Retention retention() {
    return new JdbiRetention(storage);
  }

  /** A source on the same database reads on the connection that holds the lock. */
  @Override
  public boolean computesUnderLock(CountSource source) {
    return source instanceof JdbcCountSource counts && counts.isOn(jdbi);
  }

  private static RunTable runs(Handle handle) {
    return handle.attach(RunTable.class);
  }
}

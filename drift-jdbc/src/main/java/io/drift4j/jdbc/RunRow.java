package io.drift4j.jdbc;

import io.drift4j.Computed;
import io.drift4j.Detection;
import io.drift4j.DriftException;
import io.drift4j.Folded;
import io.drift4j.Notice;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import io.drift4j.TransientDriftException;
import io.drift4j.Window;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One of the runs of a {@link Recording}: what was seen of its row, what was computed of it, and
 * how that comes into the row.
 */
final class RunRow {

  private static final int LONGEST_REASON = 1000;

  private final Storage storage;
  private final Run run;
  private final String recordingId;

  /** As it was seen last, if it was there. */
  private @Nullable StoredRun seen;

  /** As read under the lock, or before computing where that is done without: what fencing needs. */
  private Optional<Integer> attempt = Optional.empty();

  private @Nullable Computed outcome;

  /** What was told with the run, by the last transaction that kept it. */
  private List<Notice> notices = List.of();

  RunRow(Storage storage, Run run, String recordingId) {
    this.storage = storage;
    this.run = run;
    this.recordingId = recordingId;
  }

  Run run() {
    return run;
  }

  // ---- seen

  /** Looks before anything is locked. */
  void begin(Handle handle) {
    seen = runs(handle).find(run.runId()).orElse(null);
    if (!storage.dialect().locksRows()) {
      attempt = Optional.of(seen == null ? 0 : seen.attempt());
    }
  }

  boolean isMissing() {
    return seen == null;
  }

  boolean isDue() {
    return seen == null || !seen.isSuccess();
  }

  /** Whether this call has recorded it, in a transaction whose answer was lost. */
  boolean isOurs() {
    return seen != null && seen.isRecordedBy(recordingId);
  }

  /** Looks again, under the lock. */
  void look(Handle handle) {
    seen = lastCommitted(handle).orElseThrow(this::vanished);
    attempt = Optional.of(seen.attempt());
  }

  /** A transaction of the caller's may show the run as it was when that began. */
  private Optional<StoredRun> lastCommitted(Handle handle) {
    if (storage.transactions().areOurs()) {
      return runs(handle).find(run.runId());
    }
    Optional<StoredRun> last = runs(handle).find(run.runId(), storage.dialect().lastCommitted());
    if (isSuccess(last) && !isSuccess(runs(handle).find(run.runId()))) {
      throw new TransientDriftException(
          LogWords.name(run)
              + " was recorded after the joined transaction had begun, which cannot see its events;"
              + " begin a new transaction and repeat it; run "
              + run.runId());
    }
    return last;
  }

  private static boolean isSuccess(Optional<StoredRun> stored) {
    return stored.filter(StoredRun::isSuccess).isPresent();
  }

  // ---- computed

  /** An outcome of {@code null} is none yet. */
  void computed(@Nullable Computed latest) {
    outcome = latest;
  }

  /** What there is to keep, if it is not that there is nothing. */
  Optional<Detection> detection() {
    return Optional.ofNullable(outcome)
        .map(Computed::detection)
        .filter(detection -> !detection.isEmpty());
  }

  /** What it made of its watch, if there is something to keep. */
  Optional<Folded> folded() {
    return detection().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(outcome).map(Computed::folded);
  }

  /** Why it could not be computed, if that was its own fault. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(outcome).map(Computed::failure);
  }

  /** Why it failed, where something has failed. */
  Throwable cause(Throwable failure) {
    return failure().<Throwable>map(own -> own).orElse(failure);
  }

  // ---- finished

  /** Each is a compare-and-set: without the lock somebody may have been faster. */
  void finish(Handle handle) {
    Computed result = Optional.ofNullable(outcome).orElseThrow(this::vanished);
    Detection detection = result.detection();
    if (detection == null) {
      fail(handle, Objects.requireNonNull(result.failure()));
    } else if (detection.emptyBecause() != null) {
      leaveEmpty(handle, detection.emptyBecause());
    } else {
      succeed(handle, detection.summary());
    }
  }

  private void fail(Handle handle, Throwable failure) {
    String reason = shortened(DatabaseErrors.tellable(failure));
    attempt.ifPresent(
        number -> runs(handle).fail(run.runId(), number, reason, storage.nowMicros()));
  }

  private void leaveEmpty(Handle handle, String because) {
    runs(handle).leaveEmpty(run.runId(), shortened(because), storage.nowMicros());
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

  private static String shortened(String text) {
    int end = Math.min(LONGEST_REASON, text.length());
    boolean halved = end < text.length() && Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, halved ? end - 1 : end);
  }

  // ---- told

  /** What is recorded of it; once it is finished, if it was due. */
  RunReport report(Handle handle, Inserts inserts) {
    return isDue() ? finished(handle, inserts) : found(handle);
  }

  private RunReport finished(Handle handle, Inserts inserts) {
    StoredRun stored = runs(handle).find(run.runId()).orElseThrow(this::vanished);
    Detection detection = outcome == null ? null : outcome.detection();
    if (stored.isRecordedBy(recordingId) && detection != null) {
      return number(handle, inserts, detection);
    }
    return detection == null || stored.isSuccess()
        ? found(handle, stored)
        : RunReport.empty(run, detection);
  }

  /** Only a run that is ours counts, so that there are no gaps whoever else was here. */
  private RunReport number(Handle handle, Inserts inserts, Detection detection) {
    inserts.counts(run, detection.summary());
    inserts.verdicts(run, storage.kept().of(detection));
    notices = folded().map(it -> new Watches(handle).keep(run, it, inserts)).orElse(List.of());
    runs(handle).countRun(run.customerKey());
    long number = runs(handle).lastRunNumber(run.customerKey());
    runs(handle).number(run.runId(), number);
    int created = handle.attach(EventTable.class).countRecordedBy(run.runId(), recordingId);
    return RunReport.recorded(run, number, detection, created);
  }

  /** What is told by the run, if it is this call's. */
  List<Notice> notices() {
    return notices;
  }

  /** As it was seen. */
  RunReport found(Handle handle) {
    return found(handle, Optional.ofNullable(seen).orElseThrow(this::vanished));
  }

  /** As recorded by another, or by this call when only the answer to its commit was lost. */
  private RunReport found(Handle handle, StoredRun stored) {
    RunReport report = storage.report(handle, stored);
    return report.isSuccess() && stored.isRecordedBy(recordingId) ? toItsRecorder(report) : report;
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
   * Marks the run failed, unless it is recorded, or somebody else's by now; and looks once more.
   */
  void markFailed(Handle handle, Throwable failure) {
    if (isDue()) {
      fail(handle, cause(failure));
      seen = runs(handle).find(run.runId()).orElse(null);
    }
  }

  DriftException vanished() {
    return new DriftException(
        LogWords.name(run)
            + " or its customer was deleted while it ran; repeat the run; run "
            + run.runId());
  }

  private static RunTable runs(Handle handle) {
    return handle.attach(RunTable.class);
  }
}

package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.FailedRun;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.RunSummary;
import io.drift4j.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the run table. The attempt counts how often the run was finished or failed. */
record StoredRun(
    Run run,
    RunStatus status,
    int attempt,
    long number,
    RunSummary summary,
    @Nullable String recordingId,
    @Nullable String reason) {

  static StoredRun read(ResultSet row) throws SQLException {
    return new StoredRun(
        readRun(row),
        RunStatus.valueOf(row.getString("status")),
        row.getInt("attempt"),
        row.getLong("run_number"),
        readSummary(row),
        row.getString("recording_id"),
        row.getString("reason"));
  }

  static FailedRun readFailed(ResultSet row) throws SQLException {
    return new FailedRun(
        readRun(row),
        Moments.of(row.getLong("finished_at_micros")),
        String.valueOf(row.getString("reason")));
  }

  private static Run readRun(ResultSet row) throws SQLException {
    return new Run(
        row.getString("run_id"),
        row.getString("customer"),
        row.getString("definition_id"),
        row.getInt("definition_version"),
        row.getString("policy_id"),
        row.getInt("policy_version"),
        row.getString("source_id"),
        row.getString("source_fingerprint"),
        row.getInt("revision"),
        Row.date(row, "as_of"),
        row.getString("settings"),
        row.getString("library_version"));
  }

  /** As far as it stands in the row; its counts are rows of their own. */
  private static RunSummary readSummary(ResultSet row) throws SQLException {
    return new RunSummary(
        span(row),
        row.getLong("rows_read"),
        0,
        0,
        Row.dateOrNull(row, "newest_record_day"),
        Row.dateOrNull(row, "newest_event_day"),
        row.getInt("groups_considered"),
        Map.of(),
        Collections.emptySortedMap(),
        Map.of());
  }

  private static @Nullable Window span(ResultSet row) throws SQLException {
    LocalDate start = Row.dateOrNull(row, "span_start");
    LocalDate end = Row.dateOrNull(row, "span_end");
    return start == null || end == null ? null : new Window(start, end);
  }

  boolean isSuccess() {
    return status == RunStatus.SUCCESS;
  }

  /** Whether that execution recorded it. */
  boolean isRecordedBy(String execution) {
    return execution.equals(recordingId);
  }

  /** This run with what was counted in it. */
  StoredRun with(List<CountRow> counts) {
    return new StoredRun(
        run, status, attempt, number, CountRow.complete(summary, counts), recordingId, reason);
  }

  RunReport report(List<DriftEvent> events) {
    return RunReport.found(run, status, number, summary, events, reason);
  }
}

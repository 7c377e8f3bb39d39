package io.drift4j.jdbc;

import io.drift4j.Decision;
import io.drift4j.Defect;
import io.drift4j.DriftEvent;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.RunSummary;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
    @Nullable String error) {

  static StoredRun read(ResultSet row) throws SQLException {
    return new StoredRun(
        readRun(row),
        RunStatus.valueOf(row.getString("status")),
        row.getInt("attempt"),
        row.getLong("run_number"),
        readSummary(row),
        row.getString("recording_id"),
        row.getString("error"));
  }

  private static Run readRun(ResultSet row) throws SQLException {
    return new Run(
        row.getString("run_id"),
        row.getString("subject_key"),
        row.getString("customer"),
        row.getString("definition_id"),
        row.getInt("definition_version"),
        row.getString("policy_id"),
        row.getInt("policy_version"),
        row.getString("source_id"),
        row.getInt("revision"),
        date(row, "as_of"),
        new WindowPair(
            new Window(date(row, "baseline_start"), date(row, "baseline_end")),
            new Window(date(row, "current_start"), date(row, "current_end"))),
        row.getString("settings"),
        row.getString("library_version"));
  }

  private static RunSummary readSummary(ResultSet row) throws SQLException {
    Map<Decision, Integer> verdicts = new EnumMap<>(Decision.class);
    for (Decision decision : Decision.values()) {
      verdicts.put(decision, row.getInt(count(decision)));
    }
    Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    for (Defect defect : Defect.values()) {
      defects.put(defect, row.getLong(count(defect)));
    }
    return new RunSummary(
        row.getLong("rows_read"),
        dateOrNull(row, "newest_record_day"),
        dateOrNull(row, "newest_event_day"),
        row.getInt("groups_considered"),
        verdicts,
        defects);
  }

  /** The column of how many there were. */
  private static String count(Enum<?> what) {
    return what.name().toLowerCase(Locale.ROOT) + "_count";
  }

  /** As its text, which is the same from every driver. */
  private static LocalDate date(ResultSet row, String column) throws SQLException {
    return LocalDate.parse(row.getString(column));
  }

  private static @Nullable LocalDate dateOrNull(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : LocalDate.parse(text);
  }

  boolean isSuccess() {
    return status == RunStatus.SUCCESS;
  }

  /** Whether that execution recorded it. */
  boolean isRecordedBy(String execution) {
    return execution.equals(recordingId);
  }

  RunReport report(List<DriftEvent> events) {
    return RunReport.found(run, status, number, summary, events, error);
  }

  /** The report for the call that recorded it, when only the answer to its commit was lost. */
  RunReport reportToItsRecorder(List<DriftEvent> events) {
    return new RunReport(run, status, number, false, events.size(), summary, events, error);
  }
}

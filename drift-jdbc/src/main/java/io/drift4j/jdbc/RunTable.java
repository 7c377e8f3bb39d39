package io.drift4j.jdbc;

import io.drift4j.FailedRun;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on runs that every database understands. */
interface RunTable {

  @SqlQuery("select * from <prefix>run where run_id = :runId")
  Optional<StoredRun> find(@Bind("runId") String runId);

  /** With a clause that sees what was committed last, whatever the transaction's snapshot holds. */
  @SqlQuery("select * from <prefix>run where run_id = :runId <lastCommitted>")
  Optional<StoredRun> find(
      @Bind("runId") String runId, @Define("lastCommitted") String lastCommitted);

  @SqlQuery("select count(*) from <prefix>customer where customer_key = :customerKey")
  int countCustomers(@Bind("customerKey") String customerKey);

  /** Under the customer's lock, or else this takes it. */
  @SqlUpdate(
      """
      update <prefix>customer set last_run_number = last_run_number + 1
      where customer_key = :customerKey
      """)
  void countRun(@Bind("customerKey") String customerKey);

  @SqlQuery(
      """
      select coalesce(max(last_run_number), 0) from <prefix>customer
      where customer_key = :customerKey
      """)
  long lastRunNumber(@Bind("customerKey") String customerKey);

  @SqlUpdate("update <prefix>run set run_number = :number where run_id = :runId")
  void number(@Bind("runId") String runId, @Bind("number") long number);

  /** The next recorded runs of a customer. */
  @SqlQuery(
      """
      select * from <prefix>run
      where customer_key = :customerKey and run_number > :number
      order by run_number
      <limit>
      """)
  List<StoredRun> recordedAfter(
      @Bind("customerKey") String customerKey,
      @Bind("number") long number,
      @Define("limit") String limit);

  /**
   * The runs that were recorded last of what they are about, or all; a null condition is none. Only
   * a recorded run has a number.
   */
  @SqlQuery(
      """
      select * from <prefix>run r
      where r.customer_key = :customerKey
        and r.status = 'SUCCESS'
        and r.definition_id = coalesce(:definitionId, r.definition_id)
        and r.source_id = coalesce(:sourceId, r.source_id)
        and r.as_of = coalesce(:asOf, r.as_of)
        and (:allRuns = 1 or not exists (
          select 1 from <prefix>run newer
          where newer.customer_key = r.customer_key
            and newer.definition_id = r.definition_id
            and newer.source_id = r.source_id
            and newer.policy_id = r.policy_id
            and newer.as_of = r.as_of
            and newer.run_number > r.run_number))
      order by r.as_of, r.run_id
      """)
  List<StoredRun> recorded(
      @Bind("customerKey") String customerKey,
      @Bind("definitionId") @Nullable String definitionId,
      @Bind("sourceId") @Nullable String sourceId,
      @Bind("asOf") @Nullable LocalDate asOf,
      @Bind("allRuns") int allRuns);

  /** The runs of all customers that failed from a moment on, which nobody looks for by an index. */
  @SqlQuery(
      """
      select * from <prefix>run
      where status = 'FAILED' and finished_at_micros >= :since
      order by finished_at_micros, run_id
      """)
  List<FailedRun> failed(@Bind("since") long sinceMicros);

  /** Those of a customer. */
  @SqlQuery(
      """
      select * from <prefix>run
      where customer_key = :customerKey and status = 'FAILED' and finished_at_micros >= :since
      order by finished_at_micros, run_id
      """)
  List<FailedRun> failed(@Bind("customerKey") String customerKey, @Bind("since") long sinceMicros);

  /** What was counted in runs. */
  @SqlQuery("select run_id, what, name, n from <prefix>run_count where run_id in (<runIds>)")
  List<CountRow> counts(@BindList("runIds") List<String> runIds);

  /** A compare-and-set: a run that somebody else took over or finished stays as it is. */
  @SqlUpdate(
      """
      update <prefix>run
      set status = 'FAILED', attempt = attempt + 1, reason = :reason, finished_at_micros = :now
      where run_id = :runId and attempt = :attempt and status in ('RUNNING', 'FAILED', 'EMPTY')
      """)
  void fail(
      @Bind("runId") String runId,
      @Bind("attempt") int attempt,
      @Bind("reason") String reason,
      @Bind("now") long nowMicros);

  /** A compare-and-set too: without the customer's lock somebody may have been faster. */
  @SqlUpdate(
      """
      update <prefix>run
      set status = 'EMPTY', attempt = attempt + 1, reason = :reason, finished_at_micros = :now
      where run_id = :runId and status <> 'SUCCESS'
      """)
  void leaveEmpty(
      @Bind("runId") String runId, @Bind("reason") String reason, @Bind("now") long nowMicros);

  /** A compare-and-set too. */
  @SqlUpdate(
      """
      update <prefix>run
      set status = 'SUCCESS',
          attempt = attempt + 1,
          reason = null,
          library_version = :libraryVersion,
          finished_at_micros = :now,
          recording_id = :recordingId,
          span_start = :spanStart,
          span_end = :spanEnd,
          rows_read = :rowsRead,
          newest_record_day = :newestRecordDay,
          newest_event_day = :newestEventDay,
          groups_considered = :groupsConsidered
      where run_id = :runId and status <> 'SUCCESS'
      """)
  void succeed(
      @Bind("runId") String runId,
      @Bind("libraryVersion") String libraryVersion,
      @Bind("now") long nowMicros,
      @Bind("recordingId") String recordingId,
      @Bind("spanStart") @Nullable LocalDate spanStart,
      @Bind("spanEnd") @Nullable LocalDate spanEnd,
      @Bind("rowsRead") long rowsRead,
      @Bind("newestRecordDay") @Nullable LocalDate newestRecordDay,
      @Bind("newestEventDay") @Nullable LocalDate newestEventDay,
      @Bind("groupsConsidered") int groupsConsidered);
}

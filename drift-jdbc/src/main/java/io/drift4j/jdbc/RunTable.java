package io.drift4j.jdbc;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on runs that every database understands. */
interface RunTable {

  @SqlQuery("select * from <prefix>run where run_id = :runId")
  Optional<StoredRun> find(@Bind("runId") String runId);

  @SqlQuery("select count(*) from <prefix>customer where customer_key = :customerKey")
  int countCustomers(@Bind("customerKey") String customerKey);

  /** The newest successful revisions; a null condition is none. */
  @SqlQuery(
      """
      select * from <prefix>run r
      where r.customer_key = :customerKey
        and r.status = 'SUCCESS'
        and (cast(:definitionId as varchar) is null or r.definition_id = cast(:definitionId as varchar))
        and (cast(:asOf as date) is null or r.as_of = cast(:asOf as date))
        and not exists (
          select 1 from <prefix>run newer
          where newer.subject_key = r.subject_key
            and newer.status = 'SUCCESS'
            and newer.revision > r.revision)
      order by r.as_of, r.run_id
      """)
  List<StoredRun> newestSuccessful(
      @Bind("customerKey") String customerKey,
      @Bind("definitionId") @Nullable String definitionId,
      @Bind("asOf") @Nullable LocalDate asOf);

  /** A compare-and-set: a run that somebody else took over or finished stays as it is. */
  @SqlUpdate(
      """
      update <prefix>run
      set status = 'FAILED', attempt = attempt + 1, error = :error, finished_at_micros = :now
      where run_id = :runId and attempt = :attempt and status in ('RUNNING', 'FAILED')
      """)
  void fail(
      @Bind("runId") String runId,
      @Bind("attempt") int attempt,
      @Bind("error") String error,
      @Bind("now") long nowMicros);

  /** Under the customer's lock. */
  @SqlUpdate(
      """
      update <prefix>run
      set status = 'SUCCESS',
          attempt = attempt + 1,
          error = null,
          library_version = :libraryVersion,
          finished_at_micros = :now,
          rows_read = :rowsRead,
          newest_record_day = :newestRecordDay,
          newest_event_day = :newestEventDay,
          groups_considered = :groupsConsidered,
          drift_count = :drift,
          equivalent_count = :equivalent,
          inconclusive_count = :inconclusive,
          unremarkable_count = :unremarkable,
          skipped_count = :skipped
      where run_id = :runId
      """)
  void succeed(
      @Bind("runId") String runId,
      @Bind("libraryVersion") String libraryVersion,
      @Bind("now") long nowMicros,
      @Bind("rowsRead") long rowsRead,
      @Bind("newestRecordDay") @Nullable LocalDate newestRecordDay,
      @Bind("newestEventDay") @Nullable LocalDate newestEventDay,
      @Bind("groupsConsidered") int groupsConsidered,
      @Bind("drift") int drift,
      @Bind("equivalent") int equivalent,
      @Bind("inconclusive") int inconclusive,
      @Bind("unremarkable") int unremarkable,
      @Bind("skipped") int skipped);
}

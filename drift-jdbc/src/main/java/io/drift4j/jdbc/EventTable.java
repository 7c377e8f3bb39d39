package io.drift4j.jdbc;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The statements on events that every database understands. */
interface EventTable {

  /** One row for each dimension of each event, the rows of an event together and in order. */
  @SqlQuery(
      """
      select e.*, s.dimension, s.dimension_value
      from <prefix>event e
      join <prefix>segment s
        on s.customer_key = e.customer_key and s.segment_key = e.segment_key
      where e.run_id in (<runIds>)
      order by e.run_id, e.event_id, s.position
      """)
  List<EventRow> ofRuns(@BindList("runIds") List<String> runIds);

  @SqlQuery(
      """
      select count(*) from <prefix>event
      where run_id = :runId and recording_id = :recordingId
      """)
  int countRecordedBy(@Bind("runId") String runId, @Bind("recordingId") String recordingId);

  @SqlQuery("select event_id from <prefix>event where run_id = :runId")
  Set<String> idsOf(@Bind("runId") String runId);

  @SqlQuery("select count(*) from <prefix>event where run_id = :runId")
  int countOf(@Bind("runId") String runId);
}

package io.drift4j.jdbc;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The statements on verdicts that every database understands. */
interface VerdictTable {

  /** One row for each view of each verdict, in their order. */
  @SqlQuery("select * from <prefix>verdict where run_id = :runId order by position, view_position")
  List<VerdictRow> ofRun(@Bind("runId") String runId);

  /** One row for each dimension of each segment that a run's verdicts are on, in their order. */
  @SqlQuery(
      """
      select s.segment_key, s.dimension, s.dimension_value
      from <prefix>segment s
      join <prefix>run r on r.customer_key = s.customer_key
      where r.run_id = :runId
        and s.segment_key in (select v.segment_key from <prefix>verdict v where v.run_id = r.run_id)
      order by s.segment_key, s.position
      """)
  List<SegmentRow> segmentsOf(@Bind("runId") String runId);
}

package io.drift4j.jdbc;

import io.drift4j.Assessment;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.Segment;
import io.drift4j.Trend;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An event with one of its dimensions, or with none where its segment is the whole population. */
record EventRow(
    String eventId,
    String runId,
    String metricId,
    int metricVersion,
    String driftType,
    String unit,
    Trend trend,
    Evidence evidence,
    Assessment assessment,
    SegmentRow segment) {

  static EventRow read(ResultSet row) throws SQLException {
    return new EventRow(
        row.getString("event_id"),
        row.getString("run_id"),
        row.getString("metric_id"),
        row.getInt("metric_version"),
        row.getString("drift_type"),
        row.getString("unit"),
        Trend.valueOf(row.getString("trend")),
        EvidenceColumns.read(row),
        AssessmentColumns.read(row),
        SegmentRow.read(row));
  }

  /** Puts the rows of each event together, in their order. */
  static List<DriftEvent> events(Map<String, Run> runs, List<EventRow> rows) {
    Map<String, List<EventRow>> byEvent =
        rows.stream()
            .collect(
                Collectors.groupingBy(EventRow::eventId, LinkedHashMap::new, Collectors.toList()));
    return byEvent.values().stream().map(dimensions -> event(runs, dimensions)).toList();
  }

  private static DriftEvent event(Map<String, Run> runs, List<EventRow> dimensions) {
    EventRow first = dimensions.get(0);
    Run run = runs.get(first.runId);
    if (run == null) {
      throw new IllegalStateException("event " + first.eventId + " was read without its run");
    }
    return first.event(
        run, SegmentRow.segment(dimensions.stream().map(EventRow::segment).toList()));
  }

  private DriftEvent event(Run run, Segment whole) {
    return DriftEvent.found(eventId, run, whole, evidence)
        .metric(metricId, metricVersion, driftType)
        .unit(unit)
        .trend(trend)
        .assessed(assessment)
        .build();
  }
}

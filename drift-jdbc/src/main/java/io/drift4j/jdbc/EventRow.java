package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.Segment;
import io.drift4j.Trend;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event with one of its dimensions, or with none where its segment is the whole population. */
record EventRow(
    String eventId,
    String runId,
    String metricId,
    int metricVersion,
    String driftType,
    Trend trend,
    Evidence evidence,
    List<String> confirming,
    double severity,
    double volumeScore,
    @Nullable Double adjustedPValue,
    @Nullable String dimension,
    @Nullable String value) {

  static EventRow read(ResultSet row) throws SQLException {
    return new EventRow(
        row.getString("event_id"),
        row.getString("run_id"),
        row.getString("metric_id"),
        row.getInt("metric_version"),
        row.getString("drift_type"),
        Trend.valueOf(row.getString("trend")),
        EvidenceColumns.read(row),
        names(row.getString("confirming_views")),
        row.getDouble("severity"),
        row.getDouble("volume_score"),
        EvidenceColumns.number(row, "adjusted_p_value"),
        row.getString("dimension"),
        row.getString("dimension_value"));
  }

  private static List<String> names(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(","));
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
    return first.event(run, segment(dimensions));
  }

  private DriftEvent event(Run run, Segment segment) {
    DriftEvent.Builder event =
        DriftEvent.found(eventId, run, segment, evidence)
            .metric(metricId, metricVersion, driftType)
            .trend(trend)
            .severity(severity)
            .volumeScore(volumeScore)
            .confirmedBy(confirming);
    if (adjustedPValue != null) {
      event.adjustedPValue(adjustedPValue);
    }
    return event.build();
  }

  private static Segment segment(List<EventRow> rows) {
    List<String> dimensions = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    for (EventRow row : rows) {
      if (row.dimension != null) {
        dimensions.add(row.dimension);
        values.add(row.value);
      }
    }
    return Segment.of(dimensions, values);
  }
}

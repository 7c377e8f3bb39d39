package io.drift4j.jdbc;

import io.drift4j.Difference;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.Segment;
import io.drift4j.Trend;
import io.drift4j.Window;
import io.drift4j.WindowPair;
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
    WindowPair windows,
    Trend trend,
    Difference difference,
    @Nullable String dimension,
    @Nullable String value) {

  static EventRow read(ResultSet row) throws SQLException {
    return new EventRow(
        row.getString("event_id"),
        row.getString("run_id"),
        row.getString("metric_id"),
        row.getInt("metric_version"),
        row.getString("drift_type"),
        readWindows(row),
        Trend.valueOf(row.getString("trend")),
        readDifference(row),
        row.getString("dimension"),
        row.getString("dimension_value"));
  }

  private static WindowPair readWindows(ResultSet row) throws SQLException {
    return new WindowPair(
        readWindow(row, "baseline_start", "baseline_end"),
        readWindow(row, "current_start", "current_end"));
  }

  private static Window readWindow(ResultSet row, String start, String end) throws SQLException {
    return new Window(StoredRun.date(row, start), StoredRun.date(row, end));
  }

  private static Difference readDifference(ResultSet row) throws SQLException {
    return new Difference(
        row.getString("view_name"),
        row.getDouble("baseline_value"),
        row.getDouble("current_value"),
        row.getLong("baseline_sample_size"),
        row.getLong("current_sample_size"),
        row.getDouble("severity"),
        row.getDouble("volume_score"),
        readEvidence(row));
  }

  private static @Nullable Evidence readEvidence(ResultSet row) throws SQLException {
    double pValue = row.getDouble("p_value");
    return row.wasNull()
        ? null
        : new Evidence(
            pValue,
            row.getDouble("adjusted_p_value"),
            row.getDouble("interval_low"),
            row.getDouble("interval_high"));
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
    return new DriftEvent(
        first.eventId,
        run,
        first.metricId,
        first.metricVersion,
        first.driftType,
        segment(dimensions),
        first.windows,
        first.trend,
        first.difference);
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

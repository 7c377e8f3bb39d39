package io.drift4j.jdbc;

import io.drift4j.Assessment;
import io.drift4j.Decision;
import io.drift4j.Evidence;
import io.drift4j.RecordedVerdict;
import io.drift4j.Segment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with what was seen through one of its views; the assessment is with the leading one.
 */
record VerdictRow(
    int position,
    String segmentKey,
    String metricId,
    int metricVersion,
    String driftType,
    String unit,
    Decision decision,
    @Nullable String reason,
    Evidence evidence,
    @Nullable Assessment assessment) {

  static VerdictRow read(ResultSet row) throws SQLException {
    return new VerdictRow(
        row.getInt("position"),
        row.getString("segment_key"),
        row.getString("metric_id"),
        row.getInt("metric_version"),
        row.getString("drift_type"),
        row.getString("unit"),
        Decision.valueOf(row.getString("decision")),
        row.getString("reason"),
        EvidenceColumns.read(row),
        AssessmentColumns.isThere(row) ? AssessmentColumns.read(row) : null);
  }

  /** Puts the rows of each verdict together, in their order. */
  static List<RecordedVerdict> verdicts(List<VerdictRow> rows, List<SegmentRow> dimensions) {
    Map<String, List<SegmentRow>> bySegment =
        dimensions.stream().collect(Collectors.groupingBy(SegmentRow::segmentKey));
    Map<Integer, List<VerdictRow>> byVerdict =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    VerdictRow::position, LinkedHashMap::new, Collectors.toList()));
    return byVerdict.values().stream().map(views -> verdict(views, bySegment)).toList();
  }

  private static RecordedVerdict verdict(
      List<VerdictRow> views, Map<String, List<SegmentRow>> bySegment) {
    VerdictRow leading =
        views.stream().filter(view -> view.assessment != null).findFirst().orElseThrow();
    return leading.verdict(
        SegmentRow.segment(bySegment.getOrDefault(leading.segmentKey, List.of())),
        views.stream().map(VerdictRow::evidence).toList());
  }

  private RecordedVerdict verdict(Segment segment, List<Evidence> seen) {
    return new RecordedVerdict(
        metricId,
        metricVersion,
        driftType,
        unit,
        segment,
        decision,
        reason,
        seen,
        evidence.view(),
        Objects.requireNonNull(assessment));
  }
}

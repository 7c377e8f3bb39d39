package io.drift4j.jdbc;

import io.drift4j.Segment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the dimensions of a segment, or none where it is the whole population. */
record SegmentRow(String segmentKey, @Nullable String dimension, @Nullable String value) {

  static SegmentRow read(ResultSet row) throws SQLException {
    return new SegmentRow(
        row.getString("segment_key"), row.getString("dimension"), row.getString("dimension_value"));
  }

  /** What the rows of a segment make together, in their order. */
  static Segment segment(List<SegmentRow> rows) {
    List<String> dimensions = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    for (SegmentRow row : rows) {
      if (row.dimension != null) {
        dimensions.add(row.dimension);
        values.add(row.value);
      }
    }
    return Segment.of(dimensions, values);
  }
}

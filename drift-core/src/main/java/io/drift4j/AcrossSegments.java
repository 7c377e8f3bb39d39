package io.drift4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What metrics are read of that stand beside another: the same segment, or all that share some
 * dimensions with it, which are added up once.
 */
final class AcrossSegments {

  static final AcrossSegments NONE = new AcrossSegments(List.of(), List.of());

  private final List<SegmentTables> all;
  private final List<String> strata;
  private final Map<Added, Map<Segment, Map<Segment, SegmentTables>>> added = new HashMap<>();

  /** What is added up: a measure, by dimensions. */
  private record Added(int measure, List<String> dimensions) {}

  AcrossSegments(List<SegmentTables> all, List<String> strata) {
    this.all = all;
    this.strata = strata;
  }

  /** What a companion reads beside a segment of which these are the parts. */
  List<SegmentTables> of(MetricReader companion, Segment segment, List<SegmentTables> own) {
    List<String> across = companion.metric().readAcross();
    if (across == null) {
      return own;
    }
    List<String> shared = segment.dimensions().stream().filter(across::contains).toList();
    Added by = new Added(companion.measure(), shared);
    return List.copyOf(
        added.computeIfAbsent(by, this::add).getOrDefault(segment.of(shared), Map.of()).values());
  }

  private Map<Segment, Map<Segment, SegmentTables>> add(Added by) {
    Map<Segment, Map<Segment, SegmentTables>> sums = new HashMap<>();
    for (SegmentTables part : all) {
      CellTable table = part.of(by.measure);
      if (table != null) {
        Segment stratum = part.segment().of(strata);
        CellTable sum =
            sums.computeIfAbsent(part.segment().of(by.dimensions), s -> new HashMap<>())
                .computeIfAbsent(stratum, s -> new SegmentTables(s, part.measures()))
                .begun(by.measure);
        table.forEach(sum::add);
      }
    }
    return sums;
  }
}

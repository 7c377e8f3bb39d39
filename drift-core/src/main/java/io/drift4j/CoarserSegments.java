package io.drift4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The segments by some of a definition's dimensions, each of which is made of finer ones. What is
 * counted of these is added up as far as they are forgotten, and otherwise referred to.
 */
final class CoarserSegments {

  private final List<String> dimensions;
  private final Map<Segment, SegmentTables> forgotten = new HashMap<>();

  CoarserSegments(List<String> dimensions) {
    this.dimensions = dimensions;
  }

  List<String> dimensions() {
    return dimensions;
  }

  /** Takes over what was counted of a finer segment that is about to be forgotten. */
  void add(SegmentTables finer) {
    forgotten
        .computeIfAbsent(
            finer.segment().of(dimensions), coarser -> new SegmentTables(coarser, finer.measures()))
        .add(finer);
  }

  /** What they are made of: finer segments that are kept, and what was taken over of others. */
  List<SegmentTables> madeOf(List<SegmentTables> kept) {
    List<SegmentTables> all = new ArrayList<>(kept);
    all.addAll(forgotten.values());
    return all;
  }
}

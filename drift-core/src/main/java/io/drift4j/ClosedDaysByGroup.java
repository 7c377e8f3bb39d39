package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The closed days of each value of a definition's first dimension (a payer), by measure: of those
 * whose records have ages.
 */
final class ClosedDaysByGroup {

  static final ClosedDaysByGroup NONE = new ClosedDaysByGroup();

  private final Map<Segment, List<SortedSet<LocalDate>>> days = new HashMap<>();

  private ClosedDaysByGroup() {}

  ClosedDaysByGroup(Definition definition, CountRequest request, List<Scan.SegmentCells> cells) {
    Map<Segment, List<Scan.SegmentCells>> groups = new HashMap<>();
    for (Scan.SegmentCells some : cells) {
      Segment segment = some.segment().of(definition.dimensions());
      groups.computeIfAbsent(group(segment), s -> new ArrayList<>()).add(some);
    }
    groups.forEach((group, some) -> days.put(group, days(definition, request, some)));
  }

  private static Segment group(Segment segment) {
    List<String> dimensions = segment.dimensions();
    return segment.of(dimensions.subList(0, Math.min(1, dimensions.size())));
  }

  private static List<SortedSet<LocalDate>> days(
      Definition definition, CountRequest request, List<Scan.SegmentCells> cells) {
    List<SortedSet<LocalDate>> byMeasure = new ArrayList<>();
    for (int i = 0; i < request.measures().size(); i++) {
      byMeasure.add(
          request.measures().get(i).isFromWindowsDay()
              ? ClosedDays.of(
                  ended(request, i, cells),
                  request.span().startInclusive(),
                  definition.closedDays())
              : Collections.emptySortedSet());
    }
    return byMeasure;
  }

  /** How many records ended on each day. */
  private static long[] ended(CountRequest request, int measure, List<Scan.SegmentCells> cells) {
    long first = request.span().startInclusive().toEpochDay();
    long[] ended = new long[Math.toIntExact(request.asOf().toEpochDay() - first)];
    long inADay = ((Quantity.Elapsed) request.measures().get(measure).quantity()).inADay();
    for (Scan.SegmentCells some : cells) {
      CellTable table = some.of(measure);
      if (table != null) {
        table.forEach(
            (day, outcome, open, value, count) -> {
              long end = day + value / inADay;
              if (!open && end < ended.length) {
                ended[(int) end] += count;
              }
            });
      }
    }
    return ended;
  }

  SortedSet<LocalDate> of(Segment segment, int measure) {
    List<SortedSet<LocalDate>> ofGroup = days.get(group(segment));
    return ofGroup == null ? Collections.emptySortedSet() : ofGroup.get(measure);
  }
}

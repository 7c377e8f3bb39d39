package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The closed days of each value of a definition's first dimension (a payer), by measure: of those
 * whose records have ages. What is rolled up has those of its own first dimension.
 */
final class ClosedDaysByGroup {

  static final ClosedDaysByGroup NONE = new ClosedDaysByGroup();

  private final Map<Segment, List<SortedSet<LocalDate>>> days = new HashMap<>();

  private ClosedDaysByGroup() {}

  ClosedDaysByGroup(Definition definition, CountRequest request, List<SegmentTables> cells) {
    Map<Segment, List<SegmentTables>> groups = new HashMap<>();
    for (List<String> by : groupings(definition)) {
      cells.forEach(
          some -> groups.computeIfAbsent(some.segment().of(by), s -> new ArrayList<>()).add(some));
    }
    groups.forEach((group, some) -> days.put(group, days(definition, request, some)));
  }

  /** The first dimension, and those of what is rolled up. */
  private static Set<List<String>> groupings(Definition definition) {
    return Stream.concat(Stream.of(definition.dimensions()), definition.rollUp().stream())
        .map(ClosedDaysByGroup::first)
        .collect(Collectors.toSet());
  }

  private static List<String> first(List<String> dimensions) {
    return dimensions.subList(0, Math.min(1, dimensions.size()));
  }

  private static List<SortedSet<LocalDate>> days(
      Definition definition, CountRequest request, List<SegmentTables> cells) {
    List<SortedSet<LocalDate>> byMeasure = new ArrayList<>();
    for (int i = 0; i < request.measures().size(); i++) {
      byMeasure.add(
          request.measures().get(i).isFromWindowsDay()
              ? ClosedDays.of(
                  ended(request, i, cells),
                  request.span().startInclusive(),
                  definition.closedDays())
              : declared(definition, request.measures().get(i)));
    }
    return byMeasure;
  }

  /** Of what has no ages nothing can be found; of times by their end nothing is asked. */
  private static SortedSet<LocalDate> declared(Definition definition, Measure measure) {
    return measure.quantity() instanceof Quantity.Elapsed
        ? Collections.emptySortedSet()
        : definition.closedDays();
  }

  /** How many records ended on each day. */
  private static long[] ended(CountRequest request, int measure, List<SegmentTables> cells) {
    long first = request.span().startInclusive().toEpochDay();
    long[] ended = new long[Math.toIntExact(request.asOf().toEpochDay() - first)];
    long inADay = ((Quantity.Elapsed) request.measures().get(measure).quantity()).inADay();
    for (SegmentTables some : cells) {
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
    List<SortedSet<LocalDate>> ofGroup = days.get(segment.of(first(segment.dimensions())));
    return ofGroup == null ? Collections.emptySortedSet() : ofGroup.get(measure);
  }
}

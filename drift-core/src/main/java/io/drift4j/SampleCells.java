package io.drift4j;

import io.drift4j.stats.FrequencyTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cells of a segment that lie in one window, through the eyes of one metric. */
final class SampleCells {

  /** An observation that is none. */
  static final long NOTHING = Long.MIN_VALUE;

  private final MetricReader reader;
  private final SampleDays days;
  private final List<Part> parts;
  private final Categories categories;

  /** The cells of a stratum, of which there may be several. */
  record Part(Segment stratum, CellTable cells) {}

  /** Receives cells: a day since 1970, the value or age, and what the metric makes of it. */
  interface Visitor {
    void visit(long day, boolean open, long value, long observed, long count);
  }

  SampleCells(MetricReader reader, SampleDays days, List<Part> parts, Categories categories) {
    this.reader = reader;
    this.days = days;
    this.parts = parts;
    this.categories = categories;
  }

  /** These and those of a later window of the same records, to be visited in one go. */
  SampleCells with(SampleCells later) {
    return new SampleCells(reader, days.with(later.days), parts, categories);
  }

  Metric metric() {
    return reader.metric();
  }

  Window window() {
    return days.window();
  }

  @Nullable LocalDate knownUntil() {
    return reader.request().hindsight() ? null : reader.request().asOf();
  }

  SortedSet<LocalDate> daysLeftOut() {
    return days.leftOut();
  }

  List<String> categories() {
    return categories.texts();
  }

  boolean isCount() {
    return metric().kind() == Metric.Kind.COUNT;
  }

  boolean hasAges() {
    return metric().measure().quantity() instanceof Quantity.Elapsed;
  }

  /** Each cell with its observation, or {@link #NOTHING}. */
  void forEach(Visitor visitor) {
    visit(
        (day, outcome, open, value, count) ->
            visitor.visit(
                reader.epochDay(day), open, value, observed(outcome, open, value), count));
  }

  private long observed(int outcome, boolean open, long value) {
    long observed = reader.observe(outcome, open, value);
    return observed == NOTHING || categories.isEmpty() ? observed : categories.position(outcome);
  }

  /** Each cell with how it ended, which says nothing of an open one. */
  void forEachEnding(Visitor visitor) {
    boolean isTime = metric().kind() == Metric.Kind.TIME;
    visit(
        (day, outcome, open, value, count) -> {
          long observed = open ? NOTHING : reader.observe(outcome, false, value);
          long ending = observed == NOTHING ? Sample.LEFT_OUT : isTime ? Sample.EVENT : observed;
          visitor.visit(reader.epochDay(day), open, value, ending, count);
        });
  }

  private void visit(CellTable.Visitor visitor) {
    for (Part part : parts) {
      part.cells.forEach(
          (day, outcome, open, value, count) -> {
            if (days.contains(day)) {
              visitor.visit(day, outcome, open, value, count);
            }
          });
    }
  }

  /** How often a day has each number of records. */
  FrequencyTable recordsPerDay() {
    long[] records = new long[days.end()];
    visit((day, outcome, open, value, count) -> records[day] += count);
    FrequencyTable.Builder builder = FrequencyTable.builder();
    for (int day = 0; day < days.end(); day++) {
      if (days.contains(day)) {
        builder.add(records[day]);
      }
    }
    return builder.build();
  }

  boolean hasStrata() {
    return parts.stream().anyMatch(part -> !part.stratum.dimensions().isEmpty());
  }

  SortedMap<Segment, SampleCells> strata() {
    SortedMap<Segment, List<Part>> byStratum = new TreeMap<>();
    parts.forEach(
        part -> byStratum.computeIfAbsent(part.stratum, s -> new ArrayList<>()).add(part));
    SortedMap<Segment, SampleCells> strata = new TreeMap<>();
    byStratum.forEach(
        (stratum, some) -> strata.put(stratum, new SampleCells(reader, days, some, categories)));
    return strata;
  }
}

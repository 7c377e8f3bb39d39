package io.drift4j;

import io.drift4j.stats.DevelopmentTriangle;
import io.drift4j.stats.FrequencyTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
  record Part(Segment stratum, ReadCells cells) {}

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
    return metric().measure().quantity() instanceof Quantity.Elapsed elapsed
        && !elapsed.mayBeNegative();
  }

  /** The first day with records, since 1970; nothing if none has. */
  OptionalLong firstDay() {
    return IntStream.range(days.begin(), days.end())
        .filter(day -> days.contains(day) && parts.stream().anyMatch(p -> p.cells.hasCells(day)))
        .mapToLong(reader::epochDay)
        .findFirst();
  }

  /** Each cell with its observation, or {@link #NOTHING}. */
  void forEach(ReadCells.Visitor visitor) {
    parts.forEach(part -> part.cells.forEach(days, categories, visitor));
  }

  /** Each cell with how it ended at its age. */
  void forEachAge(DevelopmentTriangle.CellVisitor visitor) {
    parts.forEach(part -> part.cells.forEachAge(days, visitor));
  }

  /** What the records of each day had come to by an age, from a first day on. */
  AgedDayCounts aged(long firstDay, int size, int tooOld) {
    AgedDayCounts sum = new AgedDayCounts(firstDay, size, tooOld);
    for (Part part : parts) {
      AgedDayCounts all = part.cells.aged(tooOld);
      for (int day = days.begin(); day < days.end(); day++) {
        if (days.contains(day)) {
          sum.add(all, reader.epochDay(day));
        }
      }
    }
    return sum;
  }

  /** How often a day has each number of records. */
  FrequencyTable recordsPerDay() {
    FrequencyTable.Builder builder = FrequencyTable.builder();
    for (int i = days.begin(); i < days.end(); i++) {
      if (days.contains(i)) {
        int day = i;
        builder.add(parts.stream().mapToLong(part -> part.cells.records(day)).sum());
      }
    }
    return builder.build();
  }

  /** Those of some strata only. */
  SampleCells among(Predicate<Segment> strata) {
    List<Part> some = parts.stream().filter(part -> strata.test(part.stratum)).toList();
    return new SampleCells(reader, days, some, categories);
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

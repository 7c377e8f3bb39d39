package io.drift4j;

import io.drift4j.stats.FrequencyTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a run, collected from the cells of a source: a table for every segment, metric and
 * window. Its memory is bounded by the number of distinct cells, not by the number of records, and
 * the order of the cells does not matter.
 */
final class Counts implements CellVisitor {

  private final List<Metric> metrics;
  private final int[] measureOf; // metric → position of its measure in the request
  private final CountRequest request;
  private final Map<Segment, FrequencyTable.Builder[][]> tables = new HashMap<>();
  private final Map<Defect, Long> defects = new EnumMap<>(Defect.class);
  private long rowsRead;
  private @Nullable LocalDate newestRecordDay;
  private @Nullable LocalDate newestEventDay;

  private Counts(List<Metric> metrics, CountRequest request) {
    this.metrics = metrics;
    this.request = request;
    this.measureOf =
        metrics.stream().mapToInt(m -> request.measures().indexOf(m.measure())).toArray();
  }

  static Counts read(Definition definition, Run run, CountSource source) {
    CountRequest request = CountRequest.of(definition, run);
    Counts counts = new Counts(definition.metrics(), request);
    source.read(request, counts);
    return counts;
  }

  @Override
  public void visit(Cell cell) {
    note(cell);
    Defect defect = request.measures().get(cell.measure()).defect(cell.reading());
    if (defect == null) {
      observe(cell);
    } else {
      defects.merge(defect, cell.count(), Math::addExact);
    }
  }

  private void observe(Cell cell) {
    FrequencyTable.Builder[][] byMetric =
        tables.computeIfAbsent(cell.segment(), s -> emptyTables());
    for (int i = 0; i < measureOf.length; i++) {
      if (measureOf[i] == cell.measure()) {
        observe(metrics.get(i), cell, byMetric[i][cell.window()]);
      }
    }
  }

  private static void observe(Metric metric, Cell cell, FrequencyTable.Builder table) {
    Long value = metric.observation().of(cell.reading());
    if (value != null) {
      table.add(value, cell.count());
    }
  }

  private void note(Cell cell) {
    rowsRead = Math.addExact(rowsRead, cell.count());
    newestRecordDay = newest(newestRecordDay, cell.newestDay());
    Long days = cell.reading().value();
    if (days != null) {
      newestEventDay = newest(newestEventDay, eventDay(cell, days));
    }
  }

  private LocalDate eventDay(Cell cell, long days) {
    Measure measure = request.measures().get(cell.measure());
    boolean windowedByStart = measure.windowedBy().equals(measure.from());
    return windowedByStart ? cell.newestDay().plusDays(days) : cell.newestDay();
  }

  private static LocalDate newest(@Nullable LocalDate known, LocalDate day) {
    return known == null || day.isAfter(known) ? day : known;
  }

  private FrequencyTable.Builder[][] emptyTables() {
    int windows = request.windows().size();
    return metrics.stream()
        .map(metric -> emptyTables(windows))
        .toArray(FrequencyTable.Builder[][]::new);
  }

  private static FrequencyTable.Builder[] emptyTables(int windows) {
    return Stream.generate(FrequencyTable::builder)
        .limit(windows)
        .toArray(FrequencyTable.Builder[]::new);
  }

  /** Every metric of every segment with at least one observation, ordered by segment. */
  List<Comparison> comparisons() {
    SortedMap<Segment, FrequencyTable.Builder[][]> sorted = new TreeMap<>(tables);
    List<Comparison> comparisons = new ArrayList<>();
    sorted.forEach((segment, byMetric) -> compare(segment, byMetric, comparisons));
    return comparisons;
  }

  private void compare(
      Segment segment, FrequencyTable.Builder[][] byMetric, List<Comparison> comparisons) {
    for (int i = 0; i < byMetric.length; i++) {
      FrequencyTable baseline = byMetric[i][0].build();
      FrequencyTable current = byMetric[i][1].build();
      if (!baseline.isEmpty() || !current.isEmpty()) {
        comparisons.add(new Comparison(metrics.get(i), segment, baseline, current));
      }
    }
  }

  /** What was read, together with what was decided of it. */
  RunSummary summary(List<Verdict> verdicts) {
    Map<Decision, Integer> decided = new HashMap<>();
    verdicts.forEach(verdict -> decided.merge(verdict.decision(), 1, Integer::sum));
    long groups =
        verdicts.stream().map(verdict -> verdict.comparison().segment()).distinct().count();
    return new RunSummary(
        rowsRead, newestRecordDay, newestEventDay, Math.toIntExact(groups), decided, defects);
  }
}

package io.drift4j;

import io.drift4j.stats.FrequencyTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The counts of a run, collected from the cells of a source: a table for every segment, metric and
 * window. Its memory is bounded by the number of distinct cells, not by the number of records, and
 * the order of the cells does not matter.
 */
final class Counts implements CellVisitor {

  private final Definition definition;
  private final WindowPair windows;
  private final CountRequest request;
  private final List<Metric> metrics;
  private final int[] measureOf; // metric → position of its measure in the request
  private final Map<Segment, FrequencyTable.Builder[][]> tables = new HashMap<>();
  private final Tallies tallies;

  private Counts(Definition definition, WindowPair windows, CountRequest request) {
    this.definition = definition;
    this.windows = windows;
    this.request = request;
    this.metrics = definition.metrics();
    this.tallies = new Tallies(request.measures().size(), request.windows().size());
    this.measureOf =
        metrics.stream().mapToInt(m -> request.measures().indexOf(m.measure())).toArray();
  }

  static Counts read(Definition definition, Run run, CountSource source) {
    CountRequest request = CountRequest.of(definition, run);
    Counts counts = new Counts(definition, definition.lookback().windows(run.asOf()), request);
    new CheckedCells(source, request, counts).read();
    return counts;
  }

  @Override
  public void visit(Cell cell) {
    Measure measure = request.measures().get(cell.measure());
    Tally tally = tallies.of(cell.measure());
    tally.read(cell, measure.windowedBy().equals(measure.from()));
    Defect defect = measure.defect(cell.reading());
    if (defect == null) {
      tally.use(cell);
      observe(cell);
    } else {
      tally.leaveOut(defect, cell.count());
    }
  }

  @Override
  public void leaveOut(int measure, Defect defect, long count) {
    tallies.of(measure).readAndLeaveOut(defect, count);
  }

  private void observe(Cell cell) {
    FrequencyTable.Builder[][] byMetric =
        tables.computeIfAbsent(cell.segment(), s -> emptyTables());
    requireFewSegments();
    for (int i = 0; i < measureOf.length; i++) {
      if (measureOf[i] == cell.measure()) {
        observe(metrics.get(i), cell, byMetric[i][cell.window()]);
      }
    }
  }

  private void requireFewSegments() {
    if (tables.size() > definition.segmentLimit()) {
      throw new DriftException(
          String.format(
              Locale.ROOT,
              "definition %s found more than %,d segments of %s, all of which it keeps in memory; is one of these an id? form segments by coarser dimensions, or allow more with withSegmentLimit",
              definition,
              definition.segmentLimit(),
              request.dimensions()));
    }
  }

  private static void observe(Metric metric, Cell cell, FrequencyTable.Builder table) {
    Long value = metric.observe(cell.reading());
    if (value != null) {
      table.add(value, cell.count());
    }
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
        comparisons.add(new Comparison(metrics.get(i), segment, windows, baseline, current));
      }
    }
  }

  Tallies tallies() {
    return tallies;
  }

  Window span() {
    return windows.span();
  }

  /** What was read, together with what was decided of it. */
  RunSummary summary(List<Verdict> verdicts) {
    Map<Decision, Integer> decided = new HashMap<>();
    verdicts.forEach(verdict -> decided.merge(verdict.decision(), 1, Integer::sum));
    long groups =
        verdicts.stream().map(verdict -> verdict.comparison().segment()).distinct().count();
    return new RunSummary(
        windows.span(),
        tallies.read(),
        tallies.usable(0),
        tallies.usable(1),
        tallies.newestRecordDay(),
        tallies.newestEventDay(),
        Math.toIntExact(groups),
        decided,
        tallies.defects());
  }
}

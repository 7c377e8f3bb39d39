package io.drift4j;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one lens says of each segment, 14 days against 90 unless told otherwise. */
final class Through implements DriftPolicy {

  private final Lens lens;
  private final SortedMap<Segment, Evidence> seen = new TreeMap<>();

  private Through(Lens lens) {
    this.lens = lens;
  }

  static SortedMap<Segment, Evidence> look(
      Lens lens, Metric metric, List<String> dimensions, LocalDate asOf, CountSource source) {
    Through through = new Through(lens);
    Definition definition =
        Definition.of("through", 1, dimensions, List.of(metric), Lookback.ofDays(90, 14), through);
    DriftDetector.detect(definition, Run.of(definition, "acme", asOf, source, 1), source);
    return through.seen;
  }

  /** Of all records. */
  static Evidence look(Lens lens, Metric metric, LocalDate asOf, Cells cells) {
    CountSource source =
        (request, visitor) -> {
          CellVisitor.Cells all = visitor.segment(Segment.of(List.of(), List.of()));
          cells.tell(
              (day, value, outcome, count) -> {
                if (request.windows().stream().anyMatch(window -> window.contains(day))) {
                  all.add(0, day.toEpochDay(), value, outcome, count);
                }
              });
          all.end();
        };
    return look(lens, metric, List.of(), asOf, source).values().iterator().next();
  }

  /** Cells of a day. */
  interface Cells {
    void tell(Told told);
  }

  /** Receives them. */
  interface Told {
    void add(LocalDate day, long value, String outcome, long count);
  }

  /** The rows of a source that has no open ones. */
  static CountSource decidedRowsOf(CountSource source) {
    return (request, visitor) -> source.read(request, new WithoutOpen(visitor));
  }

  private record WithoutOpen(CellVisitor visitor) implements CellVisitor {

    @Override
    public Cells segment(Segment segment) {
      Cells cells = visitor.segment(segment);
      return new Cells() {
        @Override
        public void add(int measure, long day, long value, String outcome, long count) {
          cells.add(measure, day, value, outcome, count);
        }

        @Override
        public void addOpen(int measure, long day, long age, String outcome, long count) {
          // is not in the table
        }

        @Override
        public void end() {
          cells.end();
        }
      };
    }

    @Override
    public void leaveOut(int measure, long day, Defect defect, long count) {
      visitor.leaveOut(measure, day, defect, count);
    }

    @Override
    public void leaveOut(int measure, Defect defect, long count) {
      visitor.leaveOut(measure, defect, count);
    }
  }

  @Override
  public String id() {
    return "through";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    return List.of(new View("view", lookback, lens));
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    examinations.forEach(e -> seen.put(e.segment(), e.first()));
    return examinations.stream().map(e -> Verdict.skipped(e, "only looked at")).toList();
  }
}

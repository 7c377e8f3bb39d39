package io.drift4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a source, for one definition or several: keeps the cells of each segment until it
 * is whole, and lets each definition examine it then. Its memory is bounded by the number of
 * distinct cells, not by the number of records, and the order of the cells does not matter.
 */
final class Scan implements CellVisitor {

  private static final List<Defect> DEFECTS = List.of(Defect.values());
  private static final int NO_DEFECT = -1;

  private final CountRequest request;
  private final long firstDay;
  private final List<OutcomeCodes> outcomes;
  private final List<DailyTally> tallies;
  private final List<ReadingMemo> defects;
  private final boolean[] isFromWindowsDay;
  private final List<Examiner> examiners;
  private final Map<Segment, SegmentCells> segments = new HashMap<>();

  private Scan(CountRequest request, List<Definition> definitions) {
    this.request = request;
    this.firstDay = request.span().startInclusive().toEpochDay();
    this.outcomes = request.measures().stream().map(OutcomeCodes::new).toList();
    int days = Math.toIntExact(request.span().days());
    this.tallies = Stream.generate(() -> new DailyTally(days)).limit(outcomes.size()).toList();
    this.defects = new ArrayList<>();
    this.isFromWindowsDay = new boolean[outcomes.size()];
    for (int i = 0; i < outcomes.size(); i++) {
      Measure measure = request.measures().get(i);
      defects.add(new ReadingMemo(outcomes.get(i), reading -> code(measure.defect(reading))));
      isFromWindowsDay[i] = measure.isFromWindowsDay();
    }
    this.examiners =
        definitions.stream()
            .map(definition -> new Examiner(definition, request, outcomes, tallies))
            .toList();
  }

  private static long code(@Nullable Defect defect) {
    return defect == null ? NO_DEFECT : DEFECTS.indexOf(defect);
  }

  /** Reads the source, and returns what each definition has examined. */
  static List<Examiner> read(Plan plan, CountSource source) {
    Scan scan = new Scan(plan.request(), plan.definitions());
    new CheckedCells(source, plan.request(), scan).read();
    scan.examineRest();
    return scan.examiners;
  }

  @Override
  public Cells segment(Segment segment) {
    return segments.computeIfAbsent(segment, this::begin);
  }

  private SegmentCells begin(Segment segment) {
    examiners.forEach(examiner -> examiner.admit(segment));
    if (examiners.stream().allMatch(Examiner::hasFailed)) {
      throw examiners.get(0).failure();
    }
    return new SegmentCells(segment);
  }

  @Override
  public void leaveOut(int measure, Defect defect, long count) {
    tallies.get(measure).leaveOut(defect, count);
  }

  @Override
  public void leaveOut(int measure, long day, Defect defect, long count) {
    int offset = (int) (day - firstDay);
    tallies.get(measure).read(offset, count);
    tallies.get(measure).leaveOut(offset, defect, count);
  }

  /** What was not said to be whole, and what is part of something larger. */
  private void examineRest() {
    List<SegmentCells> rest = List.copyOf(segments.values());
    examiners.forEach(examiner -> examiner.examineAll(rest));
  }

  /** The cells of one segment that can be used; the others are only counted. */
  final class SegmentCells implements Cells {

    private final Segment segment;
    private final CellTable[] tables = new CellTable[outcomes.size()];

    SegmentCells(Segment segment) {
      this.segment = segment;
    }

    Segment segment() {
      return segment;
    }

    /** Those of a measure, none if there are none. */
    @Nullable CellTable of(int measure) {
      return tables[measure];
    }

    @Override
    public void add(int measure, long day, long value, @Nullable String outcome, long count) {
      int offset = (int) (day - firstDay);
      if (keep(measure, offset, outcomes.get(measure).of(outcome), false, value, count)) {
        long eventDay = isFromWindowsDay[measure] ? day + inDays(measure, value) : day;
        if (eventDay <= Days.LAST.toEpochDay()) {
          tallies.get(measure).event(offset, eventDay);
        }
      }
    }

    private long inDays(int measure, long value) {
      Quantity quantity = request.measures().get(measure).quantity();
      return quantity instanceof Quantity.Elapsed elapsed && !elapsed.isInDays()
          ? value / elapsed.inADay()
          : value;
    }

    @Override
    public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
      int offset = (int) (day - firstDay);
      keep(measure, offset, outcomes.get(measure).of(outcome), true, age, count);
    }

    private boolean keep(int measure, int day, int outcome, boolean open, long value, long count) {
      DailyTally tally = tallies.get(measure);
      tally.read(day, count);
      int defect = (int) defects.get(measure).of(outcome, open, value);
      if (defect != NO_DEFECT) {
        tally.leaveOut(day, DEFECTS.get(defect), count);
        return !open;
      }
      if (tables[measure] == null) {
        tables[measure] = new CellTable();
      }
      tables[measure].add(day, outcome, open, value, count);
      return !open;
    }

    @Override
    public void end() {
      if (examiners.stream().allMatch(Examiner::examinesEachSegment)) {
        examiners.forEach(examiner -> examiner.examineAll(List.of(this)));
        segments.remove(segment);
      }
    }
  }
}

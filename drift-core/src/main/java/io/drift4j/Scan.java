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
  private static final long LAST_DAY = Days.LAST.toEpochDay();

  private final CountRequest request;
  private final long firstDay;
  private final List<OutcomeCodes> outcomes;
  private final List<DailyTally> tallies;
  private final List<ReadingMemo> defects;
  private final long[] inADay; // units of the time from the day of the windows; 0 of anything else
  private final List<Examiner> examiners;
  private final Map<Segment, SegmentCells> segments = new HashMap<>();

  private Scan(CountRequest request, List<Definition> definitions) {
    this.request = request;
    this.firstDay = request.span().startInclusive().toEpochDay();
    this.outcomes = request.measures().stream().map(OutcomeCodes::new).toList();
    int days = Math.toIntExact(request.span().days());
    this.tallies = Stream.generate(() -> new DailyTally(days)).limit(outcomes.size()).toList();
    this.defects = new ArrayList<>();
    this.inADay = request.measures().stream().mapToLong(Scan::inADay).toArray();
    for (int i = 0; i < outcomes.size(); i++) {
      Measure measure = request.measures().get(i);
      defects.add(new ReadingMemo(outcomes.get(i), reading -> code(measure.defect(reading))));
    }
    this.examiners =
        definitions.stream()
            .map(definition -> new Examiner(definition, request, outcomes, tallies))
            .toList();
  }

  private static long inADay(Measure measure) {
    return measure.isFromWindowsDay() && measure.quantity() instanceof Quantity.Elapsed elapsed
        ? elapsed.inADay()
        : 0;
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

  /** A record that waits for the event by which it is windowed lacks nothing. */
  @Override
  public void leaveOut(int measure, Defect defect, long count) {
    if (defect != Defect.NO_START || !request.measures().get(measure).isWindowedByEvent()) {
      tallies.get(measure).leaveOut(defect, count);
    }
  }

  @Override
  public void leaveOut(int measure, long day, Defect defect, long count) {
    int offset = (int) (day - firstDay);
    tallies.get(measure).read(offset, count);
    tallies.get(measure).leaveOut(offset, defect, count);
  }

  /** What was not said to be whole, and what is part of something larger. */
  private void examineRest() {
    List<SegmentTables> rest = List.copyOf(segments.values());
    examiners.forEach(examiner -> examiner.examineRest(rest));
  }

  /** The cells of one segment that can be used; the others are only counted. */
  final class SegmentCells extends SegmentTables implements Cells {

    SegmentCells(Segment segment) {
      super(segment, outcomes.size());
    }

    @Override
    public void add(int measure, long day, long value, @Nullable String outcome, long count) {
      int offset = (int) (day - firstDay);
      keep(measure, offset, outcomes.get(measure).of(outcome), false, value, count);
      long eventDay = inADay[measure] > 0 ? day + value / inADay[measure] : day;
      if (eventDay <= LAST_DAY) {
        tallies.get(measure).event(offset, eventDay);
      }
    }

    @Override
    public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
      int offset = (int) (day - firstDay);
      keep(measure, offset, outcomes.get(measure).of(outcome), true, age, count);
    }

    private void keep(int measure, int day, int outcome, boolean open, long value, long count) {
      DailyTally tally = tallies.get(measure);
      tally.read(day, count);
      int defect = (int) defects.get(measure).of(outcome, open, value);
      if (defect != NO_DEFECT) {
        tally.leaveOut(day, DEFECTS.get(defect), count);
        return;
      }
      begun(measure).add(day, outcome, open, value, count);
    }

    @Override
    public void end() {
      if (examiners.stream().allMatch(Examiner::examinesEachSegment)) {
        examiners.forEach(examiner -> examiner.examineWhole(this));
        segments.remove(segment());
      }
    }
  }
}

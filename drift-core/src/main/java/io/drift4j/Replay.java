package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A source as it was on each morning of a stretch of days, read once for all of them: what ended on
 * a morning's day or later was open then. What depends on more than the day and the age of a record
 * (a category or an amount that is known late, a time in hours) is read anew for each morning.
 */
final class Replay implements CountSource {

  private final CountSource source;
  private final LocalDate lastMorning;
  private @Nullable Block block;

  Replay(CountSource source, LocalDate lastMorning) {
    this.source = source;
    this.lastMorning = lastMorning;
  }

  @Override
  public String id() {
    return source.id();
  }

  @Override
  public SortedMap<String, String> settings() {
    return source.settings();
  }

  @Override
  public Set<String> lacking(Set<String> fields) {
    return source.lacking(fields);
  }

  @Override
  public OptionalInt freshWithinDays() {
    return source.freshWithinDays();
  }

  @Override
  public void read(CountRequest request, CellVisitor visitor) {
    if (canReplay(request)) {
      if (block == null || !block.holds(request)) {
        block = Block.read(source, request, lastMorning);
      }
      block.tell(request, visitor);
    } else {
      source.read(request, visitor);
    }
  }

  private boolean canReplay(CountRequest request) {
    return !request.hindsight()
        && !request.asOf().isAfter(lastMorning)
        && request.knownBy().isEmpty()
        && request.measures().stream().allMatch(Replay::isOfDays);
  }

  /** Whether what is known of a record follows from its day and its age in days. */
  private static boolean isOfDays(Measure measure) {
    return measure.details().isEmpty()
        && (measure.quantity() instanceof Quantity.Elapsed elapsed
            ? measure.isFromWindowsDay() && elapsed.isInDays() && !elapsed.mayBeNegative()
            : !LateKnowledge.isOf(measure) && !measure.isWindowedByEvent());
  }

  /** What was read, of every morning. */
  private static final class Block implements CellVisitor {

    private final CountRequest request;
    private final long firstDay;
    private final SortedMap<Segment, Stored> segments = new TreeMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<@Nullable String> outcomes = new ArrayList<>();

    /** Records that cannot be used, of a day or of none. */
    private record LeftOut(int measure, @Nullable Long day, Defect defect, long count) {}

    private Block(CountRequest request) {
      this.request = request;
      this.firstDay = request.span().startInclusive().toEpochDay();
      outcomes.add(null);
    }

    static Block read(CountSource source, CountRequest first, LocalDate lastMorning) {
      Window span = new Window(first.span().startInclusive(), lastMorning);
      CountRequest all =
          new CountRequest(
              first.customer(),
              List.of(span),
              lastMorning,
              false,
              first.dimensions(),
              first.measures());
      Block block = new Block(all);
      new CheckedCells(source, all, block).read();
      return block;
    }

    boolean holds(CountRequest other) {
      return request.customer().equals(other.customer())
          && request.dimensions().equals(other.dimensions())
          && request.measures().equals(other.measures())
          && !other.span().startInclusive().isBefore(request.span().startInclusive());
    }

    @Override
    public Cells segment(Segment segment) {
      return segments.computeIfAbsent(segment, Stored::new);
    }

    @Override
    public void leaveOut(int measure, Defect defect, long count) {
      leftOut.add(new LeftOut(measure, null, defect, count));
    }

    @Override
    public void leaveOut(int measure, long day, Defect defect, long count) {
      leftOut.add(new LeftOut(measure, day, defect, count));
    }

    private int code(@Nullable String outcome) {
      return outcome == null
          ? 0
          : codes.computeIfAbsent(
              outcome,
              text -> {
                outcomes.add(text);
                return outcomes.size() - 1;
              });
    }

    void tell(CountRequest morning, CellVisitor visitor) {
      WantedDays wanted = new WantedDays(morning.windows());
      segments.values().forEach(stored -> stored.tell(morning, wanted, visitor));
      for (LeftOut some : leftOut) {
        if (some.day == null) {
          visitor.leaveOut(some.measure, some.defect, some.count);
        } else if (wanted.contains(some.day)) {
          visitor.leaveOut(some.measure, some.day, some.defect, some.count);
        }
      }
    }

    /** The cells of a segment. */
    private final class Stored extends SegmentTables implements Cells {

      Stored(Segment segment) {
        super(segment, request.measures().size());
      }

      @Override
      public void add(int measure, long day, long value, @Nullable String outcome, long count) {
        begun(measure).add((int) (day - firstDay), code(outcome), false, value, count);
      }

      @Override
      public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
        begun(measure).add((int) (day - firstDay), code(outcome), true, age, count);
      }

      @Override
      public void end() {}

      void tell(CountRequest morning, WantedDays wanted, CellVisitor visitor) {
        Told told = new Told(morning, wanted, segment(), visitor);
        for (int measure = 0; measure < measures(); measure++) {
          CellTable table = of(measure);
          if (table != null) {
            told.measure = measure;
            told.hasAges = request.measures().get(measure).quantity() instanceof Quantity.Elapsed;
            table.forEach(told);
          }
        }
        told.end();
      }
    }

    /** A segment as it is told on a morning: not at all where it has nothing yet. */
    private final class Told implements CellTable.Visitor {

      private final WantedDays wanted;
      private final Segment segment;
      private final CellVisitor visitor;
      private final long lastDay; // before the morning
      private @Nullable Cells cells;
      private int measure;
      private boolean hasAges;

      Told(CountRequest morning, WantedDays wanted, Segment segment, CellVisitor visitor) {
        this.wanted = wanted;
        this.segment = segment;
        this.visitor = visitor;
        this.lastDay = morning.asOf().toEpochDay() - 1;
      }

      @Override
      public void visit(int place, int outcome, boolean open, long value, long count) {
        long day = firstDay + place;
        if (!wanted.contains(day)) {
          return;
        }
        if (!hasAges) {
          tell(day, outcome, open, value, count);
        } else if (open || day + value > lastDay) {
          tell(day, open ? outcome : 0, true, lastDay - day, count);
        } else {
          tell(day, outcome, false, value, count);
        }
      }

      private void tell(long day, int outcome, boolean open, long value, long count) {
        cells = cells == null ? visitor.segment(segment) : cells;
        if (open) {
          cells.addOpen(measure, day, value, outcomes.get(outcome), count);
        } else {
          cells.add(measure, day, value, outcomes.get(outcome), count);
        }
      }

      void end() {
        if (cells != null) {
          cells.end();
        }
      }
    }
  }
}

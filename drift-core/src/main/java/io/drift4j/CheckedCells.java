package io.drift4j;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a source to its contract: what was not asked for, or cannot be, is refused before anything
 * is counted, with the name of the source that gave it. What was refused once fails the run, also
 * where the source goes on regardless.
 */
final class CheckedCells implements CellVisitor {

  private final CountSource source;
  private final CountRequest request;
  private final CellVisitor visitor;
  private final long[] largest; // by measure
  private final long asOf;
  private final WantedDays wanted;
  private final Thread thread = Thread.currentThread();
  private final boolean[] isFromItsDay; // by measure, of times in days
  private final int[] details; // by measure, how many it has
  private final Map<Segment, Checked> open = new HashMap<>();
  private final Set<Segment> whole = new HashSet<>();
  private @Nullable RuntimeException refusal;
  private boolean isUntold = true;
  private boolean ended;

  CheckedCells(CountSource source, CountRequest request, CellVisitor visitor) {
    this.source = source;
    this.request = request;
    this.visitor = visitor;
    this.largest = request.measures().stream().mapToLong(CheckedCells::largest).toArray();
    this.details = request.measures().stream().mapToInt(m -> m.details().size()).toArray();
    this.isFromItsDay = new boolean[largest.length];
    for (int i = 0; i < largest.length; i++) {
      Measure measure = request.measures().get(i);
      isFromItsDay[i] =
          measure.isFromWindowsDay()
              && measure.quantity() instanceof Quantity.Elapsed elapsed
              && elapsed.isInDays();
    }
    this.asOf = request.asOf().toEpochDay();
    this.wanted = new WantedDays(request.windows());
  }

  /** Two dates are no further apart; an amount is any, and what has no number is 0. */
  private static long largest(Measure measure) {
    if (measure.quantity() instanceof Quantity.Elapsed elapsed) {
      return Math.multiplyExact(Days.MOST, elapsed.inADay());
    }
    return measure.quantity() instanceof Quantity.Amount ? Quantity.Amount.LARGEST : 0;
  }

  /** Reads the source to its end. */
  void read() {
    try {
      source.read(request, this);
    } catch (RuntimeException e) {
      throw refusal == null ? failed(e) : refusal;
    } finally {
      ended = true;
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Ours says what is wrong; of anybody else's only the source can be named. */
  private RuntimeException failed(RuntimeException e) {
    return e instanceof DriftException
        ? e
        : new DriftException(
            String.format(
                Locale.ROOT,
                "source %s (%s) failed (%s%s); mend its read method, or the definition that wants"
                    + " what it has not",
                source.id(),
                source.getClass().getName(),
                e.getClass().getName(),
                isOnRequest(e) ? ": " + e.getMessage() : ""),
            e);
  }

  /**
   * Whether it is on what was asked, which the source says first, and in its own words: what Java
   * says of an argument quotes it, and it may be the contents of a record.
   */
  private boolean isOnRequest(RuntimeException e) {
    StackTraceElement[] places = e.getStackTrace();
    return e.getClass() == IllegalArgumentException.class
        && isUntold
        && places.length > 0
        && !places[0].getClassName().startsWith("java.");
  }

  @Override
  @SuppressWarnings("ConstantValue") // a source need not be compiled with nullness in mind
  public Cells segment(Segment segment) {
    try {
      requireInTime();
      require(segment != null, "null for a segment");
      requireDimensions(segment.dimensions());
      require(!whole.contains(segment), "a segment again that it had said to be whole");
      return open.computeIfAbsent(segment, s -> new Checked(s, visitor.segment(s)));
    } catch (RuntimeException e) {
      throw remembered(e);
    }
  }

  @Override
  @SuppressWarnings("ConstantValue")
  public void leaveOut(int measure, Defect defect, long count) {
    try {
      requireInTime();
      require(defect != null, "null for why records are left out");
      requireMeasure(measure);
      requireCount(count);
      visitor.leaveOut(measure, defect, count);
    } catch (RuntimeException e) {
      throw remembered(e);
    }
  }

  @Override
  @SuppressWarnings("ConstantValue")
  public void leaveOut(int measure, long day, Defect defect, long count) {
    try {
      requireInTime();
      require(defect != null, "null for why records are left out");
      requireMeasure(measure);
      requireCount(count);
      requireWanted(day);
      visitor.leaveOut(measure, day, defect, count);
    } catch (RuntimeException e) {
      throw remembered(e);
    }
  }

  private void requireDimensions(List<String> dimensions) {
    if (!dimensions.equals(request.dimensions())) {
      throw broken(
          "a segment of dimensions "
              + dimensions
              + " where "
              + request.dimensions()
              + " were asked for");
    }
  }

  private RuntimeException remembered(RuntimeException e) {
    RuntimeException told =
        e instanceof ArithmeticException ? broken("more records than a long can count") : e;
    refusal = refusal == null ? told : refusal;
    return told;
  }

  /** The cells of a segment. */
  private final class Checked implements Cells {

    private final Segment segment;
    private final Cells cells;
    private boolean isWhole;

    Checked(Segment segment, Cells cells) {
      this.segment = segment;
      this.cells = cells;
    }

    @Override
    public void add(int measure, long day, long value, @Nullable String outcome, long count) {
      try {
        requirePlace(measure, day, count);
        requireDetails(measure, outcome);
        if (value > largest[measure] || value < -largest[measure]) {
          throw broken(beyond(measure));
        }
        if (isFromItsDay[measure] && !request.hindsight() && day + value >= asOf) {
          throw broken(
              "an event that is dated on or after " + request.asOf() + " and not told yet");
        }
        cells.add(measure, day, value, outcome, count);
      } catch (RuntimeException e) {
        throw remembered(e);
      }
    }

    @Override
    public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
      try {
        requirePlace(measure, day, count);
        requireDetails(measure, outcome);
        if (age < -1 || age > largest[measure]) {
          throw broken(
              "an age of open records of " + age + ", which is -1 or more, or 0 without a time");
        }
        if (isFromItsDay[measure] && age > asOf - 1 - day) {
          throw broken(
              "an age of open records of " + age + ", which reaches beyond " + request.asOf());
        }
        cells.addOpen(measure, day, age, outcome, count);
      } catch (RuntimeException e) {
        throw remembered(e);
      }
    }

    @Override
    public void end() {
      try {
        requireInTime();
        require(!isWhole, "twice that a segment is whole");
        isWhole = true;
        whole.add(segment);
        open.remove(segment);
        cells.end();
      } catch (RuntimeException e) {
        throw remembered(e);
      }
    }

    private void requirePlace(int measure, long day, long count) {
      requireInTime();
      require(!isWhole, "a cell of a segment that it had said to be whole");
      requireMeasure(measure);
      requireCount(count);
      requireWanted(day);
    }
  }

  private String beyond(int measure) {
    if (largest[measure] == 0) {
      return "a value for a measure that has none";
    }
    return request.measures().get(measure).quantity() instanceof Quantity.Amount
        ? "an amount of more than " + Quantity.Amount.LARGEST + " units"
        : "an event further from its start than any two dates are";
  }

  private void requireInTime() {
    isUntold = false;
    require(!ended, "a cell after its read method had returned");
    require(Thread.currentThread() == thread, "a cell on another thread than it was asked on");
  }

  private void requireWanted(long day) {
    if (!wanted.contains(day)) {
      throw broken("records of a day outside the windows " + request.windows());
    }
  }

  private void requireMeasure(int measure) {
    if (measure < 0 || measure >= largest.length) {
      throw broken("a cell of measure " + measure + " where " + largest.length + " were asked for");
    }
  }

  private void requireDetails(int measure, @Nullable String outcome) {
    if (details[measure] > 0
        && outcome != null
        && !OutcomeText.isOf(1 + details[measure], outcome)) {
      throw broken(
          "an outcome that is not joined with its details, "
              + request.measures().get(measure).details().stream().map(Detail::field).toList()
              + ", by OutcomeText.join");
    }
  }

  private void requireCount(long count) {
    if (count <= 0) {
      throw broken("a count of " + count + " where there is at least one record");
    }
  }

  private void require(boolean kept, String gave) {
    if (!kept) {
      throw broken(gave);
    }
  }

  private DriftException broken(String gave) {
    return new DriftException(
        String.format(
            Locale.ROOT,
            "source %s (%s) gave %s; mend its read method",
            source.id(),
            source.getClass().getName(),
            gave));
  }
}

package io.drift4j;

import java.util.Locale;
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
  private final Thread thread = Thread.currentThread();
  private @Nullable RuntimeException refusal;
  private boolean ended;

  CheckedCells(CountSource source, CountRequest request, CellVisitor visitor) {
    this.source = source;
    this.request = request;
    this.visitor = visitor;
  }

  /** Reads the source to its end. */
  void read() {
    source.read(request, this);
    ended = true;
    if (refusal != null) {
      throw refusal;
    }
  }

  @Override
  public void visit(Cell cell) {
    remembering(
        () -> {
          require(cell);
          visitor.visit(cell);
        });
  }

  @Override
  public void leaveOut(int measure, Defect defect, long count) {
    remembering(
        () -> {
          require(defect != null, "null for why records are left out");
          requireMeasure(measure);
          requireCount(count);
          visitor.leaveOut(measure, defect, count);
        });
  }

  private void remembering(Runnable work) {
    require(!ended, "a cell after its read method had returned");
    require(Thread.currentThread() == thread, "a cell on another thread than it was asked on");
    try {
      work.run();
    } catch (RuntimeException e) {
      refusal = refusal == null ? e : refusal;
      throw e;
    }
  }

  @SuppressWarnings("ConstantValue") // a source need not be compiled with nullness in mind
  private void require(Cell cell) {
    require(cell != null, "null for a cell");
    require(
        cell.segment() != null && cell.reading() != null && cell.newestDay() != null,
        "a cell without a segment, reading or newest day");
    requireMeasure(cell.measure());
    requireCount(cell.count());
    require(
        cell.window() >= 0 && cell.window() < request.windows().size(),
        "a cell of window %d where %d were asked for",
        cell.window(),
        request.windows().size());
    require(
        cell.segment().dimensions().equals(request.dimensions()),
        "a segment of dimensions %s where %s were asked for",
        cell.segment().dimensions(),
        request.dimensions());
    Window window = request.windows().get(cell.window());
    require(window.contains(cell.newestDay()), "records of a day outside their window %s", window);
    requireDays(cell.reading().value());
  }

  private void requireMeasure(int measure) {
    require(
        measure >= 0 && measure < request.measures().size(),
        "a cell of measure %d where %d were asked for",
        measure,
        request.measures().size());
  }

  private void requireCount(long count) {
    require(count > 0, "a count of %d where there is at least one record", count);
  }

  private void requireDays(@Nullable Long days) {
    require(
        days == null || (days >= -Days.MOST && days <= Days.MOST),
        "an event further from its start than any two dates are");
  }

  private void require(boolean kept, String gave, @Nullable Object... arguments) {
    if (!kept) {
      throw new DriftException(
          String.format(
              Locale.ROOT,
              "source %s (%s) gave %s; mend its read method",
              source.id(),
              source.getClass().getName(),
              String.format(Locale.ROOT, gave, arguments)));
    }
  }
}

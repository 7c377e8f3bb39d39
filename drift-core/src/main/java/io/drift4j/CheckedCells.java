package io.drift4j;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Holds a source to its contract: what was not asked for, or cannot be, is refused before anything
 * is counted, with the name of the source that gave it.
 */
final class CheckedCells implements CellVisitor {

  private final CountSource source;
  private final CountRequest request;
  private final CellVisitor visitor;

  CheckedCells(CountSource source, CountRequest request, CellVisitor visitor) {
    this.source = source;
    this.request = request;
    this.visitor = visitor;
  }

  @Override
  public void visit(Cell cell) {
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
    require(
        window.contains(cell.newestDay()),
        "records of %s in the window %s",
        cell.newestDay(),
        window);
    requireDays(cell.reading().value());
    visitor.visit(cell);
  }

  @Override
  public void leaveOut(int measure, Defect defect, long count) {
    requireMeasure(measure);
    requireCount(count);
    visitor.leaveOut(measure, defect, count);
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
        "an event %d days after its start, which no two dates are apart",
        days);
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

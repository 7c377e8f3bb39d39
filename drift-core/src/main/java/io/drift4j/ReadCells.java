package io.drift4j;

import io.drift4j.stats.DevelopmentTriangle;
import java.util.HashMap;
import java.util.Map;

/** The cells of a stratum of a segment as a metric reads them, each once for all its views. */
final class ReadCells {

  private final MetricReader reader;
  private final DayCells cells;
  private final long[] observed; // by cell
  private final Map<Integer, AgedDayCounts> aged = new HashMap<>(); // by the age asked for

  /** Receives cells: a day since 1970, the value or age, and what the metric makes of it. */
  interface Visitor {
    void visit(long day, boolean open, long value, long observed, long count);
  }

  /** Receives the days since the first of the request, and what the metric makes of a cell. */
  interface ObservedVisitor {
    void visit(int day, long observed);
  }

  ReadCells(MetricReader reader, DayCells cells) {
    this.reader = reader;
    this.cells = cells;
    this.observed = new long[cells.size()];
    for (int i = 0; i < observed.length; i++) {
      observed[i] = reader.observe(cells.outcome(i), cells.isOpen(i), cells.value(i));
    }
  }

  /** Each cell of some days with its observation, or {@link SampleCells#NOTHING}. */
  void forEach(SampleDays some, Categories categories, Visitor visitor) {
    for (int day = some.begin(); day < some.end(); day++) {
      if (some.contains(day)) {
        forEach(day, categories, visitor);
      }
    }
  }

  private void forEach(int day, Categories categories, Visitor visitor) {
    long epochDay = reader.epochDay(day);
    for (int i = cells.begin(day); i < cells.end(day); i++) {
      visitor.visit(
          epochDay, cells.isOpen(i), cells.value(i), observed(i, categories), cells.count(i));
    }
  }

  private long observed(int cell, Categories categories) {
    return observed[cell] == SampleCells.NOTHING || categories.isEmpty()
        ? observed[cell]
        : categories.position((int) observed[cell]);
  }

  /** What the records of every day had come to by an age. */
  AgedDayCounts aged(int tooOld) {
    return aged.computeIfAbsent(tooOld, this::counted);
  }

  private AgedDayCounts counted(int tooOld) {
    AgedDayCounts counts = new AgedDayCounts(reader.epochDay(0), cells.days(), tooOld);
    Metric.Kind kind = reader.metric().kind();
    for (int day = 0; day < cells.days(); day++) {
      for (int i = cells.begin(day); i < cells.end(day); i++) {
        tell(reader.epochDay(day), i, kind, counts);
      }
    }
    return counts;
  }

  /** Each cell of some days with how it ended at its age. */
  void forEachAge(SampleDays some, DevelopmentTriangle.CellVisitor visitor) {
    Metric.Kind kind = reader.metric().kind();
    for (int day = some.begin(); day < some.end(); day++) {
      if (some.contains(day)) {
        long epochDay = reader.epochDay(day);
        for (int i = cells.begin(day); i < cells.end(day); i++) {
          tell(epochDay, i, kind, visitor);
        }
      }
    }
  }

  private void tell(long day, int cell, Metric.Kind kind, DevelopmentTriangle.CellVisitor visitor) {
    if (!cells.isOpen(cell)) {
      visitor.visit(day, age(cell), ending(cell, kind), cells.count(cell));
    } else if (cells.value(cell) >= 0) {
      visitor.visitOpen(day, age(cell), cells.count(cell));
    }
  }

  private int age(int cell) {
    if (cells.value(cell) > Integer.MAX_VALUE) {
      throw new DriftException(
          "metric "
              + reader.metric()
              + " has an age of more units than a triangle holds; measure it in days or hours");
    }
    return (int) cells.value(cell);
  }

  private int ending(int cell, Metric.Kind kind) {
    if (observed[cell] == SampleCells.NOTHING) {
      return Sample.LEFT_OUT;
    }
    return switch (kind) {
      case TIME -> Sample.EVENT;
      case CATEGORY -> Sample.OTHER;
      default -> (int) observed[cell];
    };
  }

  /** Each cell of which the metric makes something, whatever its day. */
  void forEachObserved(ObservedVisitor visitor) {
    for (int day = 0; day < cells.days(); day++) {
      for (int i = cells.begin(day); i < cells.end(day); i++) {
        if (observed[i] != SampleCells.NOTHING) {
          visitor.visit(day, observed[i]);
        }
      }
    }
  }

  /** How many records a day has that count. */
  long records(int day) {
    long records = 0;
    for (int i = cells.begin(day); i < cells.end(day); i++) {
      records += observed[i] == SampleCells.NOTHING ? 0 : cells.count(i);
    }
    return records;
  }

  boolean hasCells(int day) {
    return cells.begin(day) < cells.end(day);
  }
}

package io.drift4j;

import io.drift4j.stats.DevelopmentTriangle;

/**
 * The cells of a stratum of a segment as a metric reads them, in the order of their days: read
 * once, so that each view visits the cells of its own days only, one after the other.
 */
final class ReadCells {

  private final MetricReader reader;
  private final int[] ends; // of the cells of each day, which begin where those before it end
  private final int[] days; // since the first of the request
  private final boolean[] open;
  private final long[] values;
  private final long[] observed;
  private final long[] counts;

  /** Receives cells: a day since 1970, the value or age, and what the metric makes of it. */
  interface Visitor {
    void visit(long day, boolean open, long value, long observed, long count);
  }

  /** Receives the days since the first of the request, and what the metric makes of a cell. */
  interface ObservedVisitor {
    void visit(int day, long observed);
  }

  ReadCells(MetricReader reader, CellTable table) {
    this.reader = reader;
    this.ends = new int[reader.days()];
    table.forEach((day, outcome, open, value, count) -> ends[day]++);
    int cells = beginEach();
    this.days = new int[cells];
    this.open = new boolean[cells];
    this.values = new long[cells];
    this.observed = new long[cells];
    this.counts = new long[cells];
    table.forEach(this::put);
  }

  /** From how many cells each day has to where they begin; returns how many there are. */
  private int beginEach() {
    int begin = 0;
    for (int day = 0; day < ends.length; day++) {
      int end = begin + ends[day];
      ends[day] = begin;
      begin = end;
    }
    return begin;
  }

  /** When the last cell of a day is put, its beginning has become its end. */
  private void put(int day, int outcome, boolean isOpen, long value, long count) {
    int place = ends[day]++;
    days[place] = day;
    open[place] = isOpen;
    values[place] = value;
    observed[place] = reader.observe(outcome, isOpen, value);
    counts[place] = count;
  }

  private int begin(int day) {
    return day == 0 ? 0 : ends[day - 1];
  }

  /** Each cell of some days with its observation, or {@link SampleCells#NOTHING}. */
  void forEach(SampleDays some, Categories categories, Visitor visitor) {
    int end = ends[some.end() - 1];
    for (int i = begin(some.begin()); i < end; i++) {
      if (some.contains(days[i])) {
        visitor.visit(day(i), open[i], values[i], observed(i, categories), counts[i]);
      }
    }
  }

  private long day(int cell) {
    return reader.epochDay(days[cell]);
  }

  private long observed(int cell, Categories categories) {
    return observed[cell] == SampleCells.NOTHING || categories.isEmpty()
        ? observed[cell]
        : categories.position((int) observed[cell]);
  }

  /** Each cell of some days with how it ended at its age. */
  void forEachAge(SampleDays some, DevelopmentTriangle.CellVisitor visitor) {
    Metric.Kind kind = reader.metric().kind();
    int end = ends[some.end() - 1];
    for (int i = begin(some.begin()); i < end; i++) {
      if (some.contains(days[i])) {
        tell(i, kind, visitor);
      }
    }
  }

  private void tell(int cell, Metric.Kind kind, DevelopmentTriangle.CellVisitor visitor) {
    if (!open[cell]) {
      visitor.visit(day(cell), age(cell), ending(cell, kind), counts[cell]);
    } else if (values[cell] >= 0) {
      visitor.visitOpen(day(cell), age(cell), counts[cell]);
    }
  }

  private int age(int cell) {
    if (values[cell] > Integer.MAX_VALUE) {
      throw new DriftException(
          "metric "
              + reader.metric()
              + " has an age of more units than a triangle holds; measure it in days or hours");
    }
    return (int) values[cell];
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
    for (int i = 0; i < days.length; i++) {
      if (observed[i] != SampleCells.NOTHING) {
        visitor.visit(days[i], observed[i]);
      }
    }
  }

  /** How many records a day has. */
  long records(int day) {
    long records = 0;
    for (int i = begin(day); i < ends[day]; i++) {
      records += counts[i];
    }
    return records;
  }

  boolean hasCells(int day) {
    return begin(day) < ends[day];
  }
}

package io.drift4j;

import io.drift4j.stats.DevelopmentTriangle;

/**
 * How many records each day has, and how many of them had the event, and had ended, by an age:
 * counted once for all views that ask by it, over whichever of the days.
 */
final class AgedDayCounts implements DevelopmentTriangle.CellVisitor {

  private final long firstDay;
  private final int tooOld; // the first age that is
  private final long[] records;
  private final long[] events;
  private final long[] decided;
  private final long[] open;

  AgedDayCounts(long firstDay, int days, int tooOld) {
    this.firstDay = firstDay;
    this.tooOld = tooOld;
    this.records = new long[days];
    this.events = new long[days];
    this.decided = new long[days];
    this.open = new long[days];
  }

  @Override
  public void visit(long day, int age, int outcome, long count) {
    int place = (int) (day - firstDay);
    if (age >= tooOld) {
      records[place] += count;
    } else if (outcome != Sample.LEFT_OUT) {
      records[place] += count;
      decided[place] += count;
      events[place] += outcome == Sample.EVENT ? count : 0;
    }
  }

  @Override
  public void visitOpen(long day, int age, long count) {
    int place = (int) (day - firstDay);
    records[place] += count;
    open[place] += count;
  }

  /** Adds what was counted of a day. */
  void add(AgedDayCounts other, long day) {
    int from = (int) (day - other.firstDay);
    int to = (int) (day - firstDay);
    records[to] += other.records[from];
    events[to] += other.events[from];
    decided[to] += other.decided[from];
    open[to] += other.open[from];
  }

  long[] records() {
    return records;
  }

  long[] events() {
    return events;
  }

  long[] decided() {
    return decided;
  }

  long[] open() {
    return open;
  }
}

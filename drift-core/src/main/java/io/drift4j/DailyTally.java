package io.drift4j;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was read for one measure, by day: how many records, and why some of them could not be used.
 */
final class DailyTally {

  static final long NO_DAY = Long.MIN_VALUE;

  private final long[] read; // by day, in days since the first of the request
  private final long[] newestEvent; // by day; the day of the latest event of its records
  private final Map<Defect, long[]> leftOut = new EnumMap<>(Defect.class); // by day
  private final Map<Defect, Long> placeless = new EnumMap<>(Defect.class);

  DailyTally(int days) {
    this.read = new long[days];
    this.newestEvent = new long[days];
    Arrays.fill(newestEvent, NO_DAY);
  }

  void read(int day, long count) {
    read[day] = Math.addExact(read[day], count);
  }

  void event(int day, long eventDay) {
    newestEvent[day] = Math.max(newestEvent[day], eventDay);
  }

  void leaveOut(int day, Defect defect, long count) {
    long[] byDay = leftOut.computeIfAbsent(defect, d -> new long[read.length]);
    byDay[day] = Math.addExact(byDay[day], count);
  }

  /** Records that are in no cell. */
  void leaveOut(Defect defect, long count) {
    placeless.merge(defect, count, Math::addExact);
  }

  long read(int day) {
    return read[day];
  }

  long newestEvent(int day) {
    return newestEvent[day];
  }

  /** Whether any record was left out for it. */
  boolean hasLeftOut(Defect defect) {
    return leftOut.containsKey(defect) || placeless.containsKey(defect);
  }

  long leftOut(int day, Defect defect) {
    long[] byDay = leftOut.get(defect);
    return byDay == null ? 0 : byDay[day];
  }

  long usable(int day) {
    long usable = read[day];
    for (long[] byDay : leftOut.values()) {
      usable -= byDay[day];
    }
    return usable;
  }

  long placeless(Defect defect) {
    return placeless.getOrDefault(defect, 0L);
  }
}

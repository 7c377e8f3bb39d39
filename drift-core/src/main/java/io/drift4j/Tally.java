package io.drift4j;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read for one measure: how many records, of which days, and which could be used. */
final class Tally {

  private final long[] usable; // by window
  private final Map<Defect, Long> defects = new EnumMap<>(Defect.class);
  private long read;
  private @Nullable LocalDate newestRecordDay;
  private @Nullable LocalDate newestEventDay;

  Tally(int windows) {
    this.usable = new long[windows];
  }

  void read(Cell cell, boolean windowedByStart) {
    read = Math.addExact(read, cell.count());
    newestRecordDay = newest(newestRecordDay, cell.newestDay());
    Long days = cell.reading().value();
    if (days != null) {
      LocalDate day = windowedByStart ? cell.newestDay().plusDays(days) : cell.newestDay();
      newestEventDay = newest(newestEventDay, Days.orNone(day));
    }
  }

  void use(Cell cell) {
    usable[cell.window()] += cell.count();
  }

  void leaveOut(Defect defect, long count) {
    defects.merge(defect, count, Math::addExact);
  }

  /** Records that are in no cell. */
  void readAndLeaveOut(Defect defect, long count) {
    read = Math.addExact(read, count);
    leaveOut(defect, count);
  }

  long read() {
    return read;
  }

  long usable(int window) {
    return usable[window];
  }

  long leftOut(Defect defect) {
    return defects.getOrDefault(defect, 0L);
  }

  @Nullable LocalDate newestRecordDay() {
    return newestRecordDay;
  }

  @Nullable LocalDate newestEventDay() {
    return newestEventDay;
  }

  static @Nullable LocalDate newest(@Nullable LocalDate known, @Nullable LocalDate day) {
    return known == null || (day != null && day.isAfter(known)) ? day : known;
  }
}

package io.drift4j;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Days on which nobody ends a record, and what follows them until the work goes on: the day of the
 * backlog is as unusual as the closed one, and leaving out the closed one alone makes it worse.
 *
 * <p>Some are declared. Others are found: a day on which less than 5 % of the median of its weekday
 * end, where that median is 10 or more. The work goes on where half of it is done. A stop of more
 * than ten days, or of more than four that has not ended yet, is no closed day but news.
 */
final class ClosedDays {

  private static final double CLOSED = 0.05;

  /** Work goes on where so much of the usual is done: a single record is no end of a stop. */
  private static final double WORK = 0.5;

  private static final double LEAST_MEDIAN = 10;
  private static final int WEEK = 7;
  private static final int LONGEST = 10;
  private static final int LONGEST_UNTIL_NOW = 4;

  private final long[] ended; // records by day
  private final double[] usual; // the median of its weekday, by day mod 7
  private final double busiest; // of the medians
  private final boolean[] declared;

  private ClosedDays(long[] ended, boolean[] declared) {
    this.ended = ended;
    this.declared = declared;
    this.usual = new double[WEEK];
    for (int weekday = 0; weekday < WEEK; weekday++) {
      usual[weekday] = median(weekday);
    }
    this.busiest = Arrays.stream(usual).max().orElse(0);
  }

  /**
   * Finds them.
   *
   * @param ended how many records ended on each day, until the as-of day
   * @param first the first of these days
   * @param declared days that are closed, as somebody says
   * @return closed days and those that follow, until the first on which the work went on, included
   */
  static SortedSet<LocalDate> of(long[] ended, LocalDate first, SortedSet<LocalDate> declared) {
    boolean[] said = new boolean[ended.length];
    for (LocalDate day : declared) {
      long place = day.toEpochDay() - first.toEpochDay();
      if (place >= 0 && place < said.length) {
        said[(int) place] = true;
      }
    }
    SortedSet<LocalDate> days = new TreeSet<>();
    boolean[] closed = new ClosedDays(ended, said).find();
    for (int day = 0; day < closed.length; day++) {
      if (closed[day]) {
        days.add(first.plusDays(day));
      }
    }
    return days;
  }

  private double median(int weekday) {
    int size = (ended.length - weekday + WEEK - 1) / WEEK;
    long[] values = new long[Math.max(0, size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = ended[weekday + i * WEEK];
    }
    Arrays.sort(values);
    return values.length == 0
        ? 0
        : (values[(values.length - 1) / 2] + values[values.length / 2]) / 2.0;
  }

  private boolean[] find() {
    boolean[] closed = new boolean[ended.length];
    int day = firstOfWork();
    while (day < ended.length) {
      int resumed = isClosed(day) ? resumed(day) : day;
      if (resumed > day && (anyDeclared(day, resumed) || isShort(day, resumed))) {
        Arrays.fill(closed, day, Math.min(resumed + 1, ended.length), true);
      }
      day = Math.max(resumed, day) + 1;
    }
    return closed;
  }

  /** Before, records that end are of days that nobody reads. */
  private int firstOfWork() {
    int day = 0;
    while (day < ended.length && !isWork(day) && !declared[day]) {
      day++;
    }
    return day;
  }

  private boolean isClosed(int day) {
    double median = usual[day % WEEK];
    return declared[day] || (median >= LEAST_MEDIAN && ended[day] < CLOSED * median);
  }

  /** On a day that is idle as a rule, such as a Sunday, a few records are no work. */
  private boolean isWork(int day) {
    double median = usual[day % WEEK];
    double due = median >= CLOSED * busiest ? median : busiest;
    return ended[day] > 0 && ended[day] >= WORK * due;
  }

  /** The first day after a closed one on which the work goes on; the end if it does not. */
  private int resumed(int closed) {
    int day = closed + 1;
    while (day < ended.length && (declared[day] || !isWork(day))) {
      day++;
    }
    return day;
  }

  private boolean anyDeclared(int from, int to) {
    for (int day = from; day < to; day++) {
      if (declared[day]) {
        return true;
      }
    }
    return false;
  }

  private boolean isShort(int from, int resumed) {
    return resumed - from <= (resumed == ended.length ? LONGEST_UNTIL_NOW : LONGEST);
  }

  /** A line for each stretch of days. */
  static List<String> notes(SortedSet<LocalDate> days) {
    return days.stream()
        .filter(day -> !days.contains(day.minusDays(1)))
        .map(first -> note(first, last(days, first)))
        .toList();
  }

  private static LocalDate last(SortedSet<LocalDate> days, LocalDate first) {
    LocalDate last = first;
    while (days.contains(last.plusDays(1))) {
      last = last.plusDays(1);
    }
    return last;
  }

  private static String note(LocalDate first, LocalDate last) {
    return "left out as closed, with the day on which the work went on: "
        + (first.equals(last) ? first : first + " to " + last);
  }
}

package io.drift4j.jdbc;

import io.drift4j.Window;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/** A column of the host's that says on which day something was, as a statement asks for it. */
interface DayColumn {

  /** The days from 1970-01-01 to the day; null unless it is one. */
  String epochDay();

  /** What a subquery selects so that {@link #newestEpochDay} can be told of a group. */
  String windowed();

  /**
   * The days from 1970-01-01 to the newest day of a group, of a column that {@link #windowed} is.
   */
  String newestEpochDay(String column);

  /** The condition that nothing is there. */
  String isAbsent();

  /** The condition that what is there is a day of the years 1 to 9999; it may be null. */
  String isDay();

  /**
   * The condition that what is there puts a record nowhere, also into none of the windows: nothing,
   * what stands for never, what cannot be read.
   */
  String isStray(String parameters, List<Window> windows);

  /** The condition that the day is in one of the windows, whose parameters begin so. */
  String inWindows(String parameters, List<Window> windows);

  /** The condition that the day is before the end of a window. */
  String isBefore(String parameter);

  /** Binds the windows. */
  void bind(SqlStatement<?> statement, String parameters, List<Window> windows);

  /** The days from this column, which is a day, to another; null unless that is one. */
  String daysUntil(DayColumn until);

  /** The position of the window that holds the day; they are in order, and the day is in one. */
  default String period(String parameters, List<Window> windows) {
    int last = windows.size() - 1;
    return "case "
        + each(last, i -> "when " + isBefore(":" + parameters + "end" + i) + " then " + i, " ")
        + " else "
        + last
        + " end";
  }

  /** Whether a window begins where the one before it ends. */
  static boolean touches(List<Window> windows, int i) {
    return windows.get(i).endExclusive().equals(windows.get(i + 1).startInclusive());
  }

  static String each(int count, IntFunction<String> part, String separator) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(separator));
  }
}

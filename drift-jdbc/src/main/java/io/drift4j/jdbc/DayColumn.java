package io.drift4j.jdbc;

import io.drift4j.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/** A column of the host's that says on which day something was, as a statement asks for it. */
interface DayColumn {

  /** The days from 1970-01-01 to the day; null unless it is one. */
  String epochDay();

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

  /** The condition that the day is before one that is bound. */
  String isBefore(String parameter);

  /** Binds the beginning of a day. */
  void bindDay(SqlStatement<?> statement, String parameter, LocalDate day);

  /** Binds the windows. */
  void bind(SqlStatement<?> statement, String parameters, List<Window> windows);

  /** The days from this column, which is a day, to another; null unless that is one. */
  String daysUntil(DayColumn until);

  /** As {@link #epochDay}, of a record that is in one of the windows, and so has a day. */
  default String epochDayInWindow() {
    return epochDay();
  }

  /** As {@link #daysUntil}, where the other is known to be a day. */
  default String daysUntilDay(DayColumn until) {
    return daysUntil(until);
  }

  static String each(int count, IntFunction<String> part, String separator) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(separator));
  }
}

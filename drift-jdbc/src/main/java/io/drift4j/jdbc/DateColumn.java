package io.drift4j.jdbc;

import io.drift4j.Window;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/** A column of dates. */
record DateColumn(Dialect dialect, String column) implements DayColumn {

  @Override
  public String epochDay() {
    return dialect.epochDay(column);
  }

  @Override
  public String isAbsent() {
    return "(" + column + " is null)";
  }

  @Override
  public String isDay() {
    return dialect.isDay(column);
  }

  @Override
  public String isStray(String parameters, List<Window> windows) {
    return dialect.isStray(dialect.isNoDay(column), inWindows(parameters, windows));
  }

  /** One range for the index, less what lies between the windows. */
  @Override
  public String inWindows(String parameters, List<Window> windows) {
    int last = windows.size() - 1;
    return Sql.of("%1$s >= :%2$sstart0 and %1$s < :%2$send%3$d", column, parameters, last)
        + DayColumn.each(last, i -> gap(parameters, i), "");
  }

  private String gap(String parameters, int i) {
    return Sql.of(
        " and not (%1$s >= :%2$send%3$d and %1$s < :%2$sstart%4$d)", column, parameters, i, i + 1);
  }

  @Override
  public String isBefore(String parameter) {
    return column + " < " + parameter;
  }

  @Override
  public void bindDay(SqlStatement<?> statement, String parameter, LocalDate day) {
    statement.bind(parameter, day);
  }

  @Override
  public void bind(SqlStatement<?> statement, String parameters, List<Window> windows) {
    for (int i = 0; i < windows.size(); i++) {
      statement.bind(parameters + "start" + i, windows.get(i).startInclusive());
      statement.bind(parameters + "end" + i, windows.get(i).endExclusive());
    }
  }

  @Override
  public String daysUntil(DayColumn until) {
    return until instanceof DateColumn date
        ? dialect.daysBetween(column, date.column)
        : until.epochDay() + " - " + epochDay();
  }

  @Override
  public String epochDayInWindow() {
    return dialect.epochDayOfDay(column);
  }

  @Override
  public String daysUntilDay(DayColumn until) {
    return until instanceof DateColumn date
        ? dialect.daysBetweenDays(column, date.column)
        : daysUntil(until);
  }
}

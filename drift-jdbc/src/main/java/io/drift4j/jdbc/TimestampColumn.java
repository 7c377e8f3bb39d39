package io.drift4j.jdbc;

import io.drift4j.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * A column of timestamps, whose day is the one in a zone. Windows become half-open ranges of
 * instants, computed here, and the offsets of the zone part of the statement: databases know other
 * versions of the zones, or none.
 */
record TimestampColumn(Dialect dialect, String column, ZoneId zone, List<Window> windows)
    implements DayColumn {

  /** How far from the windows a change of the clocks is still told; beyond, the last one holds. */
  private static final int YEARS_AROUND = 5;

  @Override
  public String epochDay() {
    return Sql.of(
        "case when %s then %s end",
        isDay(), dialect.wholeDays(dialect.epochSeconds(column) + " + " + offset()));
  }

  @Override
  public String isAbsent() {
    return "(" + column + " is null)";
  }

  @Override
  public String isDay() {
    return dialect.isTimestamp(column);
  }

  @Override
  public String isStray(String parameters, List<Window> windows) {
    return dialect.isStray(dialect.isNoTimestamp(column), inWindows(parameters, windows));
  }

  /** The seconds that the clocks of the zone are ahead at the time of a record. */
  private String offset() {
    ZoneRules rules = zone.getRules();
    Instant end = startOfDay(last().endExclusive().plusYears(YEARS_AROUND));
    Instant time = startOfDay(windows.get(0).startInclusive().minusYears(YEARS_AROUND));
    StringBuilder cases = new StringBuilder();
    ZoneOffset offset = rules.getOffset(time);
    ZoneOffsetTransition change = rules.nextTransition(time);
    while (change != null && change.getInstant().isBefore(end)) {
      cases.append(Sql.of(" when %s < %d then %d", seconds(), at(change), of(offset)));
      offset = change.getOffsetAfter();
      change = rules.nextTransition(change.getInstant());
    }
    return cases.isEmpty()
        ? Integer.toString(of(offset))
        : "case" + cases + " else " + of(offset) + " end";
  }

  /** The whole seconds that have passed since 1970. */
  String wholeSeconds() {
    return dialect.wholeSeconds(column);
  }

  private String seconds() {
    return dialect.epochSeconds(column);
  }

  private static long at(ZoneOffsetTransition change) {
    return change.getInstant().getEpochSecond();
  }

  private static int of(ZoneOffset offset) {
    return offset.getTotalSeconds();
  }

  private Window last() {
    return windows.get(windows.size() - 1);
  }

  private Instant startOfDay(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  @Override
  public String inWindows(String parameters, List<Window> windows) {
    int end = windows.size() - 1;
    return dialect.isBetween(column, ":" + parameters + "start0", ":" + parameters + "end" + end)
        + DayColumn.each(end, i -> gap(parameters, i), "");
  }

  private String gap(String parameters, int i) {
    return Sql.of(
        " and (%s or not %s)",
        isBefore(":" + parameters + "end" + i), isBefore(":" + parameters + "start" + (i + 1)));
  }

  @Override
  public String isBefore(String parameter) {
    return dialect.isBefore(column, parameter);
  }

  @Override
  public void bindDay(SqlStatement<?> statement, String parameter, LocalDate day) {
    statement.bind(parameter, dialect.instant(startOfDay(day)));
  }

  @Override
  public void bind(SqlStatement<?> statement, String parameters, List<Window> windows) {
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      statement.bind(
          parameters + "start" + i, dialect.instant(startOfDay(window.startInclusive())));
      statement.bind(parameters + "end" + i, dialect.instant(startOfDay(window.endExclusive())));
    }
  }

  @Override
  public String daysUntil(DayColumn until) {
    return until.epochDay() + " - " + epochDay();
  }
}

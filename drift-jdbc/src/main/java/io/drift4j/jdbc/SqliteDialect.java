package io.drift4j.jdbc;

import io.drift4j.jdbc.Verification.Finding;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;
import org.jspecify.annotations.Nullable;

/**
 * SQLite, which has one writer for the whole file. Transactions are begun and ended in SQL, beneath
 * the driver's {@code autoCommit}: that begins the next one with every commit, and after a
 * beginning that failed it takes the connection to be in a transaction where there is none.
 */
final class SqliteDialect extends Dialect {

  private static final Pattern QUALIFIED = Pattern.compile("(`(?:[^`]|``)+`\\.).+");

  private static final String PRAGMAS =
      """
      select
        (select foreign_keys from pragma_foreign_keys) as foreign_keys,
        (select journal_mode from pragma_journal_mode) as journal_mode,
        (select timeout from pragma_busy_timeout) as busy_timeout,
        (select read_uncommitted from pragma_read_uncommitted) as read_uncommitted,
        (select ignore_check_constraints from pragma_ignore_check_constraints)
          as ignore_check_constraints
      """;

  @Override
  Version oldest() {
    return new Version(3, 38, 0);
  }

  @Override
  List<Finding> modes(Handle handle, boolean transactionsAreOurs) {
    List<Finding> findings = new ArrayList<>();
    if (transactionsAreOurs && !autoCommits(handle)) {
      findings.add(
          Finding.error(
              "SQLite connections come with autoCommit off",
              "on: otherwise every idle one holds the lock of the file",
              "switch autoCommit on in the pool"));
    }
    findings.addAll(modes(pragmas(handle)));
    return findings;
  }

  private static boolean autoCommits(Handle handle) {
    try {
      return handle.getConnection().getAutoCommit();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** What a run may not, or cannot, set for itself. */
  private static List<Finding> modes(Map<String, String> pragmas) {
    List<Finding> findings = new ArrayList<>();
    String journal = String.valueOf(pragmas.get("journal_mode"));
    if (!journal.equalsIgnoreCase("wal")) {
      findings.add(
          Finding.error(
              "SQLite's journal_mode is " + journal,
              "wal: otherwise a reader blocks every writer",
              "pragma journal_mode = wal"));
    }
    if (!"1".equals(pragmas.get("foreign_keys"))) {
      findings.add(
          Finding.error(
              "SQLite's foreign_keys are off",
              "on: otherwise references are not checked",
              "put foreign_keys=on into the URL"));
    }
    return findings;
  }

  private static Map<String, String> pragmas(Handle handle) {
    try (Query query = handle.createQuery(PRAGMAS)) {
      return query.mapToMap(String.class).one();
    }
  }

  @Override
  String grant(Handle handle, String rights, String table) {
    return "let the service's user write the file and its folder";
  }

  /** Here it is the index that names the schema. */
  @Override
  String createIndex(String name, String table, String columns) {
    Matcher parts = QUALIFIED.matcher(table);
    String schema = parts.matches() ? parts.group(1) : "";
    String unqualified = table.substring(schema.length());
    return Sql.of("create index %s%s on %s (%s)", schema, name, unqualified, columns);
  }

  /** In double quotes, a column that is not there would be a text. */
  @Override
  String quoted(String name) {
    return quoted(name, "`");
  }

  @Override
  String limit(long rows) {
    return "limit " + rows;
  }

  @Override
  Folding folding(Handle handle) {
    return Folding.IGNORED;
  }

  /** It has none. */
  @Override
  String catalogue(Handle handle) {
    return "";
  }

  /** Those of tables as well. */
  @Override
  ResultSet takenNames(DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    return asked(
        catalogue,
        Sql.of(
            "select name as INDEX_NAME from %s.sqlite_master",
            quoted(schema == null ? "main" : schema)));
  }

  /** Not one that covers a part of the rows. */
  @Override
  ResultSet usableIndexes(
      DatabaseMetaData catalogue, @Nullable String schema, String table, boolean unique)
      throws SQLException {
    String where = schema == null ? "main" : schema;
    return asked(
        catalogue,
        """
        select index_of.name as INDEX_NAME, part.seqno as ORDINAL_POSITION,
          part.name as COLUMN_NAME
        from pragma_index_list(?, ?) as index_of, pragma_index_info(index_of.name, ?) as part
        where not index_of.partial and (index_of."unique" or not ?)
        """,
        table,
        where,
        where,
        unique ? 1 : 0);
  }

  /** Columns hold what they are given: a driver that was given a date may have made it a number. */
  @Override
  String kindOfDay(String column, boolean isTimestamp) {
    return Sql.of(
        """
        case
          when %1$s is null then '%2$s'
          when (%3$s) is true then '%4$s'
          when typeof(%1$s) <> 'text' then typeof(%1$s)
          when %1$s glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]?*' then '%5$s'
          else 'a text of another form'
        end
        """,
        column, NOTHING, isTimestamp ? isTimestamp(column) : isDay(column), DAY, DAY_AND_MORE);
  }

  @Override
  boolean hasTypes() {
    return false;
  }

  /** It has no SQLStates; the upper bits of a code only refine it. */
  @Override
  Failure failure(SQLException e) {
    return switch (e.getErrorCode() & 0xff) {
      case 5, 6 -> isOldSnapshot(e) ? Failure.SERIALIZATION : Failure.LOCK_TIMEOUT;
      case 8 -> Failure.READ_ONLY;
      case 3, 23 -> Failure.NO_RIGHT;
      case 10, 14 -> Failure.CONNECTION;
      case 7, 11, 13, 26 -> Failure.NO_ROOM;
      case 9 -> Failure.STOPPED;
      case 19 -> Failure.CONSTRAINT;
      case 1 -> ofStatement(String.valueOf(e.getMessage()));
      default -> Failure.OTHER;
    };
  }

  private static final Pattern VIOLATION =
      Pattern.compile("\\[SQLITE_CONSTRAINT_CHECK] [^(]*\\(CHECK constraint failed: (\\w+)\\)");

  /** By when it came: with the same code and words there may be one of a value. */
  @Override
  boolean isOfStatement(RuntimeException thrown, SQLException e) {
    return thrown instanceof UnableToCreateStatementException;
  }

  @Override
  Pattern violation() {
    return VIOLATION;
  }

  /** No wait makes a transaction that has read a writer after somebody else has written. */
  private static boolean isOldSnapshot(SQLException e) {
    return String.valueOf(e.getMessage()).startsWith("[SQLITE_BUSY_SNAPSHOT]");
  }

  private static final String SAID = "\\[SQLITE_ERROR] [^(]*\\(";
  private static final Pattern MISSING =
      Pattern.compile(SAID + "no such (table|column): [\\s\\S]*");
  private static final Pattern NOT_UNDERSTOOD =
      Pattern.compile(
          SAID
              + "(near \"|incomplete input|misuse of |no such function: |wrong number of )[\\s\\S]*");

  /** By the beginning of what SQLite says: elsewhere it may be quoted from a row. */
  private static Failure ofStatement(String message) {
    if (MISSING.matcher(message).matches()) {
      return Failure.NOT_MIGRATED;
    }
    return NOT_UNDERSTOOD.matcher(message).matches() ? Failure.NOT_UNDERSTOOD : Failure.OTHER;
  }

  @Override
  boolean locksRows() {
    return false;
  }

  @Override
  Runnable begin(Handle handle, Duration longestLockWait) {
    Runnable settings = settle(handle, longestLockWait);
    try {
      handle.execute("begin immediate");
    } catch (RuntimeException e) {
      throw undoing(e, settings);
    }
    return settings;
  }

  @Override
  void commit(Handle handle) {
    handle.execute("commit");
  }

  @Override
  void rollback(Handle handle) {
    handle.execute("rollback");
  }

  /** With constraints, and without what others have not committed. */
  @Override
  Runnable settle(Handle handle, Duration longestLockWait) {
    Map<String, String> before = pragmas(handle);
    new Verification(modes(before)).requireSound();
    long wait = Math.min(longestLockWait.toMillis(), Integer.MAX_VALUE);
    Map<String, String> needed =
        Map.of(
            "busy_timeout", Long.toString(wait),
            "ignore_check_constraints", "0",
            "read_uncommitted", "0");
    before.keySet().retainAll(needed.keySet());
    set(handle, needed);
    return () -> set(handle, before);
  }

  /** Beneath Jdbi, since some of these statements return a row and some do not. */
  private static void set(Handle handle, Map<String, String> pragmas) {
    pragmas.forEach(
        (name, value) ->
            execute(handle, "pragma " + name + " = " + value, PreparedStatement::execute));
  }

  /** The transaction itself is the lock. */
  @Override
  String lockClause(LockMode mode) {
    return "";
  }

  @Override
  String insertIfAbsent(Table table) {
    return Sql.of(
        """
        insert into <prefix>%s (%s)
        values (%s)
        on conflict (%s) do nothing
        """,
        table.name(), table.columnList(), table.parameters(), table.keyList());
  }

  @Override
  String exactText(String expression) {
    return "cast(" + expression + " as text) collate binary";
  }

  @Override
  @Nullable String readText(ResultSet row, int column) throws SQLException {
    return row.getString(column);
  }

  @Override
  String uuidParameter(String parameter) {
    return parameter;
  }

  /** It has no type for them: they are kept as 16 bytes. */
  @Override
  Object uuid(UUID value) {
    return MysqlDialect.bytes(value);
  }

  @Override
  Object instant(Instant instant) {
    return instant.getEpochSecond();
  }

  @Override
  boolean rangesHoldDaysOnly() {
    return false;
  }

  @Override
  String dayText(String date) {
    return Sql.of(
        "case typeof(%1$s) when 'text' then %1$s when 'null' then null else '' end", date);
  }

  /** As it is written here and nowise else: what SQLite itself takes for a date is far more. */
  @Override
  String isDay(String date) {
    return Sql.of("date(%1$s) = (%1$s collate binary) and %1$s >= '0001-01-01'", date);
  }

  @Override
  String isNoDay(String date) {
    return Sql.of("(%s is null or (%s) is not true)", date, isDay(date));
  }

  /** A text that begins with a day: {@code now} is a time to SQLite, and so is any number. */
  @Override
  String isTimestamp(String timestamp) {
    return Sql.of(
        "typeof(%1$s) = 'text' and %1$s >= '0001-01-01' and unixepoch(%1$s) is not null"
            + " and %1$s glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'",
        timestamp);
  }

  @Override
  String isNoTimestamp(String timestamp) {
    return Sql.of("(%s is null or (%s) is not true)", timestamp, isTimestamp(timestamp));
  }

  /** Texts that are no days sort between those that are. */
  @Override
  String isStray(String isNone, String inRange) {
    return Sql.of("%s and (%s) is not true", isNone, inRange);
  }

  @Override
  String daysBetween(String from, String until) {
    return Sql.of("case when %s then %s end", isDay(until), daysBetweenDays(from, until));
  }

  @Override
  String daysBetweenDays(String from, String until) {
    return Sql.of("cast(julianday(%s) - julianday(%s) as integer)", until, from);
  }

  @Override
  String epochDay(String date) {
    return Sql.of("case when %s then %s end", isDay(date), epochDayOfDay(date));
  }

  @Override
  String epochDayOfDay(String date) {
    return daysBetweenDays("'1970-01-01'", date);
  }

  @Override
  String epochSeconds(String timestamp) {
    return "unixepoch(" + timestamp + ")";
  }

  @Override
  String wholeSeconds(String timestamp) {
    return epochSeconds(timestamp);
  }

  /** Fifteen digits of what it keeps as a binary fraction, which are those that were written. */
  @Override
  String decimal(String expression) {
    return "cast(" + expression + " as text)";
  }

  @Override
  String isBefore(String timestamp, String end) {
    return epochSeconds(timestamp) + " < " + end;
  }

  /**
   * Texts begin with their date, which an offset puts up to a day from the one in UTC, whatever
   * follows: that is enough to use an index.
   */
  @Override
  String isBetween(String timestamp, String start, String end) {
    return Sql.of(
        """
        %1$s >= date(%2$s - 86400, 'unixepoch') and %1$s < date(%3$s + 172800, 'unixepoch')
        and unixepoch(%1$s) >= %2$s and unixepoch(%1$s) < %3$s
        """,
        timestamp, start, end);
  }
}

package io.drift4j.jdbc;

import io.drift4j.jdbc.Verification.Finding;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. Settings are those of the transaction: a session may be somebody else's next. */
final class PostgresqlDialect extends Dialect {

  /** What the driver holds twice while it sends them: a few megabytes. */
  private static final int ROWS_OF_AN_ARRAY = 5000;

  @Override
  Version oldest() {
    return new Version(14, 0, 0);
  }

  @Override
  Failure failure(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "55P03" -> Failure.LOCK_TIMEOUT;
      case "40P01" -> Failure.DEADLOCK;
      case "40001" -> Failure.SERIALIZATION;
      case "25P03", "25P04", "57P01", "57P02", "57P03", "57P05" -> Failure.CONNECTION;
      default -> byState(e);
    };
  }

  /** What ends the lock of a host that lost power: TCP's own patience is hours. */
  @Override
  List<Finding> serverFindings(Handle handle) {
    String timeout =
        handle
            .createQuery("select current_setting('idle_in_transaction_session_timeout')")
            .mapTo(String.class)
            .one();
    return timeout.equals("0")
        ? List.of(
            Finding.advice(
                "idle_in_transaction_session_timeout is 0",
                "a limit: without one a customer stays locked for hours when a host loses power"
                    + " during a run",
                "alter role "
                    + handle.createQuery(currentUser()).mapTo(String.class).one()
                    + " set idle_in_transaction_session_timeout = '30min'"))
        : List.of();
  }

  @Override
  String changeType(String table, String column, String type) {
    return Sql.of(
        "alter table %1$s alter column %2$s type %3$s using cast(%2$s as %3$s)",
        table, column, type);
  }

  @Override
  Runnable begin(Handle handle, Duration longestLockWait) {
    TransactionIsolationLevel isolation = readCommitted(handle);
    handle.begin();
    set(handle, "lock_timeout", millis(longestLockWait));
    return () -> restore(handle, isolation);
  }

  @Override
  Runnable limitLockWait(Handle handle, Duration longest) {
    return replace(handle, "lock_timeout", millis(longest));
  }

  /** 0 would be for ever. */
  private static String millis(Duration wait) {
    return Long.toString(Math.max(1, wait.toMillis()));
  }

  private static Runnable replace(Handle handle, String setting, String value) {
    String before =
        handle
            .createQuery("select current_setting(:setting)")
            .bind("setting", setting)
            .mapTo(String.class)
            .one();
    set(handle, setting, value);
    return () -> set(handle, setting, before);
  }

  private static void set(Handle handle, String setting, String value) {
    handle
        .createQuery("select set_config(:setting, :value, true)")
        .bind("setting", setting)
        .bind("value", value)
        .mapTo(String.class)
        .one();
  }

  /** Not {@code for update}: every insert that refers to the row would wait for the run. */
  @Override
  String lockClause(LockMode mode) {
    return "for no key update" + mode.clause();
  }

  @Override
  Runnable inUtc(Handle handle) {
    return replace(handle, "TimeZone", "UTC");
  }

  @Override
  String insertIfAbsent(Table table) {
    return Sql.of(
        """
        insert into <prefix>%s (%s)
        select * from unnest(%s)
        on conflict (%s) do nothing
        """,
        table.name(), table.columnList(), arrays(table), table.keyList());
  }

  private static String arrays(Table table) {
    return String.join(
        ", ", table.columns().stream().map(column -> "?::" + column.type() + "[]").toList());
  }

  /** An array for each column: a statement for many rows, planned and sent once. */
  @Override
  void insertIfAbsent(Handle handle, Table table, List<@Nullable Object[]> rows) {
    for (int start = 0; start < rows.size(); start += ROWS_OF_AN_ARRAY) {
      statement(
          handle, table, rows.subList(start, Math.min(start + ROWS_OF_AN_ARRAY, rows.size())));
    }
  }

  private void statement(Handle handle, Table table, List<@Nullable Object[]> rows) {
    execute(
        handle,
        insertIfAbsent(table),
        statement -> {
          Connection connection = statement.getConnection();
          for (int i = 0; i < table.columns().size(); i++) {
            statement.setArray(i + 1, array(connection, table.columns().get(i), i, rows));
          }
          statement.executeUpdate();
        });
  }

  private static Array array(
      Connection connection, Column column, int position, List<@Nullable Object[]> rows)
      throws SQLException {
    String type = column.type() == Column.Type.DOUBLE ? "float8" : column.type().toString();
    return connection.createArrayOf(type, rows.stream().map(row -> row[position]).toArray());
  }

  /*
   * For this transaction only. The planner knows no statistics of the exact text of a column, takes
   * it for wide, and with little memory sorts every record where a small hash table does; and once
   * a driver has prepared the statement for good, it plans without the windows. Each made a run of
   * a million records more than twice as slow.
   */
  @Override
  void prepareToCount(Handle handle) {
    handle
        .createQuery(
            """
            select set_config('plan_cache_mode', 'force_custom_plan', true),
              set_config('work_mem',
                case when pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')
                  then '32MB' else current_setting('work_mem') end,
                true)
            """)
        .mapTo(String.class)
        .one();
  }

  @Override
  String exactText(String expression) {
    return "cast(" + expression + " as text) collate \"C\"";
  }

  @Override
  @Nullable String readText(ResultSet row, int column) throws SQLException {
    return row.getString(column);
  }

  /*
   * Asks the catalogue, once for the statement, whether the column compares by its bytes anyway;
   * only if it does not, every record is compared again.
   */
  @Override
  String isExactly(String table, String column, String value) {
    return Sql.of(
        """
        ((select exists (
            select 1 from pg_attribute a join pg_collation c on c.oid = a.attcollation
            where a.attrelid = cast('%s' as regclass) and a.attname = '%s'
              and a.atttypid in (cast('text' as regtype), cast('varchar' as regtype))
              and c.collisdeterministic))
          or %s)
        """,
        table, Identifiers.folded(column), super.isExactly(table, column, value));
  }

  @Override
  String uuidParameter(String parameter) {
    return "cast(" + parameter + " as uuid)";
  }

  @Override
  Object date(LocalDate day) {
    return day;
  }

  @Override
  Object instant(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  String daysBetween(String from, String until) {
    return Sql.of("case when %s then %s - %s end", isDay(until), until, from);
  }

  @Override
  String epochDay(String date) {
    return Sql.of("case when %s then %s - date '1970-01-01' end", isDay(date), date);
  }

  @Override
  String epochSeconds(String timestamp) {
    return "extract(epoch from " + timestamp + ")";
  }
}

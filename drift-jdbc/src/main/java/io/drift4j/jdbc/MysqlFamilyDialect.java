package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.jdbc.Verification.Finding;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What MariaDB and MySQL have in common, through the driver of either. */
abstract class MysqlFamilyDialect extends Dialect {

  private static final long LONGEST_SILENCE = 28_800; // both come with it

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /**
   * By the server's number: a lock timeout has SQLState 40001 or HY000, as the driver likes. 1020
   * is a row changed since the snapshot, 1412 a table altered since, 1205 and 3572 a lock not had
   * in time or at once.
   */
  @Override
  Failure failure(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1205, 3572 -> Failure.LOCK_TIMEOUT;
      case 1213 -> Failure.DEADLOCK;
      case 1020 -> Failure.SERIALIZATION;
      case 1412 -> Failure.ALTERED;
      case 1053, 1152, 1184, 1927, 1928, 2006, 2013 -> Failure.CONNECTION;
      case 1044, 1142, 1143, 1227, 1370 -> Failure.NO_RIGHT;
      case 1290, 1792, 1836 -> Failure.READ_ONLY;
      case 1665 -> Failure.LOGGED_BY_STATEMENT;
      case 1045 -> Failure.NOT_LET_IN;
      case 1049 -> Failure.CONNECTION;
      case 1040, 1203, 1226 -> Failure.NO_CONNECTION;
      case 1317, 1969, 3024 -> Failure.STOPPED;
      case 1021, 1037, 1041, 1114 -> Failure.NO_ROOM;
      case 3819, 4025 -> Failure.CONSTRAINT;
      default -> isReadOnly(e) ? Failure.READ_ONLY : Failure.byState(e);
    };
  }

  /** Wrong uses of functions, aggregates, rows and collations; the others may say anything. */
  private static final Set<Integer> OF_STATEMENT =
      Set.of(1111, 1210, 1241, 1242, 1267, 1270, 1271, 1582);

  @Override
  boolean isOfStatement(RuntimeException thrown, SQLException e) {
    return OF_STATEMENT.contains(e.getErrorCode());
  }

  private static final Pattern VIOLATION =
      Pattern.compile(
          "(?:\\(conn=\\d+\\) )?(?:Check |[A-Z][a-z ]+: a foreign key constraint fails"
              + " \\(`[^`]+`\\.`[^`]+`, )?(?:CONSTRAINT|constraint) [`']([^`']+)[`']");

  @Override
  Pattern violation() {
    return VIOLATION;
  }

  /** What MySQL's driver says before it asks the server. */
  private static boolean isReadOnly(SQLException e) {
    return String.valueOf(e.getMessage()).startsWith("Connection is read-only.");
  }

  // ---- settings of the session: neither has any that end with a transaction

  /** Sent and asked back: what escaping and character sets get wrong. */
  private static final String PROBE = "\\'\u00fc\u5065\ud835\udd18";

  private static final List<String> CHARACTER_SETS =
      List.of("character_set_client", "character_set_connection", "character_set_results");

  /** An empty text would be null, a CHAR come with its blanks. */
  private static final Set<String> FALSIFYING_MODES =
      Set.of("EMPTY_STRING_IS_NULL", "PAD_CHAR_TO_FULL_LENGTH", "");

  /** What a run needs of its session, whatever a host has set. */
  Map<String, String> needed() {
    Map<String, String> needed = new LinkedHashMap<>();
    needed.put("sql_select_limit", "18446744073709551615");
    needed.put("sql_big_selects", "1");
    needed.put("sql_safe_updates", "0");
    needed.put("foreign_key_checks", "1");
    needed.put("unique_checks", "1");
    needed.put("completion_type", "NO_CHAIN");
    needed.put("time_zone", "+00:00");
    return needed;
  }

  @Override
  List<Finding> modes(Handle handle, boolean transactionsAreOurs) {
    return modes(session(handle));
  }

  /** The session's settings, and what becomes of a text. */
  private Map<String, String> session(Handle handle) {
    List<String> names = new ArrayList<>(needed().keySet());
    names.addAll(List.of("sql_mode", "innodb_lock_wait_timeout"));
    names.addAll(CHARACTER_SETS);
    String sql =
        "select "
            + String.join(", ", names.stream().map(n -> "@@session." + n + " as " + n).toList())
            + ", hex(convert(:probe using utf8mb4)) as received, :probe as returned";
    names.addAll(List.of("received", "returned"));
    try (Query query = handle.createQuery(sql)) {
      return query.bind("probe", PROBE).map((row, context) -> values(row, names)).one();
    }
  }

  private static Map<String, String> values(ResultSet row, List<String> names) throws SQLException {
    Map<String, String> values = new HashMap<>();
    for (String name : names) {
      values.put(name, String.valueOf(row.getString(name)));
    }
    return values;
  }

  private static List<Finding> modes(Map<String, String> session) {
    String sent = HexFormat.of().withUpperCase().formatHex(PROBE.getBytes(StandardCharsets.UTF_8));
    return sent.equals(session.get("received")) && PROBE.equals(session.get("returned"))
        ? List.of()
        : List.of(
            Finding.error(
                "texts are changed on their way (" + way(session) + ")",
                "utf8mb4, and a sql_mode that the driver knows",
                "characterEncoding=UTF-8 in the URL, no set names, and NO_BACKSLASH_ESCAPES only"
                    + " by sessionVariables or for the whole server"));
  }

  private static String way(Map<String, String> session) {
    String escapes = "NO_BACKSLASH_ESCAPES";
    return String.join(
            ", ", CHARACTER_SETS.stream().map(name -> name + " is " + session.get(name)).toList())
        + (session.getOrDefault("sql_mode", "").contains(escapes) ? ", sql_mode " + escapes : "");
  }

  @Override
  Runnable settle(Handle handle, Duration longestLockWait) {
    Map<String, String> before = session(handle);
    new Verification(modes(before)).requireSound();
    Map<String, String> changed = needed();
    changed.put("sql_mode", mode(before.getOrDefault("sql_mode", "")));
    changed.put("innodb_lock_wait_timeout", seconds(longestLockWait));
    changed.entrySet().removeIf(setting -> setting.getValue().equals(before.get(setting.getKey())));
    set(handle, changed);
    before.keySet().retainAll(changed.keySet());
    return () -> set(handle, before);
  }

  /** Where a session is not strict, a null or a text that is too long becomes something else. */
  private static String mode(String before) {
    List<String> modes = new ArrayList<>(List.of(before.split(",")));
    modes.removeAll(FALSIFYING_MODES);
    if (!before.contains("STRICT_")) {
      modes.add("STRICT_TRANS_TABLES");
    }
    return String.join(",", modes);
  }

  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  private static void set(Handle handle, Map<String, String> settings) {
    if (!settings.isEmpty()) {
      handle.execute(
          "set "
              + String.join(
                  ", ",
                  settings.entrySet().stream()
                      .map(setting -> "session " + setting.getKey() + " = " + literal(setting))
                      .toList()));
    }
  }

  private static String literal(Map.Entry<String, String> setting) {
    String value = setting.getValue();
    return value.matches("[0-9]+|DEFAULT") ? value : "'" + value.replace("'", "''") + "'";
  }

  /** A snapshot hides what was committed after it, a locking read does not. */
  @Override
  String lastCommitted() {
    return "lock in share mode";
  }

  /**
   * There is no weaker form: inserts that refer to the row wait for the run, which is why the row
   * is ours unless the host wants another.
   */
  @Override
  String lockClause(LockMode mode) {
    return "for update" + mode.clause();
  }

  @Override
  String insertIfAbsent(Table table) {
    return insertIfAbsent(table, 1);
  }

  private static String insertIfAbsent(Table table, int rows) {
    return insert(table, rows) + unlessThere(table);
  }

  static String insert(Table table, int rows) {
    return Sql.of(
        """
        insert into <prefix>%s (%s)
        values %s
        """,
        table.name(),
        table.columnList(),
        String.join(", ", Collections.nCopies(rows, "(" + table.parameters() + ")")));
  }

  /**
   * Neither can name the key that may be there. If it is another that is violated, the key column
   * becomes null, which fails.
   */
  static String unlessThere(Table table) {
    String key = table.key().get(0);
    return Sql.of(
        "on duplicate key update %s = if(%s, %s, null)",
        key,
        String.join(" and ", table.key().stream().map(c -> c + " = values(" + c + ")").toList()),
        key);
  }

  /** Many rows in a statement, whether or not the driver rewrites batches. */
  @Override
  void insertIfAbsent(Handle handle, Table table, List<@Nullable Object[]> rows) {
    for (List<@Nullable Object[]> some : Batches.of(rows, ROWS_OF_A_BATCH)) {
      statement(handle, table, some);
    }
  }

  private void statement(Handle handle, Table table, List<@Nullable Object[]> rows) {
    execute(
        handle,
        insertIfAbsent(table, rows.size()),
        statement -> {
          int position = 1;
          for (@Nullable Object[] row : rows) {
            position = bind(statement, position, row);
          }
          statement.executeUpdate();
        });
  }

  static boolean isDriverOf(String product, Handle handle) {
    try {
      return handle.getConnection().getMetaData().getDriverName().startsWith(product);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** MySQL's driver streams only row by row, and keeps the whole result otherwise. */
  @Override
  RecordScan scan(Handle handle, RecordTable table, CountRequest request) {
    int fetchSize = isDriverOf("MySQL", handle) ? Integer.MIN_VALUE : ROWS_OF_A_FETCH;
    return new RowScan(this, table, request, false, fetchSize);
  }

  /** Here a schema is what JDBC calls a catalogue. */
  @Override
  ResultSet indexes(
      DatabaseMetaData catalogue, @Nullable String schema, String table, boolean unique)
      throws SQLException {
    String where = schema == null ? catalogue.getConnection().getCatalog() : schema;
    return catalogue.getIndexInfo(where, null, table, unique, true);
  }

  @Override
  ResultSet tables(DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    String where = schema == null ? catalogue.getConnection().getCatalog() : schema;
    return catalogue.getTables(where, null, table, null);
  }

  /** Not one of words or places, and none that the server was told not to see. */
  @Override
  ResultSet usableIndexes(
      DatabaseMetaData catalogue, @Nullable String schema, String table, boolean unique)
      throws SQLException {
    return asked(
        catalogue,
        Sql.of(
            """
            select index_name as INDEX_NAME, seq_in_index as ORDINAL_POSITION,
              column_name as COLUMN_NAME
            from information_schema.statistics
            where table_schema = ? and table_name = ?
              and (non_unique = 0 or not ?)
              and index_type in ('BTREE', 'HASH')
              and %s
            """,
            isVisible()),
        schema == null ? catalogue.getConnection().getCatalog() : schema,
        table,
        unique);
  }

  /** A condition that an index is one that the server reads by. */
  abstract String isVisible();

  /** More characters, of up to four bytes, would not fit into a key of 3,072 bytes. */
  @Override
  String indexed(String column, int precision) {
    return precision > 700 || precision <= 0 ? column + "(190)" : column;
  }

  /** What ends the lock of a host that lost power. */
  @Override
  List<Finding> serverFindings(Handle handle) {
    long seconds = handle.createQuery("select @@session.wait_timeout").mapTo(Long.class).one();
    return seconds <= LONGEST_SILENCE
        ? List.of()
        : List.of(
            Finding.advice(
                "wait_timeout is " + seconds + " s",
                "at most "
                    + LONGEST_SILENCE
                    + " s: that long a customer stays locked when a host"
                    + " loses power during a run",
                "set global wait_timeout = " + LONGEST_SILENCE));
  }

  @Override
  String currentUser() {
    return "select concat('''', replace(current_user(), '@', '''@'''), '''')";
  }

  /**
   * Here the statement says all that a column is: what it does not repeat is dropped. Of an enum it
   * would make the number of each value, and not what it says; of a column that is computed, one
   * that is not.
   */
  @Override
  Optional<String> changeType(
      Handle handle, RecordTable table, String column, ColumnType from, String type) {
    boolean isComputed = !ofCatalogue(handle, table, column, "generation_expression").isEmpty();
    boolean isNumberOfAnEnum =
        type.startsWith("decimal")
            && ENUMS.contains(ofCatalogue(handle, table, column, "data_type"));
    boolean isBound = ofCatalogue(handle, table, column, IS_BOUND).equals("1");
    return isComputed || isNumberOfAnEnum || isBound
        ? Optional.empty()
        : Optional.of(
            Sql.of(
                "alter table %s modify %s %s%s",
                table.name(this),
                table.quoted(this, column),
                type.equals("timestamp") ? "datetime(6)" : type,
                ofCatalogue(handle, table, column, rest())));
  }

  /** A reference, or an index of words, wants a column as it is. */
  private static final String IS_BOUND =
      """
      exists (
          select 1 from information_schema.key_column_usage k
          where k.table_schema = columns.table_schema and k.table_name = columns.table_name
            and k.column_name = columns.column_name and k.referenced_table_name is not null)
        or exists (
          select 1 from information_schema.key_column_usage k
          where k.referenced_table_schema = columns.table_schema
            and k.referenced_table_name = columns.table_name
            and k.referenced_column_name = columns.column_name)
        or exists (
          select 1 from information_schema.statistics s
          where s.table_schema = columns.table_schema and s.table_name = columns.table_name
            and s.column_name = columns.column_name and s.index_type not in ('BTREE', 'HASH'))\
      """;

  private static final Set<String> ENUMS = Set.of("enum", "set");

  private String rest() {
    return Sql.of(
        """
        concat(
          if(is_nullable = 'NO', ' not null', ''),
          coalesce(concat(' default ', %s), ''),
          if(extra like '%%INVISIBLE%%', ' invisible', ''),
          if(column_comment = '', '', concat(' comment ', quote(column_comment))),
          %s)
        """,
        writtenDefault(), writtenCheck());
  }

  /** As a text, bits would be the characters of these numbers. */
  @Override
  Set<String> bits(Handle handle, RecordTable table, Set<String> columns) {
    List<String> all = List.copyOf(columns);
    String selected =
        all.stream().map(column -> table.quoted(this, column)).collect(Collectors.joining(", "));
    List<ColumnType> types =
        Probe.typesOfHost(handle, Sql.of("select %s from %s", selected, table.name(this)));
    return IntStream.range(0, all.size())
        .filter(i -> types.get(i).isNamed("bit"))
        .mapToObj(all::get)
        .collect(Collectors.toSet());
  }

  /** What the catalogue says of a column. */
  private static String ofCatalogue(
      Handle handle, RecordTable table, String column, String expression) {
    List<String> names = table.spelling().table();
    int last = names.size() - 1;
    String sql =
        Sql.of(
            """
            select %s from information_schema.columns
            where table_schema = coalesce(:schema, database())
              and table_name = :table and column_name = :column
            """,
            expression);
    try (Query query = handle.createQuery(sql)) {
      return query
          .bind("schema", last == 0 ? null : names.get(last - 1))
          .bind("table", names.get(last))
          .bind("column", table.spelling().column(column))
          .mapTo(String.class)
          .findOne()
          .orElse("");
    }
  }

  /** The default of a column of the catalogue as a statement has it, null where there is none. */
  abstract String writtenDefault();

  /** What a column of the catalogue checks of itself, as a statement has it, or nothing. */
  abstract String writtenCheck();

  @Override
  void requireCondition(String condition) {
    Condition.requireOfMysql(condition);
  }

  @Override
  String quoted(String name) {
    return quoted(name, "`");
  }

  @Override
  String limit(long rows) {
    return "limit " + rows;
  }

  /** Of columns. Tables and schemas are as the file system has it, and so is what is quoted. */
  @Override
  Folding folding(Handle handle) {
    return Folding.IGNORED;
  }

  /** What JDBC calls a catalogue is the schema here. */
  @Override
  String catalogue(Handle handle) {
    return "def";
  }

  /** MySQL makes no text of bytes that are none. */
  @Override
  boolean losesTexts() {
    return true;
  }

  @Override
  String exactText(String expression) {
    return "cast(convert(" + expression + " using utf8mb4) as binary)";
  }

  @Override
  @Nullable String readText(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  Object instant(Instant instant) {
    return TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** Where {@code sql_mode} allows it, there are days 0 of a month and months 0 of a year. */
  @Override
  boolean rangesHoldDaysOnly() {
    return false;
  }

  /** Of a day 0 nothing can be told; later than 9999 there is none. */
  @Override
  String isDay(String date) {
    return "datediff(" + date + ", '1970-01-01') is not null";
  }

  @Override
  String isNoDay(String date) {
    return Sql.of("(%1$s is null or %1$s < '0001-01-01')", date);
  }

  @Override
  String isTimestamp(String timestamp) {
    return isDay(timestamp);
  }

  @Override
  String isNoTimestamp(String timestamp) {
    return isNoDay(timestamp);
  }

  @Override
  String daysBetween(String from, String until) {
    return "datediff(" + until + ", " + from + ")";
  }

  @Override
  String epochDay(String date) {
    return "datediff(" + date + ", '1970-01-01')";
  }

  @Override
  String wholeSeconds(String timestamp) {
    return epochSeconds(timestamp);
  }

  /** From the first year that a column may hold: a difference is cut towards its start. */
  @Override
  String epochSeconds(String timestamp) {
    return "(timestampdiff(second, '1000-01-01 00:00:00', " + timestamp + ") - 30610224000)";
  }

  /**
   * MySQL rounds a quotient to four digits before it is floored, so the last seconds of a day would
   * belong to the next; and {@code div} cuts towards zero, from which a million days are far.
   */
  @Override
  String wholeDays(String seconds) {
    return "((" + seconds + " + 86400000000) div 86400 - 1000000)";
  }
}

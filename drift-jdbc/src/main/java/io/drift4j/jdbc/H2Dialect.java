package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.jdbc.Verification.Finding;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;
import org.jspecify.annotations.Nullable;

/** H2 in any mode but Oracle's, in memory, in a file or served. */
final class H2Dialect extends Dialect {

  private static final String ALL_LITERALS = "2";

  /** The first that can skip and refuse locked rows. */
  @Override
  Version oldest() {
    return new Version(2, 2, 220);
  }

  /** 23505: the loser of two MERGEs of one key gets it; repeated, it finds the row. */
  @Override
  Failure failure(SQLException e) {
    return switch (e.getErrorCode()) {
      case 50200 -> Failure.LOCK_TIMEOUT;
      case 40001 -> Failure.DEADLOCK;
      case 90131, 23505 -> Failure.SERIALIZATION;
      case 8000, 90007, 90020, 90067, 90098, 90121 -> Failure.CONNECTION;
      case 90096 -> Failure.NO_RIGHT;
      case 90097 -> Failure.READ_ONLY;
      default -> Failure.byState(e);
    };
  }

  private static final String REFERS =
      """
      select count(*) from information_schema.key_column_usage k
      join information_schema.table_constraints t
        on t.constraint_schema = k.constraint_schema and t.constraint_name = k.constraint_name
      where t.constraint_type = :foreign and k.table_schema = coalesce(:schema, current_schema)
        and k.table_name = :table and k.column_name = :column
      """;

  /** Not of a column that refers to another, which would be of another type then. */
  @Override
  Optional<String> changeType(
      Handle handle, RecordTable table, String column, ColumnType from, String type) {
    List<String> names = table.spelling().table();
    int last = names.size() - 1;
    try (Query query = handle.createQuery(REFERS)) {
      query
          .bind("foreign", "FOREIGN KEY") // a literal may be forbidden
          .bind("schema", last == 0 ? null : names.get(last - 1))
          .bind("table", names.get(last))
          .bind("column", table.spelling().column(column));
      return query.mapTo(Long.class).one() > 0
          ? Optional.empty()
          : super.changeType(handle, table, column, from, type);
    }
  }

  private static final int FUNCTION_FAILED = 90105;

  /** Before it is executed nothing is read, but by a function that is said to be deterministic. */
  @Override
  boolean isOfStatement(RuntimeException thrown, SQLException e) {
    return thrown instanceof UnableToCreateStatementException
        && failure(e) == Failure.OTHER
        && e.getErrorCode() != FUNCTION_FAILED;
  }

  private static final Pattern VIOLATION =
      Pattern.compile("(?:Check|Referential integrity) constraint violation: \"(\\w+): ");

  @Override
  Pattern violation() {
    return VIOLATION;
  }

  @Override
  List<Finding> modes(Handle handle, boolean transactionsAreOurs) {
    return modes(settings(handle));
  }

  /**
   * Without a literal, which may be forbidden, and by position: columns had other names once. A
   * setting may be listed twice.
   */
  private static Map<String, String> settings(Handle handle) {
    try (Query query = handle.createQuery("select * from INFORMATION_SCHEMA.SETTINGS")) {
      return query.collectRows(
          Collectors.toMap(
              row -> row.getColumn(1, String.class),
              row -> String.valueOf(row.getColumn(2, String.class)),
              (first, second) -> second));
    }
  }

  private static List<Finding> modes(Map<String, String> settings) {
    List<Finding> findings = new ArrayList<>();
    if ("Oracle".equalsIgnoreCase(settings.get("MODE"))) {
      findings.add(
          Finding.error(
              "H2 is in the mode of Oracle",
              "another: in this one an empty text is stored as null",
              "leave MODE=Oracle out of the URL"));
    }
    if (!settings.getOrDefault("ALLOW_LITERALS", ALL_LITERALS).equals(ALL_LITERALS)) {
      findings.add(
          Finding.error(
              "H2's ALLOW_LITERALS is not ALL",
              "ALL: statements have some",
              "set allow_literals all"));
    }
    return findings;
  }

  @Override
  Runnable settle(Handle handle, Duration longestLockWait) {
    Map<String, String> before = settings(handle);
    new Verification(modes(before)).requireSound();
    long lockWait = handle.createQuery("call lock_timeout()").mapTo(Long.class).one();
    String zone = before.getOrDefault("TIME ZONE", "UTC");
    set(handle, longestLockWait.toMillis(), "UTC");
    Runnable loud = H2Trace.silenced(handle.getConnection());
    return () -> {
      loud.run();
      set(handle, lockWait, zone);
    };
  }

  private static void set(Handle handle, long lockWaitMillis, String zone) {
    handle.execute("set lock_timeout " + Math.min(lockWaitMillis, Integer.MAX_VALUE));
    handle.execute("set time zone '" + zone.replace("'", "''") + "'");
  }

  /**
   * A moment keeps the offset with which it was written, often that of the JVM, and is equal to the
   * same moment with another: as a text it is told in UTC.
   */
  @Override
  RecordScan scan(Handle handle, RecordTable table, CountRequest request) {
    List<String> dimensions =
        request.dimensions().stream().map(field -> dimension(handle, table, field)).toList();
    return new RowScan(this, table, request, dimensions, false, ROWS_OF_A_FETCH);
  }

  private String dimension(Handle handle, RecordTable table, String field) {
    String column = table.column(this, field);
    return exactText(isZoned(handle, table, field) ? column + " at time zone 'UTC'" : column);
  }

  /** By what is remembered of the catalogue, which does not list the columns of a synonym. */
  private boolean isZoned(Handle handle, RecordTable table, String field) {
    Spelling spelling = table.spelling();
    return spelling.isKnown()
        ? spelling.type(table.column(field)).endsWith("WITH TIME ZONE")
        : Probe.typeOfHost(
                handle, "select " + table.column(this, field) + " from " + table.name(this))
            .isZoned();
  }

  @Override
  Folding folding(Handle handle) {
    try {
      return Folding.of(handle.getConnection().getMetaData());
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** Names of the catalogue in capitals, as it is where nothing folds them. */
  private static final String COLUMNS =
      """
      select TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE
      from INFORMATION_SCHEMA.COLUMNS
      where (TABLE_NAME in (:table, :folded) or upper(TABLE_NAME) = upper(:table))
        and (not cast(:qualified as boolean) or TABLE_SCHEMA in (:schema, :inner))
      """;

  @Override
  Spelling spelling(Handle handle, List<Name> table) {
    Folding folding = folding(handle);
    List<Spelling.Listed> listed = listed(handle, COLUMNS, table, folding);
    String schema = handle.createQuery("select current_schema").mapTo(String.class).one();
    List<Spelling.Listed> here =
        listed.stream().filter(column -> column.schema().equals(schema)).toList();
    boolean isHere = table.size() == 1 && !here.isEmpty();
    return Spelling.among(isHere ? here : listed, table, folding);
  }

  @Override
  List<String> schemas(Handle handle, Name name) {
    String sql =
        """
        select SCHEMA_NAME from INFORMATION_SCHEMA.SCHEMATA
        where SCHEMA_NAME in (:said, :folded) or upper(SCHEMA_NAME) = upper(:said)
        """;
    return named(handle, sql, name, folding(handle));
  }

  @Override
  ResultSet takenNames(DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    return asked(
        catalogue,
        "select INDEX_NAME from INFORMATION_SCHEMA.INDEXES where INDEX_SCHEMA = ?",
        schema == null ? catalogue.getConnection().getSchema() : schema);
  }

  @Override
  boolean holds(ColumnType column, KeyType key) {
    return super.holds(column, key) || (key == KeyType.TEXT && column.name().startsWith("ENUM"));
  }

  @Override
  boolean readsAsText(ColumnType column) {
    return column.code() != Types.BLOB;
  }

  /** What is no value of an enum is an error where it is compared with one. */
  @Override
  String isText(String column, String type, String value) {
    return type.equals("ENUM")
        ? "cast(" + column + " as varchar) = " + value
        : super.isText(column, type, value);
  }

  @Override
  String lockClause(LockMode mode) {
    return "for update" + mode.clause();
  }

  @Override
  String insertIfAbsent(Table table) {
    return Sql.of(
        """
        merge into <prefix>%s as there
        using (values (%s)) as given (%s)
        on %s
        when not matched then insert (%s) values (%s)
        """,
        table.name(),
        parameters(table),
        table.columnList(),
        String.join(
            " and ", table.key().stream().map(c -> "there." + c + " = given." + c).toList()),
        table.columnList(),
        String.join(
            ", ", table.columns().stream().map(column -> "given." + column.name()).toList()));
  }

  /** Typed, for where a null comes; without a length, which would cut silently. */
  private static String parameters(Table table) {
    return String.join(
        ", ", table.columns().stream().map(column -> "cast(? as " + type(column) + ")").toList());
  }

  private static String type(Column column) {
    return column.type() == Column.Type.TEXT ? "varchar" : column.type().toString();
  }

  @Override
  String exactText(String expression) {
    return bytes(padless(expression));
  }

  /** It can search in characters only. */
  @Override
  String characters(String expression) {
    return "cast(" + padless(expression) + " as varchar)";
  }

  /**
   * As an alternative to a null CHAR, a CHAR loses the blanks that it is padded with, as it does on
   * the other databases, and every other type stays what it is.
   */
  private static String padless(String expression) {
    return "coalesce(" + expression + ", cast(null as char))";
  }

  /** A number as its digits: by itself it would become the bytes that it is kept in. */
  private static String bytes(String expression) {
    return "cast(cast(" + expression + " as varchar) as varbinary)";
  }

  /** The blanks of a parameter are its own. */
  @Override
  String isExactly(String table, String column, String value) {
    return exactText(column) + " = " + bytes(value);
  }

  @Override
  @Nullable String readText(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
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
    return Sql.of("case when %s then datediff(day, %s, %s) end", isDay(until), from, until);
  }

  @Override
  String epochDay(String date) {
    return Sql.of("case when %s then datediff(day, date '1970-01-01', %s) end", isDay(date), date);
  }

  @Override
  String epochSeconds(String timestamp) {
    return "extract(epoch from " + timestamp + ")";
  }
}

package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.DriftException;
import io.drift4j.jdbc.Verification.Finding;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases, and nothing else does: how a transaction begins, how a row is
 * locked, how a row is inserted unless it is there, how texts are compared by their bytes, how days
 * are counted, what an error means.
 */
abstract class Dialect {

  static final int ROWS_OF_A_BATCH = 1000;
  static final int ROWS_OF_A_FETCH = 5000;

  // ---- the server

  /** The oldest version that has everything that is asked of it. */
  abstract Version oldest();

  /**
   * Looks at a fresh connection for what would make runs go wrong.
   *
   * @throws DriftException if something does, with the remedy
   */
  void requireUsable(Handle handle) throws SQLException {
    List<Finding> findings = new ArrayList<>(age(handle.getConnection().getMetaData()));
    findings.addAll(modes(handle, true));
    new Verification(findings).requireSound();
  }

  private List<Finding> age(DatabaseMetaData server) throws SQLException {
    Version version = Version.of(server.getDatabaseProductVersion());
    return version.compareTo(oldest()) >= 0
        ? List.of()
        : List.of(
            Finding.error(
                server.getDatabaseProductName() + " " + version,
                oldest() + " or later",
                "upgrade the server"));
  }

  /** Settings of a session in which runs would go wrong, and which a run cannot set for itself. */
  abstract List<Finding> modes(Handle handle, boolean transactionsAreOurs);

  /** Settings of the server that make trouble sooner or later. */
  List<Finding> serverFindings(Handle handle) {
    return List.of();
  }

  /** Whether its columns have types that can be trusted. */
  boolean hasTypes() {
    return true;
  }

  /** Whether a column of a type may hold keys of customers of another. */
  boolean holds(ColumnType column, KeyType key) {
    return column.holds(key);
  }

  /** Whether what a column of a type holds can be told as a text. */
  boolean readsAsText(ColumnType column) {
    return true;
  }

  /** Kinds of values of a column of days. */
  static final String NOTHING = "nothing";

  static final String NEVER = "never";
  static final String DAY = "day";
  static final String DAY_AND_MORE = "a text with more than a day";

  /** An expression that names the kind of a value of a column of days. */
  String kindOfDay(String column, boolean isTimestamp) {
    return Sql.of(
        "case when %s is null then '%s' when %s then '%s' else '%s' end",
        column, NOTHING, isTimestamp ? isTimestamp(column) : isDay(column), DAY, NEVER);
  }

  /** What gives the current user rights on a table. */
  String grant(Handle handle, String rights, String table) {
    String user = handle.createQuery(currentUser()).mapTo(String.class).one();
    return "grant " + rights + " on " + table + " to " + user;
  }

  /** Asks for the current user, as a grant names it. */
  String currentUser() {
    return "select quote_ident(current_user)";
  }

  /**
   * What makes a column one of another type, and keeps whatever else it is; nothing where no
   * statement does.
   *
   * @param column as the host says it
   * @param from its type
   */
  Optional<String> changeType(
      Handle handle, RecordTable table, String column, ColumnType from, String type) {
    return Optional.of(
        Sql.of(
            "alter table %s alter column %s set data type %s",
            table.name(this), table.quoted(this, column), type));
  }

  /** What makes an index, which is in the schema of its table. */
  String createIndex(String name, String table, String columns) {
    return Sql.of("create index %s on %s (%s)", name, table, columns);
  }

  /** What JDBC says of a table, in a schema or where the connection is. */
  ResultSet tables(DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    String where = schema == null ? catalogue.getConnection().getSchema() : schema;
    return catalogue.getTables(null, where, table, null);
  }

  /** The columns of the indexes of a table, in a schema or where the connection is. */
  ResultSet indexes(
      DatabaseMetaData catalogue, @Nullable String schema, String table, boolean unique)
      throws SQLException {
    String where = schema == null ? catalogue.getConnection().getSchema() : schema;
    return catalogue.getIndexInfo(null, where, table, unique, true);
  }

  /** The names that no new index of a table can have: those of its own, or of its whole schema. */
  ResultSet takenNames(DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    return indexes(catalogue, schema, table, false);
  }

  /**
   * Those of them that the database reads by: which are finished, visible, of all rows, and find a
   * value. What is indexed but no column has no name.
   */
  ResultSet usableIndexes(
      DatabaseMetaData catalogue, @Nullable String schema, String table, boolean unique)
      throws SQLException {
    return indexes(catalogue, schema, table, unique);
  }

  /** How a column becomes part of an index: as it is, or as much of its beginning as fits. */
  String indexed(String column, int precision) {
    return column;
  }

  /** The result of a statement about the catalogue, which closes it. */
  static ResultSet asked(DatabaseMetaData catalogue, String sql, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = catalogue.getConnection().prepareStatement(sql);
    statement.closeOnCompletion();
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement.executeQuery();
  }

  /** The kind of an error: by the vendor's code first, by the SQLState where there is none. */
  abstract Failure failure(SQLException e);

  /**
   * Whether an error of a kind that may quote a record is one of the statement, whatever records
   * there are, so that the driver's text quotes none.
   */
  abstract boolean isOfStatement(RuntimeException thrown, SQLException e);

  /**
   * Whether an error of a kind that is of the statement, as a rule, was met in a record: a function
   * of the filter reads one as if it were a statement or a name, and the text may quote it.
   */
  boolean quotesWhatItReads(SQLException e) {
    return false;
  }

  /** How the driver begins to say which constraint a row breaks, whose name is the group. */
  abstract Pattern violation();

  /** The name of the constraint that a row breaks, if there is one in what the driver says. */
  final Optional<String> constraint(SQLException e) {
    Matcher says = violation().matcher(String.valueOf(e.getMessage()));
    return says.lookingAt() ? Optional.ofNullable(says.group(1)) : Optional.empty();
  }

  // ---- transactions and locks

  /**
   * Whether a customer's row can be locked while others go on. Where it cannot, a run is computed
   * before its one short transaction.
   */
  boolean locksRows() {
    return true;
  }

  /** Whether a transaction in which one statement failed takes no other. */
  boolean failuresSpoilTransactions() {
    return false;
  }

  /**
   * Begins a transaction in which no statement waits for a lock longer than this. It is READ
   * COMMITTED: a higher level would hide what a racer committed while this one waited.
   *
   * @return puts back what was changed of the connection, once the transaction has ended
   * @throws DriftException if the session has settings in which a run would go wrong
   */
  Runnable begin(Handle handle, Duration longestLockWait) {
    Runnable settings = settle(handle, longestLockWait);
    TransactionIsolationLevel isolation;
    try {
      isolation = readCommitted(handle);
      handle.begin();
    } catch (RuntimeException e) {
      throw undoing(e, settings);
    }
    return () -> {
      settings.run();
      restore(handle, isolation);
    };
  }

  /** What was done before a failure is undone; what cannot be, on a lost connection, is no news. */
  static RuntimeException undoing(RuntimeException failure, Runnable... undoings) {
    for (Runnable undoing : undoings) {
      try {
        undoing.run();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
  }

  void commit(Handle handle) {
    handle.commit();
  }

  void rollback(Handle handle) {
    handle.rollback();
  }

  static TransactionIsolationLevel readCommitted(Handle handle) {
    TransactionIsolationLevel usual = handle.getTransactionIsolationLevel();
    if (usual != TransactionIsolationLevel.READ_COMMITTED) {
      handle.setTransactionIsolationLevel(TransactionIsolationLevel.READ_COMMITTED);
    }
    return usual;
  }

  static void restore(Handle handle, TransactionIsolationLevel usual) {
    if (usual != TransactionIsolationLevel.READ_COMMITTED) {
      handle.setTransactionIsolationLevel(usual);
    }
  }

  /**
   * Bounds how long statements wait for locks, and sets whatever else of the session would change
   * what is read or written: limits on rows, the form of numbers, what an empty text is.
   *
   * @return puts back what was there
   * @throws DriftException if there are settings that would, and that cannot be set for a while
   */
  abstract Runnable settle(Handle handle, Duration longestLockWait);

  /**
   * What is appended to a select of a row by its key so that it finds what was committed last,
   * although the transaction may have begun before that.
   */
  String lastCommitted() {
    return "";
  }

  /** What is appended to a select so that it locks its row until the end of the transaction. */
  abstract String lockClause(LockMode mode);

  // ---- inserts

  /**
   * Inserts each row unless its key is there; every other violation still fails. How many were new
   * is not known: drivers report it as they like.
   */
  void insertIfAbsent(Handle handle, Table table, List<@Nullable Object[]> rows) {
    inBatches(handle, insertIfAbsent(table), rows);
  }

  /** The statement for one row. */
  abstract String insertIfAbsent(Table table);

  final void inBatches(Handle handle, String sql, List<@Nullable Object[]> rows) {
    for (List<@Nullable Object[]> some : Batches.of(rows, ROWS_OF_A_BATCH)) {
      batch(handle, sql, some);
    }
  }

  private void batch(Handle handle, String sql, List<@Nullable Object[]> rows) {
    execute(
        handle,
        sql,
        statement -> {
          for (@Nullable Object[] row : rows) {
            bind(statement, 1, row);
            statement.addBatch();
          }
          statement.executeBatch();
        });
  }

  /** Binds values to parameters that follow each other, and returns the position after them. */
  final int bind(PreparedStatement statement, int first, @Nullable Object[] values)
      throws SQLException {
    int position = first;
    for (Object value : values) {
      bind(statement, position++, value);
    }
    return position;
  }

  /** By type where most values are: drivers search for what fits an object, for as long again. */
  private void bind(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(position, Types.NULL);
    } else if (value instanceof String text) {
      statement.setString(position, text);
    } else if (value instanceof Double number) {
      statement.setDouble(position, number);
    } else if (value instanceof Long number) {
      statement.setLong(position, number);
    } else if (value instanceof Integer number) {
      statement.setInt(position, number);
    } else {
      statement.setObject(position, value instanceof LocalDate day ? date(day) : value);
    }
  }

  /** Something done with a statement. */
  interface Use {
    void with(PreparedStatement statement) throws SQLException;
  }

  /** Beneath Jdbi, which would look for names in statements of ten thousand parameters. */
  static void execute(Handle handle, String sql, Use use) {
    try (PreparedStatement statement =
        handle.getConnection().prepareStatement(prefixed(handle, sql))) {
      use.with(statement);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static String prefixed(Handle handle, String sql) {
    Object prefix = handle.getConfig(SqlStatements.class).getAttribute("prefix");
    return sql.replace("<prefix>", String.valueOf(prefix));
  }

  // ---- reading the host's records

  /** Whether policies of the server would hide rows of a table from this user, with the remedy. */
  Optional<Finding> hiddenRows(Handle handle, String table) {
    return Optional.empty();
  }

  /**
   * Refuses a table of which policies of the server would hide rows.
   *
   * @throws DriftException if there are such policies, with the remedy
   */
  final void requireEveryRow(Handle handle, String table) {
    new Verification(hiddenRows(handle, table).stream().toList()).requireSound();
  }

  /** Lets policies of the server decide for the rest of the transaction which rows there are. */
  void allowPolicies(Handle handle) {}

  /** What ends a select that is to give no more than so many rows. */
  String limit(long rows) {
    return "fetch first " + rows + " rows only";
  }

  /** How the records of a request are read: as they are, unless told otherwise. */
  RecordScan scan(Handle handle, RecordTable table, CountRequest request) {
    return new RowScan(this, table, request, false, ROWS_OF_A_FETCH);
  }

  /** Those of some columns that hold bits, of which only their number makes a text. */
  Set<String> bits(Handle handle, RecordTable table, Set<String> columns) {
    return Set.of();
  }

  /** The texts by which segments are told apart, in a session in UTC. */
  final List<String> dimensions(RecordTable table, CountRequest request) {
    return request.dimensions().stream()
        .map(dimension -> exactText(table.column(this, dimension)))
        .toList();
  }

  /** Refuses a condition of the host's that this database reads otherwise than standard SQL. */
  void requireCondition(String condition) {}

  /** A name exactly as the catalogue spells it, in the quotes of this database. */
  String quoted(String name) {
    return quoted(name, "\"");
  }

  static String quoted(String name, String quote) {
    return quote + name.replace(quote, quote + quote) + quote;
  }

  /** What becomes of a name that nobody quotes. */
  abstract Folding folding(Handle handle);

  /** How the catalogue spells a table and its columns; as they are said where case is ignored. */
  Spelling spelling(Handle handle, List<Name> table) {
    return Spelling.asSaid(table, folding(handle));
  }

  /** The schemas that a name may mean. */
  List<String> schemas(Handle handle, Name name) {
    return List.of();
  }

  /** Asks for columns of tables that are spelled as a name or as what becomes of it. */
  static List<Spelling.Listed> listed(
      Handle handle, String sql, List<Name> table, Folding folding) {
    Name last = table.get(table.size() - 1);
    Name schema = table.size() == 1 ? last : table.get(table.size() - 2);
    try (Query query = handle.createQuery(sql)) {
      return query
          .bind("table", last.text())
          .bind("folded", last.folded(folding))
          .bind("qualified", table.size() > 1)
          .bind("schema", schema.text())
          .bind("inner", schema.folded(folding))
          .map(
              (row, context) ->
                  new Spelling.Listed(
                      row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
          .list();
    }
  }

  static List<String> named(Handle handle, String sql, Name name, Folding folding) {
    try (Query query = handle.createQuery(sql)) {
      return query
          .bind("said", name.text())
          .bind("folded", name.folded(folding))
          .mapTo(String.class)
          .list();
    }
  }

  /** What a table's catalogue is called, of which a connection has one. */
  String catalogue(Handle handle) {
    try {
      return String.valueOf(handle.getConnection().getCatalog());
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** The name of a table without its catalogue, or what is wrong with that. */
  final Optional<Finding> elsewhere(Handle handle, List<Name> table) {
    if (table.size() < 3) {
      return Optional.empty();
    }
    String here = catalogue(handle);
    String said = table.get(0).text();
    return table.get(0).among(List.of(here), folding(handle)).equals(here)
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                "catalogue " + said + " is another than that of the connection",
                here,
                "name the table with its schema only, and connect to where it is"));
  }

  /** By what the planner is asked how many values of a column there are. */
  String grouped(String column, String type) {
    return column;
  }

  /** A condition that a column of customers is equal to a text, quickly and perhaps to others. */
  String isText(String column, String type, String value) {
    return column + " = " + value;
  }

  /** Whether there may be values of which {@link #exactText} makes no text. */
  boolean losesTexts() {
    return false;
  }

  /** An expression that is equal only for the same text, whatever the collation of the column. */
  abstract String exactText(String expression);

  /**
   * An expression that is 1 where a text contains a parameter, whatever the case of its letters, 0
   * where not, and null where there is none. Letters beyond ASCII are themselves, which no
   * database's own lower case promises.
   *
   * @param parameter the parameter
   * @param part what it is, in lower case
   */
  final String contains(String expression, String parameter, String part) {
    String text = characters(expression);
    String place = Sql.of("%s(%s, %s)", placeOf(), inLowerCase(text, part), parameter);
    return Sql.of("case when %s > 0 then 1 when %s is not null then 0 end", place, text);
  }

  /** A text with the letters of a part in lower case, and any others as they are. */
  private static String inLowerCase(String text, String part) {
    String lower = text;
    for (int letter : part.chars().filter(c -> c >= 'a' && c <= 'z').distinct().toArray()) {
      lower = Sql.of("replace(%s, '%c', '%c')", lower, letter - 'a' + 'A', letter);
    }
    return lower;
  }

  /** The exact text as what can be searched. */
  String characters(String expression) {
    return exactText(expression);
  }

  /** The function that says where in a text another begins, from 1 on. */
  String placeOf() {
    return "instr";
  }

  /** Reads what {@link #exactText} selects. */
  abstract @Nullable String readText(ResultSet row, int column) throws SQLException;

  /** A condition that holds only for the same text, where the column has been compared already. */
  String isExactly(String table, String column, String value) {
    return exactText(column) + " = " + exactText(value);
  }

  /** A parameter that is compared with a column of UUIDs. */
  abstract String uuidParameter(String parameter);

  /** What is bound for a UUID. */
  Object uuid(UUID value) {
    return value.toString();
  }

  /** What is bound for a day. */
  Object date(LocalDate day) {
    return day.toString();
  }

  /** What is bound for an instant, in a session in UTC. */
  abstract Object instant(Instant instant);

  /**
   * Whether whatever a range of days or timestamps finds is one. If not, some of it is none: texts
   * that sort so, days 0 of a month.
   */
  boolean rangesHoldDaysOnly() {
    return true;
  }

  /**
   * A column of dates as its text, empty where it is anything but a text, to be understood by
   * {@link DayTexts}: only where columns have no types.
   */
  String dayText(String date) {
    throw new UnsupportedOperationException("columns have types");
  }

  /** A condition that a column of dates holds a day of the years 1 to 9999. */
  String isDay(String date) {
    return Sql.of("%1$s >= date '0001-01-01' and %1$s <= date '9999-12-31'", date);
  }

  /** The opposite for an index: nothing, or what stands for never. */
  String isNoDay(String date) {
    return Sql.of("(%1$s is null or %1$s < date '0001-01-01' or %1$s > date '9999-12-31')", date);
  }

  /** A condition that a column of timestamps holds one of the years 1 to 9999. */
  String isTimestamp(String timestamp) {
    return Sql.of(
        "%1$s >= timestamp '0001-01-01 00:00:00' and %1$s <= timestamp '9999-12-31 23:59:59'",
        timestamp);
  }

  /** The opposite for an index. */
  String isNoTimestamp(String timestamp) {
    return Sql.of(
        "(%1$s is null or %1$s < timestamp '0001-01-01 00:00:00' or %1$s > timestamp '9999-12-31 23:59:59')",
        timestamp);
  }

  /** A condition that is no day and in no range; here whatever is none is out of range. */
  String isStray(String isNone, String inRange) {
    return isNone;
  }

  /** The days from one column of dates, which is a day, to another; null unless that is one. */
  abstract String daysBetween(String from, String until);

  /** The days from 1970-01-01 to an expression that is a date; null unless it is a day. */
  abstract String epochDay(String date);

  /** As {@link #daysBetween}, of an end that is known to be a day. */
  String daysBetweenDays(String from, String until) {
    return daysBetween(from, until);
  }

  /** As {@link #epochDay}, of what is known to be a day. */
  String epochDayOfDay(String date) {
    return epochDay(date);
  }

  /** The seconds from 1970 to a column of timestamps, in a session in UTC. */
  abstract String epochSeconds(String timestamp);

  /** The whole seconds from 1970 to a column of timestamps, in a session in UTC. */
  String wholeSeconds(String timestamp) {
    return "floor(" + epochSeconds(timestamp) + ")";
  }

  /** An exact decimal as it is read as a text. */
  String decimal(String expression) {
    return expression;
  }

  /** The days that have begun since 1970 after so many seconds. */
  String wholeDays(String seconds) {
    return "floor((" + seconds + ") / 86400.0)";
  }

  /** A condition that a timestamp is before a parameter. */
  String isBefore(String timestamp, String end) {
    return timestamp + " < " + end;
  }

  /** A condition that a timestamp is not before one parameter and is before another. */
  String isBetween(String timestamp, String start, String end) {
    return timestamp + " >= " + start + " and " + timestamp + " < " + end;
  }
}

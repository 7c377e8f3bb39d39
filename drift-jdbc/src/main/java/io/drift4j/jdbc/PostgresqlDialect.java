package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.jdbc.Verification.Finding;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. Settings are those of the transaction: a session may be somebody else's next. */
class PostgresqlDialect extends Dialect {

  /** What the driver holds twice while it sends them: a few megabytes. */
  private static final int ROWS_OF_AN_ARRAY = 5000;

  private static final Set<String> WITHOUT_EQUALITY =
      Set.of("json", "xml", "point", "box", "path", "polygon");

  private static final Pattern ROWS = Pattern.compile("\"Plan Rows\": ([0-9]+)");

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
      case "23505" -> isSecondKey(e) ? Failure.SERIALIZATION : Failure.byState(e);
      case "25P02" -> Failure.FAILED_BEFORE;
      case "42501" -> isPolicy(e) ? Failure.HIDDEN_ROWS : Failure.NO_RIGHT;
      case "0A000" -> isPlanOfBefore(e) ? Failure.ALTERED : Failure.byState(e);
      case "25P03", "25P04", "57P01", "57P02", "57P03", "57P05" -> Failure.CONNECTION;
      default -> Failure.byState(e);
    };
  }

  /** That of class 21, which is on the number of rows or columns. */
  @Override
  boolean isOfStatement(RuntimeException thrown, SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith("21");
  }

  /** After which a driver that traces says where the server's own code was. */
  private static final Pattern IN_STATEMENT =
      Pattern.compile("\\n\\s*Position ?: \\d+(?:\\n\\s*(?:Location|Server SQLState) ?:.*)*\\z");

  /**
   * What is wrong with the statement is told with its place in it. A text that is read as a query,
   * a path or a name while records are, as by {@code to_tsquery} and {@code regclass}, has none,
   * and the same states.
   */
  @Override
  boolean quotesWhatItReads(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    boolean isOfNames = state.startsWith("42") && !state.equals("42501");
    return (isOfNames || state.equals("3F000") || state.equals("54000"))
        && !IN_STATEMENT.matcher(String.valueOf(e.getMessage())).find();
  }

  /** In English only; in other languages the server's text still stands in the message. */
  private static boolean isPlanOfBefore(SQLException e) {
    return String.valueOf(e.getMessage()).contains("cached plan must not change result type");
  }

  /** Not what it says below that, which are the values of the row. */
  private static final Pattern VIOLATION =
      Pattern.compile("ERROR: [^\"\\n]*(?:\"[^\"\\n]*\"[^\"\\n]*)?constraint \"([^\"\\n]+)\"");

  @Override
  Pattern violation() {
    return VIOLATION;
  }

  /**
   * The key of an event that the insert does not name: the loser of two inserts of one event gets
   * it now and then, since the server enters all keys before it looks at what it found of the one
   * that is named. Repeated, it finds the row.
   */
  private static boolean isSecondKey(SQLException e) {
    return String.valueOf(e.getMessage()).contains("event_once\"");
  }

  /** In English only; in other languages the server's text still stands in the message. */
  private static boolean isPolicy(SQLException e) {
    return String.valueOf(e.getMessage()).contains("row-level security policy");
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

  /** On a schema as well, without which rights on its tables mean nothing. */
  @Override
  String grant(Handle handle, String rights, String table) {
    String grant = super.grant(handle, rights, table);
    String user = grant.substring(grant.lastIndexOf(" to ") + 4);
    return handle
        .createQuery(
            """
            select quote_ident(nspname) from pg_namespace
            where nspname = (parse_ident(:table))[1] and cardinality(parse_ident(:table)) = 2
              and not has_schema_privilege(oid, 'usage')
            """)
        .bind("table", table)
        .mapTo(String.class)
        .findOne()
        .map(schema -> "grant usage on schema " + schema + " to " + user + "; " + grant)
        .orElse(grant);
  }

  @Override
  Optional<String> changeType(
      Handle handle, RecordTable table, String column, ColumnType from, String type) {
    if (isBound(handle, table, column)) {
      return Optional.empty();
    }
    String name = table.quoted(this, column);
    String change =
        Sql.of("alter column %s type %s using %s", name, type, converted(name, from, type));
    String whole =
        defaultOf(handle, table, column)
            .map(
                value ->
                    Sql.of(
                        "alter column %1$s drop default, %2$s, alter column %1$s set default %3$s",
                        name, change, converted(value, from, type)))
            .orElse(change);
    return Optional.of("alter table " + table.name(this) + " " + whole);
  }

  /** There is no cast from an enum but to texts. */
  private static String converted(String expression, ColumnType from, String type) {
    return from.isText()
        ? Sql.of("cast(cast(%s as text) as %s)", expression, type)
        : Sql.of("cast(%s as %s)", expression, type);
  }

  private static final String IS_BOUND =
      """
      select a.attgenerated <> ''
        or exists (
          select 1 from pg_depend d
          where d.refclassid = cast('pg_class' as regclass)
            and d.refobjid = a.attrelid and d.refobjsubid = a.attnum
            and (d.classid in (
                cast('pg_rewrite' as regclass), cast('pg_policy' as regclass),
                cast('pg_trigger' as regclass))
              or d.classid = cast('pg_class' as regclass) and d.objid = a.attrelid
              or d.classid = cast('pg_attrdef' as regclass) and exists (
                select 1 from pg_attrdef f where f.oid = d.objid and f.adnum <> a.attnum)
              or d.classid = cast('pg_publication_rel' as regclass)
              or d.classid = cast('pg_class' as regclass) and exists (
                select 1 from pg_index i
                where i.indexrelid = d.objid
                  and (i.indexprs is not null or i.indpred is not null or exists (
                    select 1 from unnest(i.indclass) as used (class)
                    join pg_opclass o on o.oid = used.class
                    where not o.opcdefault)))
              or d.classid = cast('pg_constraint' as regclass) and exists (
                select 1 from pg_constraint c where c.oid = d.objid and c.contype in ('c', 'f'))))
      from pg_attribute a
      where a.attrelid = cast(:table as regclass) and a.attname = :column
      """;

  /**
   * Whether it is computed, or a view, a policy, a trigger, a check, another column, a reference, a
   * publication or an index of more than its values reads it.
   */
  private boolean isBound(Handle handle, RecordTable table, String column) {
    return handle
        .createQuery(IS_BOUND)
        .bind("table", table.name(this))
        .bind("column", table.spelling().column(column))
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  private static final String DEFAULT =
      """
      select pg_get_expr(d.adbin, d.adrelid)
      from pg_attribute a
      join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = cast(:table as regclass) and a.attname = :column
      """;

  /** The default of a column, which is cast by nothing but the statement. */
  private Optional<String> defaultOf(Handle handle, RecordTable table, String column) {
    return handle
        .createQuery(DEFAULT)
        .bind("table", table.name(this))
        .bind("column", table.spelling().column(column))
        .mapTo(String.class)
        .findOne();
  }

  /*
   * Local to the transaction. Numbers keep all their digits, a NULL in an array stays one, a policy
   * that hides rows becomes an error, and days, times and bytes have one form as texts. The planner
   * knows no statistics of the exact text of a column, takes it for wide, and with little memory
   * sorts every record where a small hash table does; and once a driver has prepared the statement
   * for good, it plans without the windows; for a cursor it plans as if the first tenth of the rows
   * were all. Each made a run of a million records more than twice as slow.
   */
  private static final String SETTLE =
      """
      with wanted (name, value) as (
        values
          ('lock_timeout', :lockTimeout),
          ('TimeZone', 'UTC'),
          ('IntervalStyle', 'postgres'),
          ('bytea_output', 'hex'),
          ('extra_float_digits', '1'),
          ('array_nulls', 'on'),
          ('gin_fuzzy_search_limit', '0'),
          ('row_security', 'off'),
          ('plan_cache_mode', 'force_custom_plan'),
          ('cursor_tuple_fraction', '1'),
          ('work_mem',
            case when pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')
              then '32MB' else current_setting('work_mem') end),
          ('session_replication_role', null),
          ('client_encoding', null)),
      found as materialized (
        select name, value, current_setting(name, true) as before from wanted)
      select name, before, case when value <> before then set_config(name, value, :local) end
      from found
      where before is not null
      """;

  private static final String FACTS =
      """
      select name, current_setting(name, true) as before
      from (values ('session_replication_role'), ('client_encoding')) as asked (name)
      where current_setting(name, true) is not null
      """;

  @Override
  List<Finding> modes(Handle handle, boolean transactionsAreOurs) {
    try (Query query = handle.createQuery(FACTS)) {
      return modes(settings(query));
    }
  }

  /** Only a superuser, or the driver, may change these. */
  private static List<Finding> modes(Map<String, String> settings) {
    List<Finding> findings = new ArrayList<>();
    if (settings.getOrDefault("session_replication_role", "").equals("replica")) {
      findings.add(
          Finding.error(
              "session_replication_role is replica",
              "origin: otherwise references are not checked",
              "set session_replication_role = origin"));
    }
    String encoding = settings.getOrDefault("client_encoding", "UTF8");
    if (!encoding.equals("UTF8")) {
      findings.add(
          Finding.error(
              "client_encoding is " + encoding,
              "UTF8: otherwise texts are changed on their way",
              "leave client_encoding as the driver sets it, without allowEncodingChanges"));
    }
    return findings;
  }

  private static Map<String, String> settings(Query query) {
    return query.collectRows(
        Collectors.toMap(
            row -> row.getColumn("name", String.class),
            row -> row.getColumn("before", String.class)));
  }

  @Override
  boolean failuresSpoilTransactions() {
    return true;
  }

  /** In a transaction it is undone by its end, or by that of the savepoint that it is in. */
  @Override
  Runnable begin(Handle handle, Duration longestLockWait) {
    TransactionIsolationLevel isolation = readCommitted(handle);
    handle.begin();
    try {
      settle(handle, longestLockWait);
    } catch (RuntimeException e) {
      throw undoing(e, handle::rollback, () -> restore(handle, isolation));
    }
    return () -> restore(handle, isolation);
  }

  @Override
  Runnable settle(Handle handle, Duration longestLockWait) {
    boolean local = handle.isInTransaction();
    Map<String, String> before;
    try (Query query = handle.createQuery(SETTLE)) {
      before = settings(query.bind("lockTimeout", millis(longestLockWait)).bind("local", local));
    }
    new Verification(modes(before)).requireSound();
    return () -> putBack(handle, before, local);
  }

  /** 0 would be for ever. */
  private static String millis(Duration wait) {
    return Long.toString(Math.max(1, wait.toMillis()));
  }

  private static void putBack(Handle handle, Map<String, String> settings, boolean local) {
    execute(
        handle,
        """
        select set_config(name, value, ?)
        from unnest(?::text[], ?::text[]) as setting (name, value)
        where current_setting(name) <> value
        """,
        statement -> {
          Connection connection = statement.getConnection();
          statement.setBoolean(1, local);
          statement.setArray(2, connection.createArrayOf("text", settings.keySet().toArray()));
          statement.setArray(3, connection.createArrayOf("text", settings.values().toArray()));
          statement.execute();
        });
  }

  /** From so many records in a segment on, those that say the same are better counted. */
  private static final long LARGE_SEGMENT = 100_000;

  /** So many bytes of a result are fetched at a time, and so few are fetched at once. */
  private static final long BYTES_OF_A_FETCH = 1 << 20;

  private static final long BYTES_FETCHED_AT_ONCE = 16_000_000;

  /** Of each record and measure, as a driver writes bytes in a text. */
  private static final int BYTES_OF_A_RECORD = 8;

  /** More than the least are fetched at once where they take no more than this part of the heap. */
  private static final int PART_OF_THE_HEAP = 8;

  /**
   * Packed where there are dimensions and segments are not large. What the planner expects is good
   * enough to tell, since it decides how the answer comes, and not what it says.
   */
  @Override
  RecordScan scan(Handle handle, RecordTable table, CountRequest request) {
    if (!PackedScan.fits(request)) {
      return new RowScan(this, table, request, false, ROWS_OF_A_FETCH);
    }
    PackedScan any = new PackedScan(this, table, request, 0);
    long records = expected(handle, any.recordsOnly(), any);
    long ofGroup = records / expected(handle, any.groupsOnly(), any);
    return ofGroup >= LARGE_SEGMENT
        ? new RowScan(this, table, request, true, ROWS_OF_A_FETCH)
        : new PackedScan(this, table, request, fetchSize(records, ofGroup, request));
  }

  /** Only without a cursor several processes work on the statement. */
  private static int fetchSize(long records, long ofGroup, CountRequest request) {
    long heap = Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP;
    long bytes = (long) BYTES_OF_A_RECORD * request.measures().size();
    return records * bytes <= Math.max(BYTES_FETCHED_AT_ONCE, heap)
        ? 0
        : (int) Math.max(1, BYTES_OF_A_FETCH / (bytes * (ofGroup + 1)));
  }

  private static long expected(Handle handle, String sql, PackedScan scan) {
    try (Query query = handle.createQuery("explain (format json) " + sql)) {
      query.setTemplateEngine((text, context) -> text);
      scan.bindRecords(query);
      Matcher rows = ROWS.matcher(query.mapTo(String.class).one());
      return rows.find() ? Math.max(1, Long.parseLong(rows.group(1))) : 1;
    }
  }

  @Override
  Folding folding(Handle handle) {
    return Folding.LOWER_ASCII;
  }

  /** Of domains the category is that of their type. */
  private static final String COLUMNS =
      """
      select n.nspname, c.relname, a.attname,
        case t.typcategory when 'E' then 'enum' else t.typname end
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p', 'v', 'm', 'f')
        and c.relname in (cast(:table as name), cast(:folded as name))
        and case when :qualified then n.nspname in (cast(:schema as name), cast(:inner as name))
          else pg_table_is_visible(c.oid) end
      """;

  @Override
  Spelling spelling(Handle handle, List<Name> table) {
    return Spelling.among(
        listed(handle, COLUMNS, table, Folding.LOWER_ASCII), table, Folding.LOWER_ASCII);
  }

  @Override
  List<String> schemas(Handle handle, Name name) {
    String sql = "select nspname from pg_namespace where nspname in (:said, :folded)";
    return named(handle, sql, name, Folding.LOWER_ASCII);
  }

  /** Also of a view, beneath which {@code row_security = off} makes an error of a hidden row. */
  @Override
  Optional<Finding> hiddenRows(Handle handle, String table) {
    try (Query query = handle.createQuery("select row_security_active(to_regclass(:table)::oid)")) {
      return query
          .bind("table", table)
          .mapTo(Boolean.class)
          .findOne()
          .filter(active -> active)
          .map(active -> rowSecurity(handle, table));
    }
  }

  private Finding rowSecurity(Handle handle, String table) {
    return Finding.error(
        "row level security filters table " + table.replace("\"", ""),
        "every record to be seen: those that are hidden would be left out of the counts",
        "alter role "
            + handle.createQuery(currentUser()).mapTo(String.class).one()
            + " bypassrls, or say RecordTable.withRowSecurity() if its policies show every record"
            + " of a customer");
  }

  @Override
  void allowPolicies(Handle handle) {
    handle.createQuery("select set_config('row_security', 'on', true)").mapTo(String.class).one();
  }

  /** Where the name is found, which need not be the first schema of the search path. */
  @Override
  ResultSet indexes(
      DatabaseMetaData catalogue, @Nullable String schema, String table, boolean unique)
      throws SQLException {
    return super.indexes(
        catalogue, schema == null ? schemaOf(catalogue, table) : schema, table, unique);
  }

  @Override
  ResultSet tables(DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    return super.tables(catalogue, schema == null ? schemaOf(catalogue, table) : schema, table);
  }

  /** Those of tables, views and sequences as well. */
  @Override
  ResultSet takenNames(DatabaseMetaData catalogue, @Nullable String schema, String table)
      throws SQLException {
    return asked(
        catalogue,
        """
        select c.relname as "INDEX_NAME"
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = ?
        """,
        schema == null ? schemaOf(catalogue, table) : schema);
  }

  /** Not one that covers a part of the rows, or whose building was interrupted. */
  @Override
  ResultSet usableIndexes(
      DatabaseMetaData catalogue, @Nullable String schema, String table, boolean unique)
      throws SQLException {
    return asked(
        catalogue,
        """
        select i.relname as "INDEX_NAME", key.position as "ORDINAL_POSITION",
          a.attname as "COLUMN_NAME"
        from pg_index x
        join pg_class t on t.oid = x.indrelid
        join pg_namespace n on n.oid = t.relnamespace
        join pg_class i on i.oid = x.indexrelid
        join pg_am m on m.oid = i.relam
        cross join unnest(x.indkey) with ordinality as key (attribute, position)
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = key.attribute
        where n.nspname = ? and t.relname = ?
          and (x.indisunique or not ?)
          and x.indisvalid and x.indpred is null
          and m.amname in ('btree', 'hash')
          and key.position <= x.indnkeyatts
        """,
        schema == null ? schemaOf(catalogue, table) : schema,
        table,
        unique);
  }

  private static @Nullable String schemaOf(DatabaseMetaData catalogue, String table)
      throws SQLException {
    try (PreparedStatement statement =
        catalogue
            .getConnection()
            .prepareStatement(
                """
                select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.oid = to_regclass(quote_ident(?))
                """)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** Not {@code for update}: every insert that refers to the row would wait for the run. */
  @Override
  String lockClause(LockMode mode) {
    return "for no key update" + mode.clause();
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
    for (List<@Nullable Object[]> some : Batches.of(rows, ROWS_OF_AN_ARRAY)) {
      statement(handle, table, some);
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

  @Override
  String exactText(String expression) {
    return "cast(" + expression + " as text) collate \"C\"";
  }

  @Override
  String placeOf() {
    return "strpos";
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
        literal(table), literal(unquoted(column)), super.isExactly(table, column, value));
  }

  private static String literal(String text) {
    return text.replace("'", "''");
  }

  private static String unquoted(String column) {
    return column.substring(1, column.length() - 1).replace("\"\"", "\"");
  }

  /** One that ignores case is a text like any other: its bytes are compared too. */
  @Override
  boolean holds(ColumnType column, KeyType key) {
    return super.holds(column, key) || (key == KeyType.TEXT && column.isNamed("citext"));
  }

  /** The column itself, of which there are statistics, where its values can be compared. */
  @Override
  String grouped(String column, String type) {
    return WITHOUT_EQUALITY.contains(type) ? exactText(column) : column;
  }

  /** What is no label of an enum is an error where it is compared with one. */
  @Override
  String isText(String column, String type, String value) {
    return type.equals("enum")
        ? "cast(" + column + " as text) = " + value
        : super.isText(column, type, value);
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
  String daysBetweenDays(String from, String until) {
    return until + " - " + from;
  }

  @Override
  String epochDayOfDay(String date) {
    return date + " - date '1970-01-01'";
  }

  @Override
  String epochSeconds(String timestamp) {
    return "extract(epoch from " + timestamp + ")";
  }
}

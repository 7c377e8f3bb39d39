package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/** A database product that there are scripts for. */
public enum Vendor {
  /** H2 2.2 and later. */
  H2("H2", "flyway-core") {
    // H2 commits every statement, and Flyway's lock with it: threads are kept apart here.
    @Override
    synchronized <T> T inTurn(Supplier<T> migration) {
      return migration.get();
    }

    // In statements of ours, names of its catalogue are in capitals: URLs can tell it to fold none.
    @Override
    void refuseSettings(Connection connection) throws SQLException {
      Map<String, String> settings = settings(connection);
      if ("Oracle".equalsIgnoreCase(settings.get("MODE"))) {
        throw Trouble.UNSUPPORTED.exception(
            "H2 in the mode of Oracle is not supported, since it stores an empty text as null;"
                + " nothing was done; leave MODE=Oracle out of the URL");
      }
      if (!settings.getOrDefault("ALLOW_LITERALS", "2").equals("2")) {
        throw Trouble.UNSUPPORTED.exception(
            "H2 that forbids literals is not supported, since statements have some; nothing was"
                + " done; set allow_literals all");
      }
      if ("TRUE".equalsIgnoreCase(settings.get("OLD_INFORMATION_SCHEMA"))) {
        throw Trouble.UNSUPPORTED.exception(
            "H2 with the catalogue of its version 1 is not supported, since Flyway does not"
                + " understand it; nothing was done; leave OLD_INFORMATION_SCHEMA out of the URL");
      }
    }

    // Tables that are there already keep the texts that they were made with.
    @Override
    void check(String nextVersion, Target target) {
      if (target
          .ask(connection -> settings(connection).getOrDefault("IGNORECASE", "0"))
          .equals("1")) {
        throw Trouble.UNSUPPORTED.exception(
            "H2 that ignores the case of texts in new tables is not supported, since sources and"
                + " definitions are told apart by it; nothing was done; set ignorecase false, or"
                + " leave IGNORECASE out of the URL, while tables are made");
      }
      super.check(nextVersion, target);
    }

    // By position: columns had other names once. A setting may be listed twice.
    private Map<String, String> settings(Connection connection) throws SQLException {
      Map<String, String> settings = new HashMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select * from INFORMATION_SCHEMA.SETTINGS")) {
        while (row.next()) {
          settings.put(row.getString(1), row.getString(2));
        }
      }
      return settings;
    }

    @Override
    String use(String schema) {
      return "set schema " + quoted(schema);
    }

    @Override
    String constraints() {
      return """
      select TABLE_NAME || '.' || CONSTRAINT_NAME
      from INFORMATION_SCHEMA.TABLE_CONSTRAINTS
      where CONSTRAINT_TYPE = 'UNIQUE' and TABLE_SCHEMA = coalesce(?, current_schema)
      """;
    }

    @Override
    String openTransactions() {
      return """
      select 'session ' || SESSION_ID || ' (since ' || SESSION_START || ')'
      from INFORMATION_SCHEMA.SESSIONS
      where CONTAINS_UNCOMMITTED and SESSION_ID <> session_id()
      order by SESSION_START
      fetch first 3 rows only
      """;
    }
  },

  /** PostgreSQL 14 and later. */
  POSTGRESQL("PostgreSQL", "flyway-database-postgresql") {
    @Override
    void configure(FluentConfiguration configuration) {
      SessionLock.set(configuration);
    }

    // Flyway would ask for its table again and again for ten seconds.
    @Override
    boolean mayCreateTables(Connection connection, Target target) throws SQLException {
      String sql =
          "select has_schema_privilege(coalesce(cast(? as name), current_schema()), 'create')";
      return rows(connection, sql, target.schema()).contains("t");
    }

    // Its script says which events are there twice, in the same breath as it builds the index.
    @Override
    void check(String nextVersion, Target target) {
      Pooler.refuse(target);
    }

    // Building the index waits for older transactions, for which nobody has to queue.
    @Override
    Optional<WaitSetting> waitSetting(Settings settings) {
      String longest = settings.maxWait().toMillis() + "ms";
      return Optional.of(new WaitSetting("show lock_timeout", "set lock_timeout = '%s'", longest));
    }

    @Override
    String use(String schema) {
      return "set search_path to " + quoted(schema);
    }

    @Override
    boolean isTransactional() {
      return true;
    }

    @Override
    String constraints() {
      return """
      select t.relname || '.' || o.conname
      from pg_constraint o
      join pg_class t on t.oid = o.conrelid
      join pg_namespace n on n.oid = t.relnamespace
      where o.contype = 'u' and n.nspname = coalesce(cast(? as name), current_schema())
      """;
    }

    @Override
    String unusableIndexes() {
      return """
      select c.relname
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_namespace n on n.oid = c.relnamespace
      where (not i.indisvalid or i.indpred is not null)
        and n.nspname = coalesce(cast(? as name), current_schema())
      """;
    }

    @Override
    String openTransactions() {
      return """
      select format('process %s of "%s" (%s since %s)', a.pid, a.application_name,
                    coalesce(p.phase, a.state),
                    to_char(a.xact_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'))
      from pg_stat_activity a
      left join pg_stat_progress_create_index p on p.pid = a.pid
      where a.datname = current_database() and a.pid <> pg_backend_pid()
        and a.backend_type = 'client backend' and a.xact_start is not null
      order by a.xact_start
      limit 3
      """;
    }
  },

  /** SQLite 3.38 and later. */
  SQLITE("SQLite", "flyway-core") {
    // Flyway has no lock here: threads are kept apart, processes try again when the file is busy.
    @Override
    synchronized <T> T inTurn(Supplier<T> migration) {
      return migration.get();
    }

    // A file has no schemas beside its own.
    @Override
    List<String> schemas(DatabaseMetaData catalogue) {
      return List.of("main");
    }

    // Flyway would ask for its table again and again for ten seconds.
    @Override
    boolean mayCreateTables(Connection connection, Target target) throws SQLException {
      return !connection.isReadOnly();
    }

    @Override
    List<String> createSchema(String schema) {
      throw new IllegalArgumentException(
          "SQLite has no schema but main, not \"" + schema + "\"; leave it out");
    }

    @Override
    boolean isTransactional() {
      return true;
    }

    @Override
    Target.Place place(Connection connection, @Nullable String schema) {
      return new Target.Place(null, null);
    }

    // It knows texts, integers and reals.
    @Override
    String stored(String kind) {
      return switch (kind) {
        case "date" -> "text";
        case "bigint" -> "integer";
        default -> kind.startsWith("varchar") ? "text" : kind;
      };
    }
  },

  /** MariaDB 10.6 and later. */
  MARIADB("MariaDB", "flyway-mysql") {
    // Its own driver names it; MySQL's takes it for a MySQL with a telling version.
    @Override
    boolean is(String product, String version) {
      return super.is(product, version) || (MYSQL.product.equals(product) && isMariadb(version));
    }

    @Override
    boolean callsSchemasCatalogs() {
      return true;
    }
  },

  /** MySQL 8.0.17 and later. */
  MYSQL("MySQL", "flyway-mysql") {
    @Override
    boolean is(String product, String version) {
      return super.is(product, version) && !isMariadb(version);
    }

    // Flyway locks its rows, for which one has to be allowed to change them.
    @Override
    String historyRights() {
      return "select, insert and update";
    }

    @Override
    boolean callsSchemasCatalogs() {
      return true;
    }
  };

  private final String product;
  private final String flywayArtifact;

  Vendor(String product, String flywayArtifact) {
    this.product = product;
    this.flywayArtifact = flywayArtifact;
  }

  static Vendor of(DatabaseMetaData catalogue) throws SQLException {
    String product = catalogue.getDatabaseProductName();
    String version = catalogue.getDatabaseProductVersion();
    return Arrays.stream(values())
        .filter(vendor -> vendor.is(product, version))
        .findFirst()
        .orElseThrow(
            () -> Trouble.UNSUPPORTED.exception("%s is not supported; %s", product, supported()));
  }

  private static String supported() {
    return Arrays.stream(values())
        .map(vendor -> vendor.product)
        .collect(Collectors.joining(", ", "supported: ", ""));
  }

  private static boolean isMariadb(String version) {
    return version.contains("MariaDB");
  }

  /** As people write it. */
  String product() {
    return product;
  }

  /** Which artifact of org.flywaydb knows it. */
  String flywayArtifact() {
    return flywayArtifact;
  }

  /** Where the scripts are, beside this class. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a driver that names this product and version is connected to this vendor's server. */
  boolean is(String product, String version) {
    return this.product.equals(product);
  }

  /** Whether this is MariaDB or MySQL, whose schemas are databases, and catalogs in JDBC. */
  boolean callsSchemasCatalogs() {
    return false;
  }

  /** The names of all schemas, as the catalogue spells them. */
  List<String> schemas(DatabaseMetaData catalogue) throws SQLException {
    return firstColumn(callsSchemasCatalogs() ? catalogue.getCatalogs() : catalogue.getSchemas());
  }

  /** In which catalog and schema JDBC finds the tables. */
  Target.Place place(Connection connection, @Nullable String schema) throws SQLException {
    if (callsSchemasCatalogs()) {
      return new Target.Place(schema == null ? connection.getCatalog() : schema, null);
    }
    return new Target.Place(null, schema == null ? connection.getSchema() : schema);
  }

  /** The statements that create a schema where it is missing. */
  List<String> createSchema(String schema) {
    return List.of("create schema if not exists " + quoted(schema));
  }

  /** The statement after which names without a schema mean this one. */
  String use(String schema) {
    return "use " + quoted(schema);
  }

  String quoted(String identifier) {
    String quote = callsSchemasCatalogs() ? "`" : "\"";
    return quote + identifier.replace(quote, quote + quote) + quote;
  }

  /** A name, or how names begin, with the schema before it if there is one. */
  String qualified(@Nullable String schema, String name) {
    return schema == null ? name : quoted(schema) + "." + name;
  }

  /** Whether statements that create something can be undone together. */
  boolean isTransactional() {
    return false;
  }

  /** What Flyway needs to be told for this product. */
  void configure(FluentConfiguration configuration) {}

  /**
   * How long a session waits for locks while it migrates. Building an index on MariaDB and MySQL
   * makes everybody queue who comes after, by default for a day.
   */
  Optional<WaitSetting> waitSetting(Settings settings) {
    if (!callsSchemasCatalogs()) {
      return Optional.empty();
    }
    long seconds = settings.lockTimeout().plusMillis(999).toSeconds();
    return Optional.of(
        new WaitSetting(
            "select @@session.lock_wait_timeout",
            "set session lock_wait_timeout = %s",
            String.valueOf(seconds)));
  }

  /**
   * False where it is certain that a migration would fail for want of a right. Flyway would ask for
   * its table again and again, or record the failure in a row, which whoever may not create tables
   * can seldom remove: hence a table that cannot be, since databases look at rights first.
   */
  boolean mayCreateTables(Connection connection, Target target) throws SQLException {
    String table = qualified(target.schema(), quoted(target.settings().historyTable()));
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table " + table + " (twice integer, twice integer)");
      return true;
    } catch (SQLException e) {
      return !SqlError.of(e).isRightMissing();
    }
  }

  /** What one has to be allowed on the history to record what was applied, with "and". */
  String historyRights() {
    return "select and insert";
  }

  /**
   * Refuses settings of a session in which tables could be made and no run recorded.
   *
   * @throws DriftMigrationException if it has such, with the remedy
   */
  void refuseSettings(Connection connection) throws SQLException {}

  /** Runs a migration when no other thread does, where Flyway cannot see to it. */
  <T> T inTurn(Supplier<T> migration) {
    return migration.get();
  }

  /** Refuses what the next migration cannot do: the database's own message would not say which. */
  void check(String nextVersion, Target target) {
    if (nextVersion.equals("2")) {
      Duplicates.refuse(target);
    }
  }

  /** As which kind of column this product keeps one that the scripts of others call that. */
  String stored(String kind) {
    return kind;
  }

  /**
   * The unique constraints of a schema, as {@code table.constraint}.
   *
   * @return a query with the schema as its parameter; empty where a unique index is one
   */
  String constraints() {
    return "";
  }

  /**
   * The foreign keys of a schema, where the driver's own way to ask for those of a table makes the
   * server open all tables of all schemas: half a second for each table where there are 600
   * schemas.
   *
   * @return a query with the schema as its parameter, for the table, its column, the table referred
   *     to and that one's column, with dots between them; empty where the driver is asked
   */
  String references() {
    return callsSchemasCatalogs()
        ? """
        select concat_ws('.', table_name, column_name, referenced_table_name, referenced_column_name)
        from information_schema.key_column_usage
        where table_schema = coalesce(?, database()) and referenced_table_name is not null
        """
        : "";
  }

  /**
   * Whether the driver is asked for the columns of each table by itself: SQLite's makes one
   * statement of all that it is asked for, which the database refuses from some 500 columns on.
   */
  boolean tellsColumnsByTable() {
    return this == SQLITE;
  }

  /**
   * The names of the indexes of a schema that are not complete.
   *
   * @return a query with the schema as its parameter; empty where there are none
   */
  String unusableIndexes() {
    return "";
  }

  /**
   * What tells of the oldest transactions of others, one line for each.
   *
   * @return a query; empty where nobody can tell
   */
  String openTransactions() {
    return callsSchemasCatalogs()
        ? """
        select concat('connection ', trx_mysql_thread_id, ' (since ', trx_started, ')')
        from information_schema.innodb_trx
        where trx_mysql_thread_id <> connection_id()
        order by trx_started
        limit 3
        """
        : "";
  }

  /** What a query about a schema gives in its first column. */
  static List<String> rows(Connection connection, String query, @Nullable String schema)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, schema);
      return firstColumn(statement.executeQuery());
    }
  }

  /** What stands in the first column; the rows are closed. */
  private static List<String> firstColumn(ResultSet rows) throws SQLException {
    try (rows) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /**
   * Flyway's lock held by the session instead of by an open transaction: building an index
   * concurrently waits for all transactions, so Flyway would wait for itself for ever.
   *
   * <p>A class of its own, so that Flyway's PostgreSQL module is loaded for PostgreSQL only.
   */
  private static final class SessionLock {

    private SessionLock() {}

    static void set(FluentConfiguration configuration) {
      PostgreSQLConfigurationExtension extension =
          configuration.getConfigurationExtension(PostgreSQLConfigurationExtension.class);
      if (extension == null) {
        throw FlywayModule.missing(POSTGRESQL, null);
      }
      extension.setTransactionalLock(false);
    }
  }
}

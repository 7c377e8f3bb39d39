package io.drift4j.jdbc;

import io.drift4j.migrations.DatabaseImage;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A vendor with a combination of what hosts set differently: the options of the driver that change
 * what it says of updates, the pool's autoCommit, the names of our tables, the JVM's zone. The
 * first row of a vendor has the defaults; every pair of choices that it has meets in one of its
 * rows.
 *
 * @param database the vendor and how it is provided, as {@link DatabaseCensus} counts it
 * @param place a new database
 * @param options of the driver, as they follow the URL and what it has already
 * @param vendor the product it is used as; empty to let it be recognised
 * @param autoCommit the pool's, or none for connections without a pool
 * @param prefix of our tables
 * @param schema of our tables, empty for the connection's
 * @param zone of the JVM
 */
record DatabaseRow(
    String database,
    Supplier<TestDatabase> place,
    String options,
    String vendor,
    String autoCommit,
    String prefix,
    String schema,
    String zone) {

  private static final String UTC = "UTC";
  private static final String FAR = "Pacific/Kiritimati";

  /** The table. */
  static Stream<DatabaseRow> all() {
    return TestDatabases.hasMysqlServer()
        ? Stream.concat(withoutDocker(), onMysqlServer())
        : withoutDocker();
  }

  private static Stream<DatabaseRow> onMysqlServer() {
    return Stream.of(
        mysqlServer("", "none", "drift_", "", UTC),
        mysqlServer("useAffectedRows=true", "true", "watch_", "apart", FAR),
        mysqlServer("rewriteBatchedStatements=true", "false", "drift_", "apart", UTC),
        mysqlServer("useServerPrepStmts=true", "false", "watch_", "", FAR),
        mysqlServerThroughMariadb("", "none", "drift_", "", FAR),
        mysqlServerThroughMariadb("useAffectedRows=true", "false", "watch_", "apart", UTC));
  }

  private static Stream<DatabaseRow> withoutDocker() {
    return Stream.of(
        postgresql("", "none", "drift_", "", UTC),
        postgresql("", "false", "watch_", "apart", FAR),
        postgresql("reWriteBatchedInserts=true", "true", "watch_", "", FAR),
        postgresql("reWriteBatchedInserts=true", "false", "drift_", "apart", UTC),
        h2("none", "drift_", "", UTC),
        h2("false", "watch_", "apart", FAR),
        sqlite("none", "drift_", UTC),
        sqlite("true", "watch_", FAR),
        mariadb("", "none", "drift_", "", UTC),
        mariadb("useAffectedRows=true", "false", "watch_", "", FAR),
        mariadb("useBulkStmts=false", "true", "watch_", "apart", UTC),
        mariadb("useServerPrepStmts=true", "false", "drift_", "apart", FAR),
        mariadbThroughMysql("", "none", "drift_", "", FAR),
        mariadbThroughMysql("rewriteBatchedStatements=true", "false", "watch_", "apart", UTC),
        mysql("", "none", "drift_", "", UTC),
        mysql("useAffectedRows=true", "true", "watch_", "apart", FAR),
        mysql("useServerPrepStmts=true", "false", "drift_", "", FAR));
  }

  /** Each vendor as it is without any setting, through each driver. */
  static Stream<DatabaseRow> plain() {
    return all().filter(DatabaseRow::isPlain);
  }

  /** Each vendor with settings of hosts. */
  static Stream<DatabaseRow> altered() {
    return all().filter(row -> !row.isPlain());
  }

  private boolean isPlain() {
    return autoCommit.equals("none");
  }

  /** Each vendor as it is without any setting, through one driver. */
  static Stream<DatabaseRow> defaults() {
    return plain().filter(row -> !row.database.contains(","));
  }

  /** Those of them that can lock a row while others go on. */
  static Stream<DatabaseRow> lockingRows() {
    return defaults().filter(row -> !row.database.startsWith("SQLite"));
  }

  /** The rows of a vendor, on a server in a container. */
  static Stream<DatabaseRow> in(DatabaseImage image) {
    return withoutDocker()
        .filter(row -> row.database.startsWith(image.vendor()))
        .map(row -> row.moved(image))
        .filter(row -> image.isWhole() || row.isPlain());
  }

  private DatabaseRow moved(DatabaseImage image) {
    String scheme = database.contains("MySQL") ? "mysql" : image.vendor().toLowerCase(Locale.ROOT);
    String moved = database.contains(",") ? image + ", MySQL's driver" : image.toString();
    return new DatabaseRow(
        moved, () -> image.newDatabase(scheme), options, "", autoCommit, prefix, schema, zone);
  }

  private static DatabaseRow postgresql(
      String options, String autoCommit, String prefix, String schema, String zone) {
    return new DatabaseRow(
        "PostgreSQL embedded",
        TestDatabases::postgresql,
        options,
        "",
        autoCommit,
        prefix,
        schema,
        zone);
  }

  private static DatabaseRow h2(String autoCommit, String prefix, String schema, String zone) {
    return new DatabaseRow(
        "H2 embedded", TestDatabases::h2File, "", "", autoCommit, prefix, schema, zone);
  }

  private static DatabaseRow sqlite(String autoCommit, String prefix, String zone) {
    return new DatabaseRow(
        "SQLite embedded", TestDatabases::sqlite, "", "", autoCommit, prefix, "", zone);
  }

  private static DatabaseRow mariadb(
      String options, String autoCommit, String prefix, String schema, String zone) {
    return new DatabaseRow(
        "MariaDB embedded", TestDatabases::mariadb, options, "", autoCommit, prefix, schema, zone);
  }

  private static DatabaseRow mariadbThroughMysql(
      String options, String autoCommit, String prefix, String schema, String zone) {
    return new DatabaseRow(
        "MariaDB embedded, MySQL's driver",
        TestDatabases::mariadbThroughMysql,
        options,
        "",
        autoCommit,
        prefix,
        schema,
        zone);
  }

  /** There is no server of MySQL to start without Docker: its statements on a MariaDB. */
  private static DatabaseRow mysql(
      String options, String autoCommit, String prefix, String schema, String zone) {
    return new DatabaseRow(
        "MySQL statements on MariaDB",
        TestDatabases::mariadbThroughMysql,
        options,
        "MYSQL",
        autoCommit,
        prefix,
        schema,
        zone);
  }

  private static DatabaseRow mysqlServer(
      String options, String autoCommit, String prefix, String schema, String zone) {
    return new DatabaseRow(
        "MySQL server", TestDatabases::mysqlServer, options, "", autoCommit, prefix, schema, zone);
  }

  private static DatabaseRow mysqlServerThroughMariadb(
      String options, String autoCommit, String prefix, String schema, String zone) {
    return new DatabaseRow(
        "MySQL server, MariaDB's driver",
        TestDatabases::mysqlServerThroughMariadb,
        options,
        "",
        autoCommit,
        prefix,
        schema,
        zone);
  }

  /** A new database that is set up so. */
  Setup open() {
    TestDatabase plain = place.get();
    TestDatabase empty = options.isEmpty() ? plain : plain.with(options);
    Setup setup =
        new Setup(
            empty.url(), empty.user(), empty.password(), vendor, autoCommit, prefix, ownSchema());
    setup.migrate();
    return setup;
  }

  /** Another for each row: on MariaDB and MySQL it is a database of the same server. */
  private String ownSchema() {
    return schema.isEmpty() ? "" : schema + "_" + TestDatabases.newName();
  }

  @Override
  public String toString() {
    return "%s %s autoCommit=%s %s%s %s"
        .formatted(
            database, options, autoCommit, schema.isEmpty() ? "" : schema + ".", prefix, zone);
  }
}

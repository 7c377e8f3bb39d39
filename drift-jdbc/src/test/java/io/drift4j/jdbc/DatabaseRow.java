package io.drift4j.jdbc;

import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A vendor with a combination of what hosts set differently: the options of the driver that change
 * what it says of updates, the pool's autoCommit, the names of our tables, the JVM's zone. Every
 * pair of choices that a vendor has meets in one of its rows.
 *
 * @param autoCommit the pool's, or none
 */
record DatabaseRow(
    String vendor,
    Supplier<TestDatabase> place,
    String options,
    String autoCommit,
    String prefix,
    String schema,
    String zone) {

  private static final String UTC = "UTC";
  private static final String FAR = "Pacific/Kiritimati";

  /** The table. */
  static Stream<DatabaseRow> all() {
    return Stream.of(
        row("", TestDatabases::postgresql, "", "none", "drift_", "", UTC),
        row("", TestDatabases::postgresql, "", "false", "watch_", "far", FAR),
        row(
            "",
            TestDatabases::postgresql,
            "&reWriteBatchedInserts=true",
            "true",
            "watch_",
            "",
            FAR),
        row(
            "",
            TestDatabases::postgresql,
            "&reWriteBatchedInserts=true",
            "false",
            "drift_",
            "far",
            UTC),
        row("", TestDatabases::h2, "", "none", "drift_", "", UTC),
        row("", TestDatabases::h2, "", "false", "watch_", "far", FAR),
        row("", TestDatabases::sqlite, "", "none", "drift_", "", UTC),
        row("", TestDatabases::sqlite, "", "true", "watch_", "", FAR),
        row("", TestDatabases::mariadb, "", "none", "drift_", "", UTC),
        row("", TestDatabases::mariadb, "?useAffectedRows=true", "false", "watch_", "", FAR),
        row("", TestDatabases::mariadb, "?useBulkStmts=false", "true", "watch_", "far_1", UTC),
        row(
            "",
            TestDatabases::mariadb,
            "?useServerPrepStmts=true",
            "false",
            "drift_",
            "far_2",
            FAR),
        row("", TestDatabases::mariadbThroughMysql, "", "none", "drift_", "", FAR),
        row(
            "",
            TestDatabases::mariadbThroughMysql,
            "?rewriteBatchedStatements=true",
            "false",
            "watch_",
            "",
            UTC),
        row(
            "MYSQL",
            TestDatabases::mariadbThroughMysql,
            "?useAffectedRows=true",
            "true",
            "drift_",
            "far_3",
            FAR),
        row(
            "MYSQL",
            TestDatabases::mariadbThroughMysql,
            "?useServerPrepStmts=true",
            "false",
            "drift_",
            "",
            UTC));
  }

  private static DatabaseRow row(
      String vendor,
      Supplier<TestDatabase> place,
      String options,
      String autoCommit,
      String prefix,
      String schema,
      String zone) {
    return new DatabaseRow(vendor, place, options, autoCommit, prefix, schema, zone);
  }

  /** A new database that is set up so. */
  Setup open() {
    TestDatabase database = place.get();
    String url = database.url() + options;
    String own = schema.startsWith("far_") ? schema + "_" + System.nanoTime() : schema;
    Setup setup =
        new Setup(url, database.user(), database.password(), vendor, autoCommit, prefix, own);
    setup.migrate();
    return setup;
  }

  @Override
  public String toString() {
    String driver = place.get().name();
    return "%s%s %s autoCommit=%s %s.%s %s"
        .formatted(
            driver,
            vendor.isEmpty() ? "" : " as " + vendor,
            options,
            autoCommit,
            schema,
            prefix,
            zone);
  }
}

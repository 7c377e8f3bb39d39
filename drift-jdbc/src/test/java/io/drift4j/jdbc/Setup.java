package io.drift4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * One of the ways in which a host may be set up: all texts, so that another process can be told.
 *
 * @param url where the database is, with the options of its driver
 * @param vendor the product it is used as; empty to let it be recognised
 * @param autoCommit what a pool says, "none" for connections without a pool
 * @param prefix of our tables
 * @param schema of our tables, empty for the connection's
 */
record Setup(
    String url,
    String user,
    String password,
    String vendor,
    String autoCommit,
    String prefix,
    String schema) {

  static Setup of(TestDatabase database) {
    return new Setup(
        database.url(), database.user(), database.password(), "", "none", "drift_", "");
  }

  /** The one of which this is the {@link #address}. */
  static Setup at(List<String> address) {
    return new Setup(
        address.get(1),
        address.get(2),
        address.get(3),
        address.get(4),
        address.get(5),
        address.get(6),
        address.get(7));
  }

  /** Those of which these are the addresses, one after the other. */
  static List<Setup> allAt(List<String> addresses) {
    return IntStream.iterate(0, start -> start < addresses.size(), start -> start + 8)
        .mapToObj(start -> at(addresses.subList(start, start + 8)))
        .toList();
  }

  List<String> address() {
    return List.of(
        JdbcStore.class.getName(), url, user, password, vendor, autoCommit, prefix, schema);
  }

  /** The same, with a proxy in front of it. */
  Setup through(CuttingProxy proxy) {
    return new Setup(proxy.url(), user, password, vendor, autoCommit, prefix, schema);
  }

  /** The same, with a pool. */
  Setup pooled() {
    return new Setup(url, user, password, vendor, "true", prefix, schema);
  }

  TestDatabase place() {
    return TestDatabases.at(url, user, password);
  }

  DataSource dataSource() {
    return autoCommit.equals("none") ? place().dataSource() : pool();
  }

  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(place().dataSource());
    config.setAutoCommit(!autoCommit.equals("false"));
    config.setMaximumPoolSize(40);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  void migrate() {
    DriftMigrations migrations = DriftMigrations.on(place().dataSource()).tablePrefix(prefix);
    if (schema.isEmpty()) {
      migrations.migrate();
      return;
    }
    Jdbi.create(place().dataSource())
        .useHandle(handle -> handle.execute("create schema " + schema));
    migrations.schema(schema).migrate();
  }

  DriftDatabase database(DataSource dataSource) {
    DriftDatabase database =
        vendor.isEmpty()
            ? DriftDatabase.on(dataSource)
            : DriftDatabase.on(dataSource, Vendor.valueOf(vendor));
    return withNames(database);
  }

  /** The database in a transaction of the caller's. */
  DriftDatabase joining(Connection connection) {
    return withNames(DriftDatabase.joining(connection));
  }

  DriftDatabase withNames(DriftDatabase database) {
    DriftDatabase prefixed = database.tablePrefix(prefix);
    return schema.isEmpty() ? prefixed : prefixed.schema(schema);
  }

  /** What stands before the name of a table of ours. */
  String qualifiedPrefix() {
    return schema.isEmpty() ? prefix : schema + "." + prefix;
  }
}

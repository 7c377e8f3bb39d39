package io.drift4j.jdbc;

import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * How a host says in the SQL of each vendor what all of them mean: the one place of the tests for
 * it. MariaDB is the same through both drivers, and MySQL.
 */
enum HostSql {
  H2(
      "set collation english strength primary",
      "varchar_ignorecase(%d)",
      List.of("timestamp(6)", "timestamp(6) with time zone"),
      "set time zone '%s'",
      """
      select setting_value from information_schema.settings where setting_name = 'TIME ZONE'
      """),
  POSTGRESQL(
      """
      create collation loose
        (provider = icu, locale = 'und-u-ka-shifted-ks-level1', deterministic = false)
      """,
      "varchar(%d) collate loose",
      List.of("timestamp", "timestamp with time zone"),
      "set time zone '%s'",
      "show time zone"),
  SQLITE(
      "select 1", "text collate nocase", List.of("text", "text"), "select '%s'", "select 'none'"),
  MARIADB(
      "select 1",
      "varchar(%d) collate utf8mb4_unicode_ci",
      List.of("datetime(6)", "timestamp(6) null"),
      "set time_zone = '%s'",
      "select @@session.time_zone"),
  MYSQL(MARIADB.looseness, MARIADB.looseText, MARIADB.timestamps, MARIADB.setZone, MARIADB.zone);

  private static final DateTimeFormatter IN_UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final String looseness;
  private final String looseText;
  private final List<String> timestamps;
  private final String setZone;
  private final String zone;

  HostSql(
      String looseness, String looseText, List<String> timestamps, String setZone, String zone) {
    this.looseness = looseness;
    this.looseText = looseText;
    this.timestamps = timestamps;
    this.setZone = setZone;
    this.zone = zone;
  }

  static HostSql of(TestDatabase host) {
    try (Connection connection = host.dataSource().getConnection()) {
      return valueOf(Vendor.of(connection).name());
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** As a host would, without Jdbi, which takes out backslashes. */
  static void execute(TestDatabase host, String sql) {
    try (Connection connection = host.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  boolean isMysqlFamily() {
    return this == MARIADB || this == MYSQL;
  }

  /** What an empty database needs before it has columns of {@link #looseText}. */
  String looseness() {
    return looseness;
  }

  /** The type of text that takes most texts for the same. */
  String looseText(int length) {
    return String.format(Locale.ROOT, looseText, length);
  }

  /** The types that say at what time something was, without a zone first. */
  List<String> timestamps() {
    return timestamps;
  }

  /** What a session in UTC writes into a column of one of these types. */
  String timestamp(Instant instant, int type) {
    boolean withOffset = this == SQLITE && type == 1;
    return withOffset ? instant.atOffset(ZoneOffset.ofHours(2)).toString() : IN_UTC.format(instant);
  }

  /** A parameter that is bound as the text of a timestamp. */
  String timestampParameter() {
    return this == POSTGRESQL ? "cast(? as timestamp)" : "?";
  }

  /** Sets the zone of a session, given as an offset. */
  String setZone(String offset) {
    return setZone.formatted(offset);
  }

  /** Tells the zone of the session. */
  String zone() {
    return zone;
  }

  String uuidType() {
    return switch (this) {
      case SQLITE -> "blob";
      case MYSQL -> "binary(16)";
      default -> "uuid";
    };
  }

  String uuid(String value) {
    return this == SQLITE || this == MYSQL
        ? "x'" + value.replace("-", "") + "'"
        : "'" + value + "'";
  }

  /** A text with an encoding for all of Unicode; MariaDB comes with one for western Europe. */
  String tableOptions() {
    return isMysqlFamily() ? "default character set utf8mb4" : "";
  }

  String literal(String text) {
    String escaped = isMysqlFamily() ? text.replace("\\", "\\\\") : text;
    return "'" + escaped.replace("'", "''") + "'";
  }

  String date(String day) {
    return this == SQLITE ? "'" + day + "'" : "date '" + day + "'";
  }

  String dropIndex(String index, String table) {
    return "drop index " + index + (isMysqlFamily() ? " on " + table : "");
  }

  String quoted(String name) {
    String quote = isMysqlFamily() ? "`" : "\"";
    return quote + name + quote;
  }

  /** A name that nobody quoted, as the catalogue has it and a statement of ours. */
  String kept(String name) {
    return Vendor.valueOf(name())
        .dialect()
        .quoted(this == H2 ? name.toUpperCase(Locale.ROOT) : name);
  }

  /** A new schema; SQLite has one only, and those of MariaDB are seen by all its databases. */
  String createSchema(Handle handle, String name) {
    if (this == SQLITE) {
      return "main";
    }
    String schema = isMysqlFamily() ? name + "_" + TestDatabases.newName() : name;
    handle.execute("create schema " + schema);
    return schema;
  }
}

package io.drift4j.migrations;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The MySQL that the system property {@code drift.mysql.url} names, with a user who may do
 * everything; others may use it at the same time. Databases and users of this process carry its
 * mark, and are dropped when it ends.
 *
 * @param address host and port
 * @param user who may do everything
 * @param password that user's
 * @param options of the driver that the URL gives besides
 */
record MysqlServer(String address, String user, String password, String options) {

  private static final Pattern URL =
      Pattern.compile("jdbc:mysql:(?<address>//[^/?]+)/?[^?]*(\\?(?<options>.*))?");

  /** What names it; empty where there is none. */
  static String url() {
    return System.getProperty("drift.mysql.url", "");
  }

  static MysqlServer named() {
    return Dropping.WHEN_THIS_PROCESS_ENDS;
  }

  private static MysqlServer of(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("drift.mysql.url must begin with jdbc:mysql://");
    }
    List<String> options =
        Arrays.asList(
            parts.group("options") == null ? new String[0] : parts.group("options").split("&"));
    return new MysqlServer(
        parts.group("address"),
        value(options, "user="),
        value(options, "password="),
        options.stream()
            .filter(option -> !option.matches("(user|password)=.*"))
            .collect(Collectors.joining("&")));
  }

  private static String value(List<String> options, String key) {
    return options.stream()
        .filter(option -> option.startsWith(key))
        .map(option -> URLDecoder.decode(option.substring(key.length()), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  /** A new database through the driver of a product, {@code mysql} or {@code mariadb}. */
  TestDatabase create(String driver, String name) {
    TestDatabases.execute(at("mysql", "").dataSource(), "create database " + name);
    return at(driver, name);
  }

  private TestDatabase at(String driver, String database) {
    String url = "jdbc:" + driver + ":" + address + "/" + database + "?" + options;
    return TestDatabases.at(url, user, password);
  }

  /** All that carries the mark of this process: the databases of tests, schemas and users. */
  private void dropOurs() {
    try (Connection connection = at("mysql", "").dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : drops(statement)) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot drop the databases of this process", e);
    }
  }

  private static List<String> drops(Statement statement) throws SQLException {
    String sql =
        """
        select concat('drop database `', schema_name, '`')
        from information_schema.schemata where schema_name regexp '%1$s'
        union all
        select concat('drop user ', quote(user), '@', quote(host))
        from mysql.user where user regexp '%1$s'
        """
            .formatted(TestDatabases.MARK + "_");
    try (ResultSet row = statement.executeQuery(sql)) {
      List<String> drops = new ArrayList<>();
      while (row.next()) {
        drops.add(row.getString(1));
      }
      return drops;
    }
  }

  /** Begun when a test first asks for it. */
  private static final class Dropping {

    static final MysqlServer WHEN_THIS_PROCESS_ENDS = begin();

    private Dropping() {}

    private static MysqlServer begin() {
      MysqlServer server = of(url());
      Runtime.getRuntime().addShutdownHook(new Thread(server::dropOurs));
      return server;
    }
  }
}

package io.drift4j.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** How the database of each vendor is started for tests: no Docker, any user, nothing installed. */
public final class TestDatabases {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestDatabases() {}

  /**
   * A new H2 database in memory, which lives as long as this process.
   *
   * @return an empty database
   */
  public static TestDatabase h2() {
    return at("jdbc:h2:mem:" + newName() + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  /**
   * The H2 database in a directory, which several processes may open at once. Each keeps it open
   * until it ends: otherwise the processes would close the file under each other between any two
   * connections.
   *
   * @param directory where its file is, or will be
   * @return the database; empty if the directory is
   */
  public static TestDatabase h2File(Path directory) {
    Path file = directory.toAbsolutePath().resolve("drift");
    return at("jdbc:h2:file:" + file + ";AUTO_SERVER=TRUE;DB_CLOSE_DELAY=-1", "sa", "");
  }

  /**
   * A new PostgreSQL database, on a server that is started by the first call and ends with this
   * process.
   *
   * @return an empty database
   */
  public static TestDatabase postgresql() {
    String name = newName();
    createDatabase(Server.POSTGRES.getPostgresDatabase(), name);
    return at(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "postgres");
  }

  /**
   * A database that is there already: how another process, or another user, opens one of ours.
   *
   * @param url a JDBC URL of H2 or PostgreSQL
   * @param user the user
   * @param password the user's password
   * @return the database, whatever it contains
   */
  public static TestDatabase at(String url, String user, String password) {
    return url.startsWith("jdbc:h2:")
        ? new TestDatabase("H2", url, user, password, h2(url, user, password))
        : new TestDatabase("PostgreSQL", url, user, password, postgresql(url, user, password));
  }

  private static DataSource h2(String url, String user, String password) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    dataSource.setUser(user);
    dataSource.setPassword(password);
    return dataSource;
  }

  /** The URL that zonky gives names its user as well; the one that was asked for has to win. */
  private static DataSource postgresql(String url, String user, String password) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url);
    dataSource.setUser(user);
    dataSource.setPassword(password);
    return dataSource;
  }

  private static void createDatabase(DataSource server, String name) {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + " encoding 'UTF8'");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
  }

  private static String newName() {
    return "drift_test_" + NUMBER.incrementAndGet();
  }

  /** Started when a test first asks for PostgreSQL. */
  private static final class Server {

    static final EmbeddedPostgres POSTGRES = start();

    private Server() {}

    /** Commits are waited for, as in production; only the disk is not, which a test cannot lose. */
    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start PostgreSQL", e);
      }
    }
  }
}

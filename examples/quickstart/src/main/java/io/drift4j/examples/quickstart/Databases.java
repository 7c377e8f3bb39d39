package io.drift4j.examples.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** How the program finds its database: by URL, or an H2 of its own. */
final class Databases {

  /** A reader blocks nobody, and a writer waits for its turn, ten minutes if need be. */
  private static final List<String> SQLITE_SETTINGS =
      List.of("journal_mode=WAL", "foreign_keys=on", "busy_timeout=600000");

  /** Of H2, whose files are for one process at a time. */
  static final int IN_USE = 90020;

  /** Of H2, which another process serves, or served. */
  private static final Set<Integer> CUT_OFF = Set.of(90067, 90098, 90121);

  private static final Set<String> BUSY_STATES = Set.of("55P03", "40P01", "40001");

  /** Of SQLite, H2, MariaDB and MySQL. */
  private static final Set<Integer> BUSY = Set.of(5, 6, 50200, 1205, 1213, 3572);

  /** Of SQLite (a file), MariaDB and MySQL (a database), H2 (either). */
  private static final Set<Integer> UNREACHABLE = Set.of(14, 1049, 90062, 90146, 90149);

  private static final Set<String> NO_RIGHT_STATES = Set.of("42501", "25006");

  /** Of H2, SQLite, MariaDB and MySQL. */
  private static final Set<Integer> NO_RIGHT = Set.of(90096, 90097, 8, 1044, 1142);

  private Databases() {}

  static DataSource at(String url, @Nullable String user, @Nullable String password) {
    if (url.startsWith("jdbc:h2:")) {
      return h2(url, user == null ? "sa" : user, password == null ? "" : password);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return postgresql(url, user, password);
    }
    if (url.startsWith("jdbc:sqlite:")) {
      return sqlite(url);
    }
    if (url.startsWith("jdbc:mariadb:")) {
      return mariadb(url, user, password);
    }
    if (url.startsWith("jdbc:mysql:")) {
      return mariadb(withParameter(url, "permitMysqlScheme"), user, password);
    }
    throw new InvalidInputException(
        "--jdbc-url names a database that is not supported; supported are jdbc:h2:,"
            + " jdbc:postgresql:, jdbc:sqlite:, jdbc:mariadb: and jdbc:mysql:");
  }

  /**
   * Of its own for each call, so that what one command recorded is not known to the next one of the
   * same program.
   */
  static DataSource inMemory() {
    return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  /** Beside the jar, one for each file of claims; without H2's trace, which would quote them. */
  static DataSource ofFile(ClaimFile file) {
    Path database = besideTheProgram().resolve("claims-" + file.contentHash().substring(0, 16));
    String url = "jdbc:h2:file:" + database.toAbsolutePath();
    return h2(url + ";DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0", "sa", "");
  }

  private static Path besideTheProgram() {
    try {
      Path program =
          Path.of(Quickstart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = program.toAbsolutePath().getParent();
      return folder != null && Files.isWritable(folder) ? folder : Path.of("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataSource h2(String url, String user, String password) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    dataSource.setUser(user);
    dataSource.setPassword(password);
    return dataSource;
  }

  private static DataSource postgresql(
      String url, @Nullable String user, @Nullable String password) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url);
    dataSource.setReWriteBatchedInserts(true);
    if (user != null) {
      dataSource.setUser(user);
    }
    if (password != null) {
      dataSource.setPassword(password);
    }
    return dataSource;
  }

  private static DataSource sqlite(String url) {
    SQLiteDataSource dataSource = new SqliteFile();
    dataSource.setUrl(
        SQLITE_SETTINGS.stream().reduce(url, (whole, setting) -> withSetting(whole, setting)));
    return dataSource;
  }

  /** Has no settings but those of its URL, which the driver's own would have in their place. */
  private static final class SqliteFile extends SQLiteDataSource {
    @Override
    public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
        throws SQLException {
      return JDBC.createConnection(getUrl(), new Properties());
    }
  }

  /** What the URL says itself stays as it is. */
  private static String withSetting(String url, String setting) {
    String name = setting.substring(0, setting.indexOf('=') + 1);
    return url.contains(name) ? url : withParameter(url, setting);
  }

  private static String withParameter(String url, String parameter) {
    return url + (url.contains("?") ? "&" : "?") + parameter;
  }

  /** MariaDB's driver talks to MySQL too. */
  private static DataSource mariadb(String url, @Nullable String user, @Nullable String password) {
    try {
      MariaDbDataSource dataSource = new MariaDbDataSource(url);
      if (user != null) {
        dataSource.setUser(user);
      }
      if (password != null) {
        dataSource.setPassword(password);
      }
      return dataSource;
    } catch (SQLException e) {
      throw new InvalidInputException("--jdbc-url is not understood by the driver of MariaDB", e);
    }
  }

  /** Works while a connection is open: an H2 without connections closes. */
  static int whileOpen(DataSource dataSource, Waiting waiting, ToIntFunction<DataSource> work) {
    DataSource patient = PatientDataSource.of(dataSource, waiting);
    try (Connection connection = patient.getConnection()) {
      try {
        return work.applyAsInt(patient);
      } finally {
        if (ServedFile.isOf(dataSource)) {
          ServedFile.leave(connection, waiting);
        }
      }
    } catch (SQLException e) {
      throw failed("connecting", e);
    }
  }

  /** Works with a pool of a connection for each thread. */
  static int whilePooled(DataSource dataSource, int threads, ToIntFunction<DataSource> work) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    config.setMaximumPoolSize(threads);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      return work.applyAsInt(pool);
    } catch (HikariPool.PoolInitializationException e) {
      throw failed("connecting", e);
    }
  }

  static InvalidInputException failed(String doing, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused) {
        return failed(doing, refused);
      }
    }
    return new InvalidInputException(doing + " failed: " + e.getClass().getSimpleName(), e);
  }

  /** One line without the driver's text, which may quote the contents of a row. */
  private static InvalidInputException failed(String doing, SQLException e) {
    String code =
        e.getSQLState() == null ? "code " + e.getErrorCode() : "SQLState " + e.getSQLState();
    return new InvalidInputException(doing + " failed: " + advice(e) + " (" + code + ")");
  }

  private static String advice(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("08") || UNREACHABLE.contains(e.getErrorCode())) {
      return "the database cannot be reached; check --jdbc-url and that it runs";
    }
    if (state.startsWith("28")) {
      return "the user was not let in; check --user and --password";
    }
    if (NO_RIGHT_STATES.contains(state) || NO_RIGHT.contains(e.getErrorCode())) {
      return "the user may not write here; give --user one who may create tables and insert";
    }
    if (e.getErrorCode() == IN_USE) {
      return "another process has the file for itself; repeat the command when it has ended";
    }
    if (CUT_OFF.contains(e.getErrorCode())) {
      return "the process that serves the database cannot be reached; check that it runs, and repeat"
          + " the command";
    }
    if (BUSY_STATES.contains(state) || BUSY.contains(e.getErrorCode())) {
      return "somebody else has locked what is needed; repeat the command when they have ended";
    }
    return "the database refused";
  }
}

package io.drift4j.examples.quickstart;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** How the program finds its database: by URL, or an H2 of its own. */
final class Databases {

  private Databases() {}

  static DataSource at(String url, @Nullable String user, @Nullable String password) {
    if (url.startsWith("jdbc:h2:")) {
      return h2(url, user == null ? "sa" : user, password == null ? "" : password);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return postgresql(url, user, password);
    }
    throw new InvalidInputException(
        "--jdbc-url names a database that is not supported; supported are jdbc:h2: and jdbc:postgresql:");
  }

  static DataSource inMemory() {
    return h2("jdbc:h2:mem:quickstart;DB_CLOSE_DELAY=-1", "sa", "");
  }

  /** Beside the jar, one for each file of claims. */
  static DataSource ofFile(ClaimFile file) {
    Path database = besideTheProgram().resolve("claims-" + file.contentHash().substring(0, 16));
    return h2("jdbc:h2:file:" + database.toAbsolutePath() + ";DB_CLOSE_DELAY=-1", "sa", "");
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

  /** Works while a connection is open: an H2 without connections closes. */
  static int whileOpen(DataSource dataSource, IntSupplier work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      return work.getAsInt();
    } catch (SQLException e) {
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
    String state = String.valueOf(e.getSQLState());
    String advice =
        state.startsWith("08")
            ? "the database cannot be reached; check --jdbc-url and that it runs"
            : state.startsWith("28")
                ? "the user was not let in; check --user and --password"
                : state.equals("42501") || state.equals("25006") || e.getErrorCode() == 90096
                    ? "the user may not write here; give --user one who may create tables and insert"
                    : "the database refused";
    return new InvalidInputException(doing + " failed: " + advice + " (SQLState " + state + ")");
  }
}

package io.drift4j.examples.quickstart;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Waits for the file of an H2 while another process has it for itself. */
final class PatientDataSource implements DataSource {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final long PAUSE_MILLIS = 100;

  private static final Set<Integer> LOCKED = Set.of(Databases.IN_USE);

  /** Also while whoever serves it to others comes, or leaves. */
  private static final Set<Integer> LOCKED_OR_NOT_YET_SERVED =
      Set.of(Databases.IN_USE, 8000, 90067, 90098, 90121, ServedFile.LEAVING);

  private final DataSource dataSource;
  private final Set<Integer> passing; // codes
  private final Waiting waiting;

  private PatientDataSource(DataSource dataSource, Set<Integer> passing, Waiting waiting) {
    this.dataSource = dataSource;
    this.passing = passing;
    this.waiting = waiting;
  }

  static DataSource of(DataSource dataSource, Waiting waiting) {
    Set<Integer> passing = ServedFile.isOf(dataSource) ? LOCKED_OR_NOT_YET_SERVED : LOCKED;
    return new PatientDataSource(dataSource, passing, waiting);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return patiently(dataSource::getConnection);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return patiently(() -> dataSource.getConnection(user, password));
  }

  private Connection patiently(Waiting.Step<Connection> connecting) throws SQLException {
    long begun = System.nanoTime();
    for (boolean said = false; ; said = true) {
      try {
        return connecting.take();
      } catch (SQLException e) {
        if (!passing.contains(e.getErrorCode())
            || System.nanoTime() - begun > LONGEST_WAIT.toNanos()) {
          throw e;
        }
        if (!said) {
          waiting.say("for the file of the database, which another process has for itself");
        }
        pause(e);
      }
    }
  }

  private static void pause(SQLException waitingFor) throws SQLException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw waitingFor;
    }
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return dataSource.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter writer) throws SQLException {
    dataSource.setLogWriter(writer);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    dataSource.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return dataSource.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return dataSource.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return dataSource.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return dataSource.isWrapperFor(type);
  }
}

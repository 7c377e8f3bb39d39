package io.drift4j.examples.quickstart;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The file of an H2 with {@code AUTO_SERVER=TRUE}: who opens it first serves it to all others, who
 * would be cut off in what they do when that process ends. So it stays until nobody is left.
 */
final class ServedFile {

  /** What H2 says to who comes while the one that serves is leaving. */
  static final int LEAVING = 90135;

  private static final List<String> SERVERS = List.of("JDBC:H2:TCP:", "JDBC:H2:SSL:");
  private static final Duration LONGEST_STAY = Duration.ofMinutes(10);
  private static final int PAUSE_MILLIS = 100;

  private static final String IS_SERVED_BY_ANOTHER =
      """
      select server is not null from information_schema.sessions where session_id = session_id()
      """;

  private static final String HAS_OTHERS =
      """
      select exists (select 1 from information_schema.sessions where server is not null)
      """;

  private final Connection connection;

  private ServedFile(Connection connection) {
    this.connection = connection;
  }

  static boolean isOf(DataSource dataSource) {
    return dataSource instanceof JdbcDataSource h2 && isOf(h2.getURL().toUpperCase(Locale.ROOT));
  }

  private static boolean isOf(String url) {
    return url.contains("AUTO_SERVER=TRUE") && SERVERS.stream().noneMatch(url::startsWith);
  }

  /**
   * Waits until nobody else is served by this process, and lets nobody in from then on. What was
   * done is done, whatever the database says to this.
   *
   * @param connection the last one that this process has
   */
  static void leave(Connection connection, Waiting waiting) {
    ServedFile file = new ServedFile(connection);
    try {
      if (!file.isFreeToLeave()) {
        waiting.during(
            file::stay, "for other processes, to which this one serves the file of the database");
      }
    } catch (SQLException e) {
      // Not ours to close, or gone already.
    }
  }

  private boolean stay() throws SQLException {
    long begun = System.nanoTime();
    while (!isFreeToLeave()) {
      if (System.nanoTime() - begun > LONGEST_STAY.toNanos() || !pause()) {
        return false;
      }
    }
    return true;
  }

  /** Asks twice: who has come before the door was shut is heard, and let work. */
  private boolean isFreeToLeave() throws SQLException {
    if (asks(IS_SERVED_BY_ANOTHER)) {
      return true;
    }
    if (asks(HAS_OTHERS)) {
      return false;
    }
    execute("set exclusive 1");
    if (!asks(HAS_OTHERS)) {
      return true;
    }
    execute("set exclusive 0");
    return false;
  }

  private boolean asks(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

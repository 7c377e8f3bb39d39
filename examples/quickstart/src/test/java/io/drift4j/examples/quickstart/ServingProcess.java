package io.drift4j.examples.quickstart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Serves the file of an H2, holds the turn to load, says so, and goes on until it is killed. */
final class ServingProcess {

  private ServingProcess() {}

  /**
   * Begins.
   *
   * @param arguments the URL
   * @throws Exception if it cannot
   */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection(arguments[0], "sa", "")) {
      hold(connection);
      System.err.println("holds the turn");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static void hold(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select turn from claim_turn for update");
    }
  }
}

package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Somebody's transaction that has done something and is not ended until it is closed. */
final class OpenTransaction implements AutoCloseable {

  private final Connection connection;

  private OpenTransaction(Connection connection) {
    this.connection = connection;
  }

  static OpenTransaction of(TestDatabase database, String... statements) throws SQLException {
    Connection connection = database.dataSource().getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return new OpenTransaction(connection);
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}

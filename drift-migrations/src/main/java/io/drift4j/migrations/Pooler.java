package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A pooler between us and PostgreSQL that gives a session to whoever has a transaction, such as
 * PgBouncer in transaction mode. Flyway's lock belongs to the session: there it would protect
 * nobody, and stay behind for others to stumble over.
 */
final class Pooler {

  private Pooler() {}

  static void refuse(Target target) {
    if (target.ask(Pooler::isBetween) && target.ask(first -> sharesSessions(first, target))) {
      throw Trouble.POOLER.exception(
          "connections come from a pooler that shares sessions, such as PgBouncer in transaction"
              + " mode; nothing was done; migrate through a connection to PostgreSQL itself, or"
              + " through a pool in session mode");
    }
  }

  /** A pooler invents the number by which clients cancel; a server takes that of its process. */
  private static boolean isBetween(Connection connection) throws SQLException {
    return announced(connection).filter(pid -> pid != 0).isPresent()
        && !announced(connection).equals(Optional.of(backend(connection)));
  }

  /** The process that the driver was told; by reflection, since hosts bring the driver. */
  private static Optional<Integer> announced(Connection connection) throws SQLException {
    try {
      Class<?> type =
          Class.forName("org.postgresql.PGConnection", false, Pooler.class.getClassLoader());
      return connection.isWrapperFor(type)
          ? Optional.of((int) type.getMethod("getBackendPID").invoke(connection.unwrap(type)))
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /**
   * One connection whose sessions take turns, or two that are open at the same time and meet in one
   * session.
   */
  private static boolean sharesSessions(Connection first, Target target) throws SQLException {
    int before = inTransactionOfItsOwn(first);
    return inTransactionOfItsOwn(first) != before
        || target.ask(second -> inTransaction(second) == before || backend(first) != before);
  }

  private static int inTransactionOfItsOwn(Connection connection) throws SQLException {
    int process = backend(connection);
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    return process;
  }

  /** Its session stays taken until the connection is closed, which rolls the transaction back. */
  private static int inTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(connection.getAutoCommit() ? "begin" : "select 1");
    }
    return backend(connection);
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}

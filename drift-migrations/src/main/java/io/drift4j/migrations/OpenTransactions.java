package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may be in the way: the oldest transactions of others, as far as the user may see them. */
final class OpenTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(DriftMigrations.class);

  private OpenTransactions() {}

  /** Empty if there are none, or nobody can tell. */
  static String of(Target target) {
    String query = target.vendor().openTransactions();
    return query.isEmpty() ? "" : target.ask(connection -> list(connection, query));
  }

  /** Whoever explains a failure must not fail: without the right to see others, there are none. */
  private static String list(Connection connection, String query) {
    StringJoiner sessions = new StringJoiner(", ");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        sessions.add(row.getString(1));
      }
    } catch (SQLException e) {
      LOG.debug("Cannot see who is in the way: {}", SqlError.of(e));
    }
    return sessions.toString();
  }
}

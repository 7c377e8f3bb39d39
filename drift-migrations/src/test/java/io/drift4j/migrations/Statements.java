package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The statements of a script as a simple tool finds them: each ends where a line ends with one. */
final class Statements {

  private Statements() {}

  /** All in one session that commits each, since some prepare what the next ones use. */
  static void run(TestDatabase database, String script) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : of(script)) {
        statement.execute(sql);
      }
    }
  }

  static List<String> of(String script) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : script.lines().toList()) {
      statement.append(line).append('\n');
      if (line.endsWith(";") && !isInBlock(statement)) {
        statements.add(statement.toString());
        statement.setLength(0);
      }
    }
    if (!statement.toString().isBlank()) {
      throw new IllegalArgumentException("not ended: " + statement);
    }
    return statements;
  }

  /** Between the dollars of PostgreSQL, a pair of which begins a block and another ends it. */
  private static boolean isInBlock(CharSequence statement) {
    return statement.toString().split("\\$\\$", -1).length % 2 == 0;
  }
}

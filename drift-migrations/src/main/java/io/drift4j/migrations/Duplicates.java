package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that are stored more than once, so that the unique index cannot be built. */
final class Duplicates {

  /** Named in the message; more would not fit a line. */
  private static final int NAMED = 10;

  private static final String SQL =
      """
      select run_id, metric_id, view_name, segment_key, count(*)
      from %sevent
      group by run_id, metric_id, view_name, segment_key
      having count(*) > 1
      order by run_id, metric_id, view_name, segment_key
      """;

  private Duplicates() {}

  static void refuse(Target target) {
    List<String> keys = target.ask(connection -> keys(connection, target));
    if (!keys.isEmpty()) {
      throw Trouble.DUPLICATES.exception(
          "events stored more than once: %d, by run_id/metric_id/view_name/segment_key: %s%s;"
              + " keep one row of each and call migrate() again",
          keys.size(),
          String.join(", ", keys.subList(0, Math.min(NAMED, keys.size()))),
          keys.size() > NAMED ? ", …" : "");
    }
  }

  private static List<String> keys(Connection connection, Target target) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL.formatted(qualifier(statement, target)))) {
      List<String> keys = new ArrayList<>();
      while (row.next()) {
        keys.add(key(row));
      }
      return keys;
    }
  }

  private static String qualifier(Statement statement, Target target) throws SQLException {
    @Nullable String schema = target.schema();
    String prefix = target.tablePrefix();
    return schema == null ? prefix : statement.enquoteIdentifier(schema, true) + "." + prefix;
  }

  private static String key(ResultSet row) throws SQLException {
    return "%s/%s/%s/%s (%d rows)"
        .formatted(
            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5));
  }
}

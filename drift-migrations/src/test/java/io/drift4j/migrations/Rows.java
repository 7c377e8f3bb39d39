package io.drift4j.migrations;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Rows of runs, events and dimensions, and all that is stored of them. */
final class Rows {

  private Rows() {}

  static void insertRun(TestDatabase database) throws SQLException {
    DriftMigrationsContract.insertRun(database);
  }

  /** An event with two dimensions. */
  static void insertEvent(TestDatabase database, String id, String segmentKey) throws SQLException {
    DriftMigrationsContract.insertEvent(database, id, segmentKey);
    for (int position : new int[] {0, 1}) {
      Sql.insert(
          database,
          "drift_event_dimension",
          Map.of("event_id", id, "position", position, "dimension_value", "of " + id));
    }
  }

  static List<String> events(TestDatabase database) throws SQLException {
    return Sql.rows(database, "select event_id from drift_event order by 1");
  }

  static List<String> dimensions(TestDatabase database) throws SQLException {
    return Sql.rows(database, "select event_id, position from drift_event_dimension order by 1, 2");
  }

  static List<List<String>> all(TestDatabase database) throws SQLException {
    return List.of(
        Sql.rows(database, "select * from drift_run order by run_id"),
        Sql.rows(database, "select * from drift_event order by event_id"),
        Sql.rows(database, "select * from drift_event_dimension order by event_id, position"));
  }
}

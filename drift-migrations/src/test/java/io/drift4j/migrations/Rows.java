package io.drift4j.migrations;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of runs, events and segments, and all that is stored of them. */
final class Rows {

  /** What refers to another table stands after it. */
  static final List<String> TABLES =
      List.of("drift_run", "drift_run_count", "drift_event", "drift_verdict", "drift_segment");

  private Rows() {}

  /** A run with one number that it counted, and one verdict. */
  static void insertRun(TestDatabase database) throws SQLException {
    DriftMigrationsContract.insertRun(database);
    Sql.insert(database, "drift_run_count", Map.of("run_id", "run"));
    Sql.insert(database, "drift_verdict", Map.of("run_id", "run", "undecided_because", "few"));
  }

  /** An event, and the two dimensions of its segment unless another event has it as well. */
  static void insertEvent(TestDatabase database, String id, String segmentKey) throws SQLException {
    DriftMigrationsContract.insertEvent(database, id, segmentKey);
    if (!dimensions(database).contains(segmentKey + "|0")) {
      for (int position : new int[] {0, 1}) {
        Sql.insert(
            database,
            "drift_segment",
            Map.of("segment_key", segmentKey, "position", position, "dimension_value", "of " + id));
      }
    }
  }

  static List<String> events(TestDatabase database) throws SQLException {
    return Sql.rows(database, "select event_id from drift_event order by 1");
  }

  static List<String> dimensions(TestDatabase database) throws SQLException {
    return Sql.rows(database, "select segment_key, position from drift_segment order by 1, 2");
  }

  /** Of each table the rows, in the order of all of their columns. */
  static List<List<String>> all(TestDatabase database) throws SQLException {
    List<List<String>> all = new ArrayList<>();
    for (String table : TABLES) {
      all.add(Sql.rows(database, "select * from " + table).stream().sorted().toList());
    }
    return all;
  }
}

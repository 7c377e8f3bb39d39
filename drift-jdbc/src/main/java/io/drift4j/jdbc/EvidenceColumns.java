package io.drift4j.jdbc;

import io.drift4j.Evidence;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What was seen of an event, in the columns of its row; what was not computed is null there. */
final class EvidenceColumns {

  private EvidenceColumns() {}

  static Evidence read(ResultSet row) throws SQLException {
    Evidence.Builder evidence =
        Evidence.of(row.getString("view_name"), windows(row))
            .values(row.getDouble("baseline_value"), row.getDouble("current_value"))
            .sizes(row.getLong("baseline_sample_size"), row.getLong("current_sample_size"))
            .open(row.getLong("baseline_open"), row.getLong("current_open"));
    readTest(row, evidence);
    readInterval(row, evidence);
    readEffect(row, evidence);
    readScale(row, evidence);
    return evidence.build();
  }

  private static WindowPair windows(ResultSet row) throws SQLException {
    return new WindowPair(
        window(row, "baseline_start", "baseline_end"), window(row, "current_start", "current_end"));
  }

  private static Window window(ResultSet row, String start, String end) throws SQLException {
    return new Window(StoredRun.date(row, start), StoredRun.date(row, end));
  }

  private static void readTest(ResultSet row, Evidence.Builder evidence) throws SQLException {
    String test = row.getString("test_name");
    if (test != null) {
      evidence.test(test, row.getDouble("log_p_value"));
    }
  }

  private static void readInterval(ResultSet row, Evidence.Builder evidence) throws SQLException {
    Double low = number(row, "interval_low");
    if (low != null) {
      evidence.interval(low, row.getDouble("interval_high"));
    }
  }

  private static void readEffect(ResultSet row, Evidence.Builder evidence) throws SQLException {
    String measure = row.getString("effect_measure");
    if (measure != null) {
      evidence.effect(measure, row.getDouble("effect"));
    }
  }

  /** How much days vary, how far records were followed, and what would have been found. */
  private static void readScale(ResultSet row, Evidence.Builder evidence) throws SQLException {
    Double dispersion = number(row, "dispersion");
    if (dispersion != null) {
      evidence.dispersion(dispersion);
    }
    int horizon = row.getInt("horizon");
    if (!row.wasNull()) {
      evidence.horizon(horizon);
    }
    Double detectable = number(row, "minimum_detectable");
    if (detectable != null) {
      evidence.minimumDetectable(detectable);
    }
  }

  static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? null : number;
  }
}

package io.drift4j.jdbc;

import io.drift4j.Episode;
import io.drift4j.Watch;
import io.drift4j.WatchId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A watch without its episodes, which are rows of their own. */
record WatchRow(
    WatchId id,
    int generation,
    long version,
    @Nullable LocalDate newestAsOf,
    @Nullable LocalDate historicBefore) {

  static WatchRow of(Watch watch) {
    return new WatchRow(
        watch.id(),
        watch.generation(),
        watch.version(),
        watch.newestAsOf(),
        watch.historicBefore());
  }

  static WatchRow read(ResultSet row) throws SQLException {
    return new WatchRow(
        readId(row),
        row.getInt("generation"),
        row.getLong("watch_version"),
        Row.dateOrNull(row, "newest_as_of"),
        Row.dateOrNull(row, "historic_before"));
  }

  /** Of a row that is a watch's, or was joined with it. */
  static WatchId readId(ResultSet row) throws SQLException {
    return new WatchId(
        row.getString("customer"), row.getString("definition_id"), row.getString("source_id"));
  }

  Watch watch(List<Episode> episodes) {
    return new Watch(id, generation, version, newestAsOf, historicBefore, episodes);
  }
}

package io.drift4j.jdbc;

import io.drift4j.Opinion;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What somebody said of an episode, as a row. */
final class JudgementRow {

  private JudgementRow() {}

  /**
   * The values of a row.
   *
   * @param recordingId tells the row of one call from that of another with the same number
   */
  static @Nullable Object[] of(
      String episodeId,
      int number,
      Opinion.Statement statement,
      String recordingId,
      long nowMicros) {
    return Row.of(
        episodeId,
        number,
        statement.opinion().name(),
        statement.by(),
        statement.note(),
        recordingId,
        nowMicros);
  }

  static Opinion.Statement read(ResultSet row) throws SQLException {
    return new Opinion.Statement(
        Opinion.valueOf(row.getString("opinion")), row.getString("said_by"), row.getString("note"));
  }
}

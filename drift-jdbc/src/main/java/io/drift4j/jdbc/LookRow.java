package io.drift4j.jdbc;

import io.drift4j.EpisodeLook;
import io.drift4j.EpisodeState;
import io.drift4j.Run;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A look at an episode as a row, with the run that it was part of. */
final class LookRow {

  private LookRow() {}

  static @Nullable Object[] of(EpisodeLook look, Run run) {
    return Row.of(
        look.episodeId(),
        look.asOf(),
        run.runId(),
        look.state().name(),
        Row.orNull(look.before()),
        Row.orNull(look.now()),
        Row.orNull(look.low()),
        Row.orNull(look.high()),
        Row.orNull(look.logPValue()),
        look.undecidedBecause());
  }

  static EpisodeLook read(ResultSet row) throws SQLException {
    return new EpisodeLook(
        row.getString("episode_id"),
        Row.date(row, "as_of"),
        EpisodeState.valueOf(row.getString("episode_state")),
        Row.optionalNumber(row, "baseline_value"),
        Row.optionalNumber(row, "current_value"),
        Row.optionalNumber(row, "interval_low"),
        Row.optionalNumber(row, "interval_high"),
        Row.optionalNumber(row, "log_p_value"),
        row.getString("undecided_because"));
  }
}

package io.drift4j.jdbc;

import static io.drift4j.jdbc.Column.bigint;
import static io.drift4j.jdbc.Column.date;
import static io.drift4j.jdbc.Column.integer;
import static io.drift4j.jdbc.Column.number;
import static io.drift4j.jdbc.Column.text;

import io.drift4j.Began;
import io.drift4j.Episode;
import io.drift4j.EpisodeState;
import io.drift4j.ToldChange;
import io.drift4j.Trend;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an episode was found, which never changes, and how it stands, in the columns of its row. */
final class EpisodeColumns {

  static final List<Column> OPENING =
      List.of(
          date("opened_as_of"),
          text("view_name"),
          integer("opened_days"),
          number("yearly_p"),
          date("began"),
          date("began_earliest"),
          date("began_latest"),
          integer("is_gradual"),
          number("records_at_stake"),
          bigint("money_at_stake"),
          text("told_with"));

  static final List<Column> PROGRESS =
      List.of(
          text("episode_state"),
          date("told_as_of"),
          number("told_before"),
          number("told_now"),
          number("told_low"),
          number("told_high"),
          integer("told_horizon"),
          text("told_trend"),
          integer("is_measured"),
          date("looked_as_of"),
          date("quiet_since"),
          integer("quiet_looks"),
          date("ended_as_of"),
          integer("reopenings"));

  /** Takes the values of the progress, then the id. */
  static final String UPDATE =
      Sql.of(
          """
          update <prefix>episode
          set %s
          where episode_id = ?
          """,
          PROGRESS.stream().map(c -> c.name() + " = ?").collect(Collectors.joining(", ")));

  private EpisodeColumns() {}

  static @Nullable Object[] of(Episode.Opening opening) {
    Began began = opening.began();
    return Row.of(
        opening.asOf(),
        opening.view(),
        opening.days(),
        opening.yearlyP(),
        began.day(),
        began.earliest(),
        began.latest(),
        Row.flag(began.isGradual()),
        Row.orNull(opening.recordsAtStake()),
        Row.orNull(opening.moneyAtStake()),
        opening.toldWith());
  }

  static Episode.Opening readOpening(ResultSet row) throws SQLException {
    return new Episode.Opening(
        Row.date(row, "opened_as_of"),
        row.getString("view_name"),
        row.getInt("opened_days"),
        row.getDouble("yearly_p"),
        new Began(
            Row.date(row, "began"),
            Row.date(row, "began_earliest"),
            Row.date(row, "began_latest"),
            Row.flag(row, "is_gradual")),
        Row.optionalNumber(row, "records_at_stake"),
        Row.optionalBigint(row, "money_at_stake"),
        row.getString("told_with"));
  }

  static @Nullable Object[] of(Episode.Progress progress) {
    ToldChange told = progress.told();
    return Row.of(
        progress.state().name(),
        told.asOf(),
        told.before(),
        told.now(),
        Row.orNull(told.low()),
        Row.orNull(told.high()),
        Row.orNull(told.horizon()),
        told.trend().name(),
        Row.flag(told.isMeasured()),
        progress.lookedAsOf(),
        progress.quietSince(),
        progress.quietLooks(),
        progress.endedAsOf(),
        progress.reopenings());
  }

  static Episode.Progress readProgress(ResultSet row) throws SQLException {
    return new Episode.Progress(
        EpisodeState.valueOf(row.getString("episode_state")),
        readTold(row),
        Row.date(row, "looked_as_of"),
        Row.dateOrNull(row, "quiet_since"),
        row.getInt("quiet_looks"),
        Row.dateOrNull(row, "ended_as_of"),
        row.getInt("reopenings"));
  }

  private static ToldChange readTold(ResultSet row) throws SQLException {
    return new ToldChange(
        Row.date(row, "told_as_of"),
        row.getDouble("told_before"),
        row.getDouble("told_now"),
        Row.optionalNumber(row, "told_low"),
        Row.optionalNumber(row, "told_high"),
        Row.optionalInteger(row, "told_horizon"),
        Trend.valueOf(row.getString("told_trend")),
        Row.flag(row, "is_measured"));
  }
}

package io.drift4j.jdbc;

import io.drift4j.Notice;
import io.drift4j.NoticeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A notice as a row; its watch is in the row that is joined with it. */
final class NoticeRow {

  private NoticeRow() {}

  static @Nullable Object[] of(Notice notice, String customerKey, long nowMicros) {
    return Row.of(
        customerKey,
        notice.number(),
        notice.id(),
        notice.watch().key(),
        notice.kind().name(),
        notice.asOf(),
        Row.flag(notice.isDegrading()),
        Row.flag(notice.isHistoric()),
        Row.flag(notice.isToldElsewhere()),
        Texts.ofNames(notice.episodeIds()),
        notice.text(),
        nowMicros);
  }

  static Notice read(ResultSet row) throws SQLException {
    return new Notice(
        row.getString("notice_id"),
        WatchRow.readId(row),
        row.getLong("notice_number"),
        NoticeKind.valueOf(row.getString("kind")),
        Row.date(row, "as_of"),
        Texts.names(row.getString("episode_ids")),
        Row.flag(row, "is_degrading"),
        Row.flag(row, "is_historic"),
        Row.flag(row, "is_told_elsewhere"),
        row.getString("notice_text"));
  }
}

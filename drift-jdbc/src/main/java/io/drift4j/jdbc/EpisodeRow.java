package io.drift4j.jdbc;

import io.drift4j.Episode;
import io.drift4j.Opinion;
import io.drift4j.WatchId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An episode with what was said of it last and one of its dimensions, or none where its segment is
 * the whole population.
 */
record EpisodeRow(
    String episodeId,
    WatchId watch,
    int generation,
    String metricId,
    int metricVersion,
    String unit,
    Episode.Opening opening,
    Episode.Progress progress,
    @Nullable Opinion opinion,
    SegmentRow segment) {

  static EpisodeRow read(ResultSet row) throws SQLException {
    return new EpisodeRow(
        row.getString("episode_id"),
        WatchRow.readId(row),
        row.getInt("generation"),
        row.getString("metric_id"),
        row.getInt("metric_version"),
        row.getString("unit"),
        EpisodeColumns.readOpening(row),
        EpisodeColumns.readProgress(row),
        readOpinion(row),
        SegmentRow.read(row));
  }

  private static @Nullable Opinion readOpinion(ResultSet row) throws SQLException {
    String opinion = row.getString("opinion");
    return opinion == null ? null : Opinion.valueOf(opinion);
  }

  /** Puts the rows of each episode together, in their order. */
  static List<Episode> episodes(List<EpisodeRow> rows) {
    Map<String, List<EpisodeRow>> byEpisode =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    EpisodeRow::episodeId, LinkedHashMap::new, Collectors.toList()));
    return byEpisode.values().stream().map(EpisodeRow::episode).toList();
  }

  private static Episode episode(List<EpisodeRow> dimensions) {
    EpisodeRow first = dimensions.get(0);
    return new Episode(
        first.episodeId,
        first.watch,
        first.generation,
        first.metricId,
        first.metricVersion,
        first.unit,
        SegmentRow.segment(dimensions.stream().map(EpisodeRow::segment).toList()),
        first.opening,
        first.progress,
        first.opinion);
  }
}

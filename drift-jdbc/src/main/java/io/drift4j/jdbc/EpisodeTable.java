package io.drift4j.jdbc;

import io.drift4j.EpisodeLook;
import io.drift4j.Opinion;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/**
 * The statements on episodes, on looks at them and on what was said of them that every database
 * understands.
 */
interface EpisodeTable {

  /** One row for each dimension of each episode, with what was said of it last. */
  String SELECT =
      """
      select e.*, w.customer, w.definition_id, w.source_id, s.dimension, s.dimension_value, j.opinion
      from <prefix>episode e
      join <prefix>watch w on w.watch_key = e.watch_key
      join <prefix>segment s
        on s.customer_key = e.customer_key and s.segment_key = e.segment_key
      left join <prefix>judgement j
        on j.episode_id = e.episode_id
        and j.judgement_number = (
          select max(newer.judgement_number) from <prefix>judgement newer
          where newer.episode_id = e.episode_id)
      """;

  /** Those of a generation that go on, or that ended after a day. */
  @SqlQuery(
      SELECT
          + """
          where e.watch_key = :watchKey and e.generation = :generation
            and (e.ended_as_of is null or e.ended_as_of > :day)
          order by e.episode_id, s.position
          """)
  List<EpisodeRow> notEndedBy(
      @Bind("watchKey") String watchKey,
      @Bind("generation") int generation,
      @Bind("day") LocalDate day);

  @SqlQuery(SELECT + "where e.episode_id = :episodeId order by s.position")
  List<EpisodeRow> find(@Bind("episodeId") String episodeId);

  /** Those of the newest generation of each watch; a null condition is none. */
  @SqlQuery(
      SELECT
          + """
          where w.customer_key = :customerKey
            and w.definition_id = coalesce(:definitionId, w.definition_id)
            and e.generation = w.generation
            and (:onlyOpen = 0 or e.ended_as_of is null)
          order by e.opened_as_of, e.episode_id, s.position
          """)
  List<EpisodeRow> newest(
      @Bind("customerKey") String customerKey,
      @Bind("definitionId") @Nullable String definitionId,
      @Bind("onlyOpen") int onlyOpen);

  @SqlQuery(
      SELECT + "where e.told_with = :episodeId order by e.opened_as_of, e.episode_id, s.position")
  List<EpisodeRow> toldWith(@Bind("episodeId") String episodeId);

  /** Those that go on in a customer's other watches, of the newest generation of each. */
  @SqlQuery(
      SELECT
          + """
          where w.customer_key = :customerKey
            and w.watch_key <> :watchKey
            and e.generation = w.generation
            and e.ended_as_of is null
          order by e.episode_id, s.position
          """)
  List<EpisodeRow> openElsewhere(
      @Bind("customerKey") String customerKey, @Bind("watchKey") String watchKey);

  @SqlQuery("select * from <prefix>look where episode_id = :episodeId order by as_of")
  List<EpisodeLook> looks(@Bind("episodeId") String episodeId);

  @SqlQuery("select count(*) from <prefix>episode where episode_id = :episodeId")
  int count(@Bind("episodeId") String episodeId);

  @SqlQuery(
      """
      select opinion, said_by, note from <prefix>judgement
      where episode_id = :episodeId
      order by judgement_number
      """)
  List<Opinion.Statement> statements(@Bind("episodeId") String episodeId);

  @SqlQuery(
      """
      select count(*) from <prefix>judgement
      where episode_id = :episodeId and recording_id = :recordingId
      """)
  int countRecordedBy(@Bind("episodeId") String episodeId, @Bind("recordingId") String recordingId);

  @SqlQuery(
      """
      select coalesce(max(judgement_number), 0) from <prefix>judgement
      where episode_id = :episodeId
      """)
  int lastJudgement(@Bind("episodeId") String episodeId);

  /** Who has a number, with a clause that sees what was committed last. */
  @SqlQuery(
      """
      select recording_id from <prefix>judgement
      where episode_id = :episodeId and judgement_number = :number
      <lastCommitted>
      """)
  Optional<String> recordingOf(
      @Bind("episodeId") String episodeId,
      @Bind("number") int number,
      @Define("lastCommitted") String lastCommitted);
}

package io.drift4j.jdbc;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements that find and delete what is not kept any more, on every database. */
interface RetentionTable {

  @SqlQuery("select customer from <prefix>customer order by customer_key")
  List<String> customers();

  // ---- runs, with what is of them

  @SqlQuery(
      """
      select run_id from <prefix>run
      where customer_key = :customerKey and as_of < :before and status <> 'RUNNING'
      order by as_of, run_id
      <limit>
      """)
  List<String> runsBefore(
      @Bind("customerKey") String customerKey,
      @Bind("before") LocalDate before,
      @Define("limit") String limit);

  @SqlQuery(
      """
      select run_id from <prefix>run
      where customer_key = :customerKey
      order by as_of, run_id
      <limit>
      """)
  List<String> runs(@Bind("customerKey") String customerKey, @Define("limit") String limit);

  @SqlUpdate("delete from <prefix>verdict where run_id in (<runIds>)")
  void deleteVerdicts(@BindList("runIds") List<String> runIds);

  @SqlUpdate("delete from <prefix>event where run_id in (<runIds>)")
  void deleteEvents(@BindList("runIds") List<String> runIds);

  @SqlUpdate("delete from <prefix>run_count where run_id in (<runIds>)")
  void deleteCounts(@BindList("runIds") List<String> runIds);

  @SqlUpdate("delete from <prefix>run where run_id in (<runIds>)")
  void deleteRuns(@BindList("runIds") List<String> runIds);

  // ---- episodes, with what is of them

  @SqlQuery("select * from <prefix>watch where customer_key = :customerKey order by watch_key")
  List<WatchRow> watches(@Bind("customerKey") String customerKey);

  /** Those that nobody looked at since a day, and that ended too long ago to be remembered. */
  @SqlQuery(
      """
      select episode_id from <prefix>episode
      where watch_key = :watchKey and looked_as_of < :before
        and (generation < :generation or ended_as_of <= :forgotten)
      order by episode_id
      <limit>
      """)
  List<String> episodesBefore(
      @Bind("watchKey") String watchKey,
      @Bind("generation") int generation,
      @Bind("before") LocalDate before,
      @Bind("forgotten") LocalDate forgotten,
      @Define("limit") String limit);

  @SqlQuery(
      """
      select episode_id from <prefix>episode
      where watch_key = :watchKey
      order by episode_id
      <limit>
      """)
  List<String> episodes(@Bind("watchKey") String watchKey, @Define("limit") String limit);

  @SqlUpdate("delete from <prefix>judgement where episode_id in (<episodeIds>)")
  void deleteJudgements(@BindList("episodeIds") List<String> episodeIds);

  @SqlUpdate("delete from <prefix>look where episode_id in (<episodeIds>)")
  void deleteLooks(@BindList("episodeIds") List<String> episodeIds);

  @SqlUpdate("delete from <prefix>episode where episode_id in (<episodeIds>)")
  void deleteEpisodes(@BindList("episodeIds") List<String> episodeIds);

  // ---- notices

  @SqlQuery(
      """
      select notice_number from <prefix>notice
      where customer_key = :customerKey and as_of < :before
      order by notice_number
      <limit>
      """)
  List<Long> noticesBefore(
      @Bind("customerKey") String customerKey,
      @Bind("before") LocalDate before,
      @Define("limit") String limit);

  @SqlQuery(
      """
      select notice_number from <prefix>notice
      where customer_key = :customerKey
      order by notice_number
      <limit>
      """)
  List<Long> notices(@Bind("customerKey") String customerKey, @Define("limit") String limit);

  @SqlUpdate(
      """
      delete from <prefix>notice
      where customer_key = :customerKey and notice_number in (<numbers>)
      """)
  void deleteNotices(
      @Bind("customerKey") String customerKey, @BindList("numbers") List<Long> numbers);

  // ---- what remains

  /** Those that no event, verdict or episode of the customer is about any more. */
  @SqlUpdate(
      """
      delete from <prefix>segment
      where customer_key = :customerKey
        and segment_key not in (
          select e.segment_key from <prefix>run r
          join <prefix>event e on e.run_id = r.run_id
          where r.customer_key = :customerKey)
        and segment_key not in (
          select v.segment_key from <prefix>run r
          join <prefix>verdict v on v.run_id = r.run_id
          where r.customer_key = :customerKey)
        and segment_key not in (
          select e.segment_key from <prefix>watch w
          join <prefix>episode e on e.watch_key = w.watch_key
          where w.customer_key = :customerKey)
      """)
  void deleteUnusedSegments(@Bind("customerKey") String customerKey);

  @SqlUpdate("delete from <prefix>watch where customer_key = :customerKey")
  void deleteWatches(@Bind("customerKey") String customerKey);

  @SqlUpdate("delete from <prefix>notice_cursor where customer_key = :customerKey")
  void deleteCursors(@Bind("customerKey") String customerKey);

  @SqlUpdate("delete from <prefix>customer where customer_key = :customerKey")
  void deleteCustomer(@Bind("customerKey") String customerKey);
}

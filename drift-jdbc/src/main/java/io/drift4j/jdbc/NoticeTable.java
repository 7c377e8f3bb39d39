package io.drift4j.jdbc;

import io.drift4j.Notice;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on notices and on who has dealt with which that every database understands. */
interface NoticeTable {

  /** What a feed does not leave out. */
  String WANTED =
      """
       (n.is_degrading = 1 or :degradingOnly = 0)
        and (n.is_historic = 0 or :withHistoric = 1)
        and (n.is_told_elsewhere = 0 or :withToldElsewhere = 1)
      """;

  /** Customers without news are passed over by their own row. */
  @SqlQuery(
      """
      select n.*, w.customer, w.definition_id, w.source_id
      from <prefix>customer k
      left join <prefix>notice_cursor c
        on c.consumer = :consumer and c.customer_key = k.customer_key
      join <prefix>notice n
        on n.customer_key = k.customer_key
        and n.notice_number > coalesce(c.notice_number, 0)
      join <prefix>watch w on w.watch_key = n.watch_key
      where k.last_notice_number > coalesce(c.notice_number, 0) and\
      """
          + WANTED
          + """
          order by n.customer_key, n.notice_number
          <limit>
          """)
  List<Notice> unread(
      @Bind("consumer") String consumer,
      @Bind("degradingOnly") int degradingOnly,
      @Bind("withHistoric") int withHistoric,
      @Bind("withToldElsewhere") int withToldElsewhere,
      @Define("limit") String limit);

  /** The first that a consumer has not dealt with, of a customer's before a number. */
  @SqlQuery(
      """
      select min(n.notice_number)
      from <prefix>notice n
      where n.customer_key = :customerKey
        and n.notice_number > coalesce(
          (select c.notice_number from <prefix>notice_cursor c
            where c.consumer = :consumer and c.customer_key = :customerKey), 0)
        and n.notice_number < :number and\
      """
          + WANTED)
  Optional<Long> firstUnread(
      @Bind("consumer") String consumer,
      @Bind("customerKey") String customerKey,
      @Bind("number") long number,
      @Bind("degradingOnly") int degradingOnly,
      @Bind("withHistoric") int withHistoric,
      @Bind("withToldElsewhere") int withToldElsewhere);

  /** What was acknowledged stays so. */
  @SqlUpdate(
      """
      update <prefix>notice_cursor set notice_number = :number
      where consumer = :consumer and customer_key = :customerKey and notice_number < :number
      """)
  void advance(
      @Bind("consumer") String consumer,
      @Bind("customerKey") String customerKey,
      @Bind("number") long number);

  /** Under the customer's lock, or else this takes it. */
  @SqlUpdate(
      """
      update <prefix>customer set last_notice_number = last_notice_number + :more
      where customer_key = :customerKey
      """)
  void count(@Bind("customerKey") String customerKey, @Bind("more") int more);

  @SqlQuery("select last_notice_number from <prefix>customer where customer_key = :customerKey")
  long lastNumber(@Bind("customerKey") String customerKey);
}

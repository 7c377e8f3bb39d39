package io.drift4j.jdbc;

import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import io.drift4j.Run;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The notices in a database that a consumer has not dealt with. */
final class JdbiNoticeFeed implements NoticeFeed {

  private static final int AT_A_TIME = 1_000;

  private final Storage storage;
  private final String consumer;
  private final boolean degradingOnly;
  private final boolean withHistoric;
  private final boolean withToldElsewhere;

  private JdbiNoticeFeed(
      Storage storage,
      String consumer,
      boolean degradingOnly,
      boolean withHistoric,
      boolean withToldElsewhere) {
    this.storage = storage;
    this.consumer = consumer;
    this.degradingOnly = degradingOnly;
    this.withHistoric = withHistoric;
    this.withToldElsewhere = withToldElsewhere;
  }

  static NoticeFeed of(Storage storage, String consumer) {
    return new JdbiNoticeFeed(storage, NoticeFeed.requireName(consumer), false, false, false);
  }

  @Override
  public List<Notice> unread() {
    return storage.read("reading notices", this::unread);
  }

  private List<Notice> unread(Handle handle) {
    return notices(handle)
        .unread(
            consumer,
            Row.flag(degradingOnly),
            Row.flag(withHistoric),
            Row.flag(withToldElsewhere),
            storage.dialect().limit(AT_A_TIME));
  }

  @Override
  public void acknowledge(Notice notice) {
    storage.write("acknowledging a notice", handle -> acknowledge(handle, notice));
  }

  /** Nobody is locked: the place only advances, so what was looked at before it still holds. */
  private boolean acknowledge(Handle handle, Notice notice) {
    String customerKey = Run.customerKey(notice.watch().customer());
    NoticeTable table = notices(handle);
    requireFirst(table, customerKey, notice);
    storage
        .dialect()
        .insertIfAbsent(
            handle,
            Table.NOTICE_CURSOR,
            List.<@Nullable Object[]>of(Row.of(consumer, customerKey, 0L)));
    table.advance(consumer, customerKey, notice.number());
    return true;
  }

  private void requireFirst(NoticeTable table, String customerKey, Notice notice) {
    table
        .firstUnread(
            consumer,
            customerKey,
            notice.number(),
            Row.flag(degradingOnly),
            Row.flag(withHistoric),
            Row.flag(withToldElsewhere))
        .ifPresent(
            earlier -> {
              throw new IllegalStateException(
                  "notice "
                      + notice.number()
                      + " of a customer cannot be acknowledged before notice "
                      + earlier
                      + ", which "
                      + consumer
                      + " has not dealt with; acknowledge them in their order");
            });
  }

  @Override
  public NoticeFeed degrading() {
    return new JdbiNoticeFeed(storage, consumer, true, withHistoric, withToldElsewhere);
  }

  @Override
  public NoticeFeed withHistoric() {
    return new JdbiNoticeFeed(storage, consumer, degradingOnly, true, withToldElsewhere);
  }

  @Override
  public NoticeFeed withToldElsewhere() {
    return new JdbiNoticeFeed(storage, consumer, degradingOnly, withHistoric, true);
  }

  private static NoticeTable notices(Handle handle) {
    return handle.attach(NoticeTable.class);
  }
}

package io.drift4j.jdbc;

import org.jdbi.v3.core.Handle;

/** How a database itself tells what its sessions are doing. */
enum Sight {
  POSTGRESQL(
      """
      select count(*) from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()
      """,
      """
      select count(*) from pg_stat_activity
      where backend_xid is not null and datname = current_database()
      """),
  H2(
      "select count(*) from information_schema.sessions where blocker_id is not null",
      "select count(*) from information_schema.sessions where contains_uncommitted"),
  SQLITE("select 0", "select 0"),
  MARIADB(
      """
      select count(*) from information_schema.innodb_trx t
      join information_schema.processlist p on p.id = t.trx_mysql_thread_id
      where t.trx_state = 'LOCK WAIT' and p.db = database()
      """,
      """
      select count(*) from information_schema.innodb_trx t
      join information_schema.processlist p on p.id = t.trx_mysql_thread_id
      where p.db = database()
      """),
  /** Its statements, wherever they run. */
  MYSQL(MARIADB.waiting, MARIADB.open),
  /** In its process list stand statements of others, which it cannot always convert. */
  MYSQL_SERVER(
      """
      select count(*) from information_schema.innodb_trx t
      join performance_schema.threads p on p.processlist_id = t.trx_mysql_thread_id
      where t.trx_state = 'LOCK WAIT' and p.processlist_db = database()
      """,
      """
      select count(*) from information_schema.innodb_trx t
      join performance_schema.threads p on p.processlist_id = t.trx_mysql_thread_id
      where p.processlist_db = database()
      """);

  private final String waiting;
  private final String open;

  Sight(String waiting, String open) {
    this.waiting = waiting;
    this.open = open;
  }

  static Sight of(Vendor vendor) {
    return valueOf(vendor.name());
  }

  /** How many sessions wait for a lock. */
  int waiting(Handle handle) {
    return count(handle, waiting);
  }

  /** How many transactions have written or locked something. */
  int open(Handle handle) {
    return count(handle, open);
  }

  private int count(Handle handle, String statement) {
    awaitNews();
    return handle.createQuery(statement).mapTo(Integer.class).one();
  }

  /** InnoDB tells the same again to whoever asks more often than every 0.1 s. */
  private void awaitNews() {
    if (this == MARIADB || this == MYSQL || this == MYSQL_SERVER) {
      try {
        Thread.sleep(150);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}

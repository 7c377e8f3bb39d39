package io.drift4j.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores for one test after the other, which look at nothing but our tables: a database that is
 * emptied costs a tenth of one that is made.
 */
final class EmptyStores {

  /** Those that a test has closed, by row. */
  private static final Map<DatabaseRow, Queue<Setup>> CLOSED = new ConcurrentHashMap<>();

  private EmptyStores() {}

  static JdbcStore of(DatabaseRow row) {
    Queue<Setup> closed = CLOSED.computeIfAbsent(row, any -> new ConcurrentLinkedQueue<>());
    Setup free = closed.poll();
    Setup setup = free == null ? row.open() : emptied(free);
    return new JdbcStore(setup, () -> closed.add(setup));
  }

  /** Tables before those that they refer to. */
  private static Setup emptied(Setup setup) {
    List<Table> tables = new ArrayList<>(Table.ALL);
    Collections.reverse(tables);
    try (Handle handle = Jdbi.open(setup.place().dataSource())) {
      tables.forEach(
          table -> handle.execute("delete from " + setup.qualifiedPrefix() + table.name()));
    }
    return setup;
  }
}

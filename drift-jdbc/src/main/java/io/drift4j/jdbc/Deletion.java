package io.drift4j.jdbc;

import io.drift4j.Pruned;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction deletes of a customer: so much that nobody waits long for it. Whether more
 * is left is known by whether it was as much as may be.
 */
final class Deletion {

  static final int RUNS = 20;
  static final int EPISODES = 100;
  static final int NOTICES = 500;

  private final RetentionTable table;
  private final Dialect dialect;
  private final String customerKey;
  private final @Nullable LocalDate before; // null: all of it
  private Pruned deleted = Pruned.nothing();

  Deletion(Handle handle, Dialect dialect, String customerKey, @Nullable LocalDate before) {
    this.table = handle.attach(RetentionTable.class);
    this.dialect = dialect;
    this.customerKey = customerKey;
    this.before = before;
  }

  Deletion some() {
    List<String> runs = runs();
    List<String> episodes = episodes();
    List<Long> notices = notices();
    unlessEmpty(runs, this::deleteRuns);
    unlessEmpty(episodes, this::deleteEpisodes);
    unlessEmpty(notices, numbers -> table.deleteNotices(customerKey, numbers));
    deleted = new Pruned(runs.size(), episodes.size(), notices.size(), List.of());
    return this;
  }

  Pruned deleted() {
    return deleted;
  }

  boolean isLast() {
    return deleted.runs() < RUNS && deleted.episodes() < EPISODES && deleted.notices() < NOTICES;
  }

  private static <T> void unlessEmpty(List<T> keys, Consumer<List<T>> delete) {
    if (!keys.isEmpty()) {
      delete.accept(keys);
    }
  }

  // ---- found

  private List<String> runs() {
    String limit = dialect.limit(RUNS);
    return before == null
        ? table.runs(customerKey, limit)
        : table.runsBefore(customerKey, before, limit);
  }

  private List<String> episodes() {
    List<String> ids = new ArrayList<>();
    for (WatchRow watch : table.watches(customerKey)) {
      if (ids.size() < EPISODES) {
        ids.addAll(episodes(watch, dialect.limit(EPISODES - (long) ids.size())));
      }
    }
    return ids;
  }

  private List<String> episodes(WatchRow watch, String limit) {
    String key = watch.id().key();
    return before == null
        ? table.episodes(key, limit)
        : table.episodesBefore(
            key, watch.generation(), before, Watches.forgottenBy(watch.newestAsOf()), limit);
  }

  private List<Long> notices() {
    String limit = dialect.limit(NOTICES);
    return before == null
        ? table.notices(customerKey, limit)
        : table.noticesBefore(customerKey, before, limit);
  }

  // ---- deleted

  private void deleteRuns(List<String> runIds) {
    table.deleteVerdicts(runIds);
    table.deleteEvents(runIds);
    table.deleteCounts(runIds);
    table.deleteRuns(runIds);
  }

  private void deleteEpisodes(List<String> episodeIds) {
    table.deleteJudgements(episodeIds);
    table.deleteLooks(episodeIds);
    table.deleteEpisodes(episodeIds);
  }

  void deleteUnusedSegments() {
    table.deleteUnusedSegments(customerKey);
  }

  /** When nothing is left that refers to it. */
  void deleteCustomer() {
    deleteUnusedSegments();
    table.deleteWatches(customerKey);
    table.deleteCursors(customerKey);
    table.deleteCustomer(customerKey);
  }
}

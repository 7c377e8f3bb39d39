package io.drift4j.jdbc;

import io.drift4j.Episode;
import io.drift4j.Folded;
import io.drift4j.Notice;
import io.drift4j.Remembered;
import io.drift4j.Run;
import io.drift4j.TransientDriftException;
import io.drift4j.Watch;
import io.drift4j.WatchId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is remembered of changes: read before a run is computed, and kept together with it. */
final class Watches {

  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

  private final Handle handle;

  Watches(Handle handle) {
    this.handle = handle;
  }

  // ---- read

  /** As the transaction sees it. */
  Remembered remembered(List<Run> runs) {
    return Remembered.of(
        idsOf(runs)
            .flatMap(id -> table().find(id.key()).stream())
            .map(row -> row.watch(episodes(row)))
            .toList());
  }

  private static Stream<WatchId> idsOf(List<Run> runs) {
    return runs.stream().filter(Run::isWatched).map(WatchId::of).distinct();
  }

  /** Those that a look depends on. */
  private List<Episode> episodes(WatchRow row) {
    return row.newestAsOf() == null
        ? List.of()
        : EpisodeRow.episodes(
            handle
                .attach(EpisodeTable.class)
                .notEndedBy(row.id().key(), row.generation(), forgottenBy(row.newestAsOf())));
  }

  /** What had ended by then is not remembered; all is, before the first look. */
  static LocalDate forgottenBy(@Nullable LocalDate newest) {
    LocalDate day = newest == null ? FIRST_DAY : newest.minusDays(Watch.MEMORY);
    return day.isBefore(FIRST_DAY) ? FIRST_DAY : day;
  }

  /**
   * Refuses to go on where a transaction of the caller's shows a watch as it was when that began. A
   * watch that is not there in it cannot be inserted twice.
   */
  void requireLastCommitted(List<Run> runs, Dialect dialect) {
    idsOf(runs).forEach(id -> requireLastCommitted(id, dialect));
  }

  private void requireLastCommitted(WatchId id, Dialect dialect) {
    Optional<WatchRow> seen = table().find(id.key());
    if (seen.isPresent() && !seen.equals(table().find(id.key(), dialect.lastCommitted()))) {
      throw moved(id);
    }
  }

  // ---- kept

  /** All of it, or in the end nothing: somebody may have been faster, where nobody is locked. */
  List<Notice> keep(Run run, Folded computed, Inserts inserts) {
    Folded folded = toldOnce(run, computed);
    inserts.watch(folded.watch().id());
    move(folded.before(), folded.watch());
    inserts.episodes(folded.changed());
    inserts.looks(run, folded.looks());
    List<Notice> notices = numbered(run.customerKey(), folded.notices());
    inserts.notices(notices);
    return notices;
  }

  /** Whoever watches the same with another definition is not told twice. */
  private Folded toldOnce(Run run, Folded computed) {
    return computed.opensAny()
        ? computed.toldWith(
            EpisodeRow.episodes(
                handle
                    .attach(EpisodeTable.class)
                    .openElsewhere(run.customerKey(), computed.watch().id().key())))
        : computed;
  }

  private void move(long before, Watch watch) {
    int moved =
        table()
            .move(
                watch.id().key(),
                before,
                watch.generation(),
                watch.version(),
                watch.newestAsOf(),
                watch.historicBefore());
    if (moved == 0) {
      throw moved(watch.id());
    }
  }

  private static TransientDriftException moved(WatchId id) {
    return new TransientDriftException(
        OneLine.of("\"" + id.customer() + "\", " + id.definitionId() + " of " + id.sourceId())
            + " was looked at by another run, or begun anew, meanwhile; repeat it in a new"
            + " transaction");
  }

  /** Without gaps, in their order. */
  private List<Notice> numbered(String customerKey, List<Notice> notices) {
    if (notices.isEmpty()) {
      return List.of();
    }
    NoticeTable table = handle.attach(NoticeTable.class);
    table.count(customerKey, notices.size());
    long number = table.lastNumber(customerKey) - notices.size();
    List<Notice> numbered = new ArrayList<>(notices.size());
    for (Notice notice : notices) {
      numbered.add(notice.numbered(++number));
    }
    return numbered;
  }

  // ---- begun anew

  Optional<WatchRow> find(WatchId id) {
    return table().find(id.key());
  }

  /** Under the customer's lock. */
  void restart(WatchRow row) {
    move(row.version(), row.watch(List.of()).restarted());
  }

  private WatchTable table() {
    return handle.attach(WatchTable.class);
  }
}

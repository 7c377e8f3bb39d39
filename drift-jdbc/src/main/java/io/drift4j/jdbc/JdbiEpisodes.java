package io.drift4j.jdbc;

import io.drift4j.DriftException;
import io.drift4j.Episode;
import io.drift4j.EpisodeLook;
import io.drift4j.EpisodeQuery;
import io.drift4j.Episodes;
import io.drift4j.Opinion;
import io.drift4j.Run;
import io.drift4j.WatchId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The episodes in a database. */
final class JdbiEpisodes implements Episodes {

  private final Storage storage;

  JdbiEpisodes(Storage storage) {
    this.storage = storage;
  }

  @Override
  public List<Episode> find(EpisodeQuery query) {
    return storage.read("reading episodes", handle -> find(handle, query));
  }

  private static List<Episode> find(Handle handle, EpisodeQuery query) {
    return EpisodeRow.episodes(
        episodes(handle)
            .newest(
                Run.customerKey(query.customer()),
                query.definitionId(),
                Row.flag(query.onlyOpen())));
  }

  @Override
  public Optional<Episode> find(String id) {
    return storage.read(
        "reading an episode",
        handle -> EpisodeRow.episodes(episodes(handle).find(id)).stream().findFirst());
  }

  @Override
  public List<Episode> toldWith(String id) {
    return storage.read(
        "reading episodes", handle -> EpisodeRow.episodes(episodes(handle).toldWith(id)));
  }

  @Override
  public List<EpisodeLook> looks(String id) {
    return storage.read("reading looks", handle -> episodes(handle).looks(id));
  }

  @Override
  public List<Opinion.Statement> statements(String id) {
    return storage.read("reading judgements", handle -> episodes(handle).statements(id));
  }

  // ---- said

  @Override
  public void judge(String id, Opinion.Statement statement) {
    String recordingId = UUID.randomUUID().toString();
    storage.write("judging an episode", handle -> judge(handle, id, statement, recordingId));
  }

  /** Once, also where a transaction is repeated since the answer to its commit was lost. */
  private boolean judge(Handle handle, String id, Opinion.Statement statement, String recordingId) {
    EpisodeTable table = episodes(handle);
    if (table.count(id) == 0) {
      throw new DriftException("there is no episode " + id + " to be judged; look up its id");
    }
    return table.countRecordedBy(id, recordingId) > 0 || append(handle, id, statement, recordingId);
  }

  /** Nobody is locked: whoever finds a number taken takes the next one. */
  private boolean append(
      Handle handle, String id, Opinion.Statement statement, String recordingId) {
    EpisodeTable table = episodes(handle);
    int number = table.lastJudgement(id);
    do {
      number++;
      storage
          .dialect()
          .insertIfAbsent(
              handle,
              Table.JUDGEMENT,
              List.<@Nullable Object[]>of(
                  JudgementRow.of(id, number, statement, recordingId, storage.nowMicros())));
    } while (!isOurs(table, id, number, recordingId));
    return true;
  }

  private boolean isOurs(EpisodeTable table, String id, int number, String recordingId) {
    return table
        .recordingOf(id, number, storage.dialect().lastCommitted())
        .filter(recordingId::equals)
        .isPresent();
  }

  // ---- begun anew

  @Override
  public void restart(WatchId watch) {
    int generation =
        storage.read("reading a watch", handle -> requireWatch(handle, watch).generation());
    storage.writeUnlessBusy(
        busy(watch), "beginning a watch anew", handle -> restart(handle, watch, generation));
  }

  private BusyCustomer busy(WatchId watch) {
    return new BusyCustomer(storage.dialect(), watch.customer());
  }

  /** Unless it was begun anew since: by this call, say, when the answer to its commit was lost. */
  private boolean restart(Handle handle, WatchId watch, int generation) {
    if (storage.lock().isOn()) {
      busy(watch).unless(() -> lock(handle, watch));
    }
    WatchRow row = requireWatch(handle, watch);
    if (row.generation() == generation) {
      new Watches(handle).restart(row);
    }
    return true;
  }

  private String lock(Handle handle, WatchId watch) {
    return storage.customerRow().lock(handle, storage.dialect(), storage.lock(), watch.customer());
  }

  private static WatchRow requireWatch(Handle handle, WatchId watch) {
    return new Watches(handle)
        .find(watch)
        .orElseThrow(
            () ->
                new DriftException(
                    "there is no watch " + watch + " to begin anew; run its definition first"));
  }

  private static EpisodeTable episodes(Handle handle) {
    return handle.attach(EpisodeTable.class);
  }
}

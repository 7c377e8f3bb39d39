package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.Episode;
import io.drift4j.EpisodeLook;
import io.drift4j.Evidence;
import io.drift4j.Notice;
import io.drift4j.RecordedVerdict;
import io.drift4j.Run;
import io.drift4j.RunSummary;
import io.drift4j.Segment;
import io.drift4j.Verdict;
import io.drift4j.WatchId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a customer's runs: each is added unless its key is there. The values of a row stand
 * in the order of its table's columns.
 */
final class Inserts {

  private final Handle handle;
  private final Dialect dialect;
  private final String customer;
  private final String customerKey;
  private final long nowMicros;

  /** Hashes are half of what is to be done here, and most are of what came before. */
  private final Map<Segment, String> segmentKeys = new HashMap<>();

  private final Map<String, String> valueKeys = new HashMap<>();

  Inserts(Handle handle, Dialect dialect, String customer, long nowMicros) {
    this.handle = handle;
    this.dialect = dialect;
    this.customer = customer;
    this.customerKey = Run.customerKey(customer);
    this.nowMicros = nowMicros;
  }

  void customer() {
    insert(Table.CUSTOMER, Row.of(customerKey, customer, nowMicros, 0L, 0L));
  }

  void runs(List<Run> runs) {
    List<@Nullable Object[]> rows = new ArrayList<>(runs.size());
    runs.forEach(run -> rows.add(row(run)));
    insert(Table.RUN, rows);
  }

  private @Nullable Object[] row(Run run) {
    return Row.of(
        run.runId(),
        customerKey,
        customer,
        run.definitionId(),
        run.definitionVersion(),
        run.policyId(),
        run.policyVersion(),
        run.sourceId(),
        run.sourceFingerprint(),
        run.revision(),
        run.asOf(),
        run.settings(),
        "RUNNING",
        0,
        run.libraryVersion(),
        nowMicros);
  }

  /** What was counted in a run. */
  void counts(Run run, RunSummary summary) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    CountRow.of(run.runId(), summary)
        .forEach(count -> rows.add(Row.of(count.runId(), count.what(), count.name(), count.n())));
    insert(Table.RUN_COUNT, rows);
  }

  /**
   * In the order of their keys, as every writer does: two of them cannot wait for each other. An
   * event that is there came with its segment, in one transaction; it is quicker to look than to
   * have every row refused. Who comes between the look and the insert is refused all the same.
   *
   * @param events those of each run
   * @param others segments that are to be there besides
   * @throws DriftException if an id is there already and belongs to another run
   */
  void events(
      Map<Run, List<DriftEvent>> events,
      Collection<Segment> others,
      String recordingId,
      Runnable beforeSegments) {
    List<DriftEvent> byKey =
        events.entrySet().stream()
            .flatMap(entry -> missing(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(DriftEvent::eventId))
            .toList();
    List<@Nullable Object[]> rows = new ArrayList<>(byKey.size());
    byKey.forEach(event -> rows.add(row(event, recordingId)));
    insert(Table.EVENT, rows);
    beforeSegments.run();
    Set<Segment> segments = new HashSet<>(others);
    byKey.forEach(event -> segments.add(event.segment()));
    insert(Table.SEGMENT, rows(segments));
    events.forEach((run, all) -> requireAll(run, all.size()));
  }

  private Stream<DriftEvent> missing(Run run, List<DriftEvent> events) {
    Set<String> there = handle.attach(EventTable.class).idsOf(run.runId());
    return events.stream().filter(event -> !there.contains(event.eventId()));
  }

  private void requireAll(Run run, int expected) {
    int there = handle.attach(EventTable.class).countOf(run.runId());
    if (there != expected) {
      throw new DriftException(
          String.format(
              Locale.ROOT,
              "run %s has %d events and %d are stored: an event id is there that belongs to another run; find it in the event table, then repeat the run",
              run.runId(),
              expected,
              there));
    }
  }

  private @Nullable Object[] row(DriftEvent event, String recordingId) {
    return Row.joined(
        Row.of(
            event.eventId(),
            event.run().runId(),
            customerKey,
            event.metricId(),
            event.metricVersion(),
            event.driftType(),
            event.unit(),
            event.segment().toJson(),
            key(event.segment()),
            recordingId,
            event.trend().name(),
            nowMicros),
        EvidenceColumns.of(event.evidence()),
        AssessmentColumns.of(event.assessment()));
  }

  /** Those of a run, whose segments are there. */
  void verdicts(Run run, List<Verdict> verdicts) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int position = 0; position < verdicts.size(); position++) {
      addViews(run, position, verdicts.get(position).recorded(), rows);
    }
    insert(Table.VERDICT, rows);
  }

  private void addViews(
      Run run, int position, RecordedVerdict verdict, List<@Nullable Object[]> rows) {
    for (int view = 0; view < verdict.evidence().size(); view++) {
      rows.add(row(run, position, verdict, view));
    }
  }

  private @Nullable Object[] row(Run run, int position, RecordedVerdict verdict, int view) {
    Evidence evidence = verdict.evidence().get(view);
    return Row.joined(
        Row.of(
            run.runId(),
            position,
            view,
            customerKey,
            key(verdict.segment()),
            verdict.metricId(),
            verdict.metricVersion(),
            verdict.driftType(),
            verdict.unit(),
            verdict.decision().name(),
            verdict.reason(),
            evidence.undecidedBecause()),
        EvidenceColumns.of(evidence),
        evidence.view().equals(verdict.leading())
            ? AssessmentColumns.of(verdict.assessment())
            : AssessmentColumns.none());
  }

  /** One that has not looked yet. */
  void watch(WatchId id) {
    insert(
        Table.WATCH,
        Row.of(
            id.key(), customerKey, customer, id.definitionId(), id.sourceId(), 1, 0L, null, null));
  }

  /** Those of which the segments are there; what is there already stands then as it stands now. */
  void episodes(List<Episode> changed) {
    List<@Nullable Object[]> rows = new ArrayList<>(changed.size());
    List<@Nullable Object[]> progress = new ArrayList<>(changed.size());
    for (Episode episode : changed) {
      rows.add(row(episode));
      progress.add(
          Row.joined(EpisodeColumns.of(episode.progress()), Row.of((Object) episode.id())));
    }
    insert(Table.EPISODE, rows);
    dialect.inBatches(handle, EpisodeColumns.UPDATE, progress);
  }

  private @Nullable Object[] row(Episode episode) {
    return Row.joined(
        Row.of(
            episode.id(),
            episode.watch().key(),
            episode.generation(),
            customerKey,
            episode.metricId(),
            episode.metricVersion(),
            episode.unit(),
            episode.segment().toJson(),
            key(episode.segment())),
        EpisodeColumns.of(episode.opening()),
        EpisodeColumns.of(episode.progress()));
  }

  /** Those of a run, at episodes that are there. */
  void looks(Run run, List<EpisodeLook> looks) {
    List<@Nullable Object[]> rows = new ArrayList<>(looks.size());
    looks.forEach(look -> rows.add(LookRow.of(look, run)));
    insert(Table.LOOK, rows);
  }

  /** Those that have a number. */
  void notices(List<Notice> notices) {
    List<@Nullable Object[]> rows = new ArrayList<>(notices.size());
    notices.forEach(notice -> rows.add(NoticeRow.of(notice, customerKey, nowMicros)));
    insert(Table.NOTICE, rows);
  }

  private List<@Nullable Object[]> rows(Collection<Segment> segments) {
    SortedMap<String, Segment> byKey = new TreeMap<>();
    segments.forEach(segment -> byKey.put(key(segment), segment));
    List<@Nullable Object[]> rows = new ArrayList<>(2 * byKey.size());
    byKey.forEach((key, segment) -> addDimensions(key, segment, rows));
    return rows;
  }

  /** A row for each dimension; one without a dimension where there is none. */
  private void addDimensions(String key, Segment segment, List<@Nullable Object[]> rows) {
    if (segment.dimensions().isEmpty()) {
      rows.add(Row.of(customerKey, key, 0, null, null, null));
    }
    for (int i = 0; i < segment.dimensions().size(); i++) {
      rows.add(
          Row.of(
              customerKey,
              key,
              i,
              segment.dimensions().get(i),
              segment.values().get(i),
              valueKey(segment, i)));
    }
  }

  private String key(Segment segment) {
    return segmentKeys.computeIfAbsent(segment, Segment::key);
  }

  private @Nullable String valueKey(Segment segment, int i) {
    String value = segment.values().get(i);
    return value == null ? null : valueKeys.computeIfAbsent(value, any -> segment.valueKey(i));
  }

  private void insert(Table table, @Nullable Object[] row) {
    insert(table, List.<@Nullable Object[]>of(row));
  }

  private void insert(Table table, List<@Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      dialect.insertIfAbsent(handle, table, rows);
    }
  }
}

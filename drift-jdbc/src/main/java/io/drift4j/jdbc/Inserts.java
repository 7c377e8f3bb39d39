package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.RunSummary;
import io.drift4j.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
    insert(Table.CUSTOMER, row(customerKey, customer, nowMicros, 0L));
  }

  void runs(List<Run> runs) {
    List<@Nullable Object[]> rows = new ArrayList<>(runs.size());
    runs.forEach(run -> rows.add(row(run)));
    insert(Table.RUN, rows);
  }

  private @Nullable Object[] row(Run run) {
    return row(
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
        .forEach(count -> rows.add(row(count.runId(), count.what(), count.name(), count.n())));
    insert(Table.RUN_COUNT, rows);
  }

  /**
   * In the order of their keys, as every writer does: two of them cannot wait for each other. An
   * event that is there came with its segment, in one transaction; it is quicker to look than to
   * have every row refused. Who comes between the look and the insert is refused all the same.
   *
   * @param events those of each run
   * @throws DriftException if an id is there already and belongs to another run
   */
  void events(Map<Run, List<DriftEvent>> events, String recordingId, Runnable beforeSegments) {
    List<DriftEvent> byKey =
        events.entrySet().stream()
            .flatMap(entry -> missing(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(DriftEvent::eventId))
            .toList();
    List<@Nullable Object[]> rows = new ArrayList<>(byKey.size());
    byKey.forEach(event -> rows.add(row(event, recordingId)));
    insert(Table.EVENT, rows);
    beforeSegments.run();
    insert(Table.SEGMENT, segments(byKey));
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
    Evidence evidence = event.evidence();
    return row(
        event.eventId(),
        event.run().runId(),
        customerKey,
        event.metricId(),
        event.metricVersion(),
        event.driftType(),
        evidence.view(),
        event.segment().toJson(),
        key(event.segment()),
        recordingId,
        evidence.windows().baseline().startInclusive(),
        evidence.windows().baseline().endExclusive(),
        evidence.windows().current().startInclusive(),
        evidence.windows().current().endExclusive(),
        evidence.baselineValue(),
        evidence.currentValue(),
        evidence.delta(),
        event.trend().name(),
        event.severity(),
        event.volumeScore(),
        evidence.baselineSize(),
        evidence.currentSize(),
        evidence.baselineOpen(),
        evidence.currentOpen(),
        evidence.test(),
        orNull(evidence.logPValue()),
        orNull(event.adjustedPValue()),
        orNull(evidence.intervalLow()),
        orNull(evidence.intervalHigh()),
        evidence.effectMeasure(),
        orNull(evidence.effect()),
        orNull(evidence.dispersion()),
        orNull(evidence.horizon()),
        orNull(evidence.minimumDetectable()),
        String.join(",", event.confirming()),
        nowMicros);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private List<@Nullable Object[]> segments(List<DriftEvent> events) {
    SortedMap<String, Segment> byKey = new TreeMap<>();
    events.forEach(event -> byKey.put(key(event.segment()), event.segment()));
    List<@Nullable Object[]> rows = new ArrayList<>(2 * byKey.size());
    byKey.forEach((key, segment) -> addDimensions(key, segment, rows));
    return rows;
  }

  /** A row for each dimension; one without a dimension where there is none. */
  private void addDimensions(String key, Segment segment, List<@Nullable Object[]> rows) {
    if (segment.dimensions().isEmpty()) {
      rows.add(row(customerKey, key, 0, null, null, null));
    }
    for (int i = 0; i < segment.dimensions().size(); i++) {
      rows.add(
          row(
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

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
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

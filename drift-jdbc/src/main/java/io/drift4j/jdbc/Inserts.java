package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.Segment;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The inserts: each adds a row unless its key is there. Parameters are bound one by one, so that no
 * message shows an object with its values.
 */
final class Inserts {

  private static final int BATCH = 1000;

  private final Handle handle;
  private final Vendor vendor;
  private final Run run;
  private final String customerKey;
  private final long nowMicros;

  Inserts(Handle handle, Vendor vendor, Run run, long nowMicros) {
    this.handle = handle;
    this.vendor = vendor;
    this.run = run;
    this.customerKey = run.customerKey();
    this.nowMicros = nowMicros;
  }

  void customer() {
    handle
        .createUpdate(vendor.insertIfAbsent("customer", Columns.CUSTOMER, List.of("customer_key")))
        .bind("customer_key", customerKey)
        .bind("customer", run.customer())
        .bind("created_at_micros", nowMicros)
        .execute();
  }

  void run() {
    handle
        .createUpdate(vendor.insertIfAbsent("run", Columns.RUN, List.of("run_id")))
        .bind("run_id", run.runId())
        .bind("subject_key", run.subjectKey())
        .bind("customer_key", customerKey)
        .bind("customer", run.customer())
        .bind("definition_id", run.definitionId())
        .bind("definition_version", run.definitionVersion())
        .bind("policy_id", run.policyId())
        .bind("policy_version", run.policyVersion())
        .bind("source_id", run.sourceId())
        .bind("revision", run.revision())
        .bind("as_of", run.asOf())
        .bind("baseline_start", run.windows().baseline().startInclusive())
        .bind("baseline_end", run.windows().baseline().endExclusive())
        .bind("current_start", run.windows().current().startInclusive())
        .bind("current_end", run.windows().current().endExclusive())
        .bind("settings", run.settings())
        .bind("status", "RUNNING")
        .bind("attempt", 0)
        .bind("library_version", run.libraryVersion())
        .bind("begun_at_micros", nowMicros)
        .execute();
  }

  /** In the order of their keys, as every writer does: two of them cannot wait for each other. */
  void events(List<DriftEvent> events, String recordingId) {
    List<DriftEvent> byKey =
        events.stream().sorted(Comparator.comparing(DriftEvent::eventId)).toList();
    for (int start = 0; start < byKey.size(); start += BATCH) {
      List<DriftEvent> chunk = byKey.subList(start, Math.min(start + BATCH, byKey.size()));
      chunk(chunk, recordingId);
      dimensions(chunk);
    }
  }

  private void chunk(List<DriftEvent> events, String recordingId) {
    String sql = vendor.insertIfAbsent("event", Columns.EVENT, List.of("event_id"));
    try (PreparedBatch batch = handle.prepareBatch(sql)) {
      events.forEach(event -> bind(batch, event, recordingId));
      batch.execute();
    }
  }

  private void bind(PreparedBatch batch, DriftEvent event, String recordingId) {
    batch
        .bind("event_id", event.eventId())
        .bind("run_id", run.runId())
        .bind("customer_key", customerKey)
        .bind("metric_id", event.metricId())
        .bind("metric_version", event.metricVersion())
        .bind("drift_type", event.driftType())
        .bind("view_name", event.difference().view())
        .bind("segment", event.segment().toJson())
        .bind("segment_key", event.segment().key())
        .bind("recording_id", recordingId)
        .bind("baseline_value", event.difference().baselineValue())
        .bind("current_value", event.difference().currentValue())
        .bind("delta_value", event.difference().delta())
        .bind("trend", event.trend().name())
        .bind("severity", event.difference().severity())
        .bind("volume_score", event.difference().volumeScore())
        .bind("baseline_sample_size", event.difference().baselineSize())
        .bind("current_sample_size", event.difference().currentSize())
        .bind("created_at_micros", nowMicros);
    bind(batch, event.difference().evidence());
    batch.add();
  }

  private static void bind(SqlStatement<?> statement, @Nullable Evidence evidence) {
    bind(statement, "p_value", evidence == null ? null : evidence.pValue());
    bind(statement, "adjusted_p_value", evidence == null ? null : evidence.adjustedPValue());
    bind(statement, "interval_low", evidence == null ? null : evidence.intervalLow());
    bind(statement, "interval_high", evidence == null ? null : evidence.intervalHigh());
  }

  private static void bind(SqlStatement<?> statement, String name, @Nullable Double number) {
    if (number == null) {
      statement.bindNull(name, Types.DOUBLE);
    } else {
      statement.bind(name, number);
    }
  }

  private void dimensions(List<DriftEvent> events) {
    String sql =
        vendor.insertIfAbsent(
            "event_dimension", Columns.EVENT_DIMENSION, List.of("event_id", "position"));
    try (PreparedBatch batch = handle.prepareBatch(sql)) {
      events.forEach(event -> bindDimensions(batch, event));
      batch.execute();
    }
  }

  private void bindDimensions(PreparedBatch batch, DriftEvent event) {
    Segment segment = event.segment();
    for (int i = 0; i < segment.dimensions().size(); i++) {
      batch
          .bind("event_id", event.eventId())
          .bind("position", i)
          .bind("customer_key", customerKey)
          .bind("dimension", segment.dimensions().get(i))
          .bind("dimension_value", segment.values().get(i))
          .bind("value_key", segment.valueKey(i))
          .add();
    }
  }
}

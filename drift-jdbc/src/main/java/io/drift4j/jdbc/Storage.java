package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Where runs are kept and how: what every recording of one repository shares. */
record Storage(
    Dialect dialect,
    Transactions transactions,
    InstantSource clock,
    LockMode lock,
    CustomerRow customerRow,
    Announcer announcer,
    Consumer<RunStep> steps) {

  private static final int MOST_PARAMETERS = 1000;

  long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  RunReport report(Handle handle, StoredRun stored) {
    return stored.report(stored.isSuccess() ? events(handle, List.of(stored)) : List.of());
  }

  /** The events of runs, those of a run together. */
  List<DriftEvent> events(Handle handle, List<StoredRun> stored) {
    Map<String, Run> runs = new LinkedHashMap<>();
    stored.forEach(run -> runs.put(run.run().runId(), run.run()));
    return EventRow.events(runs, rows(handle, List.copyOf(runs.keySet())));
  }

  private static List<EventRow> rows(Handle handle, List<String> runIds) {
    EventTable table = handle.attach(EventTable.class);
    List<EventRow> rows = new ArrayList<>();
    for (int start = 0; start < runIds.size(); start += MOST_PARAMETERS) {
      int end = Math.min(start + MOST_PARAMETERS, runIds.size());
      rows.addAll(table.ofRuns(runIds.subList(start, end)));
    }
    return rows;
  }
}

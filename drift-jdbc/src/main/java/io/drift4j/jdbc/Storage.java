package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.RecordedVerdict;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Where runs are kept and how: what every recording of one repository shares. */
record Storage(
    Dialect dialect,
    Transactions transactions,
    InstantSource clock,
    LockMode lock,
    CustomerRow customerRow,
    KeptVerdicts kept,
    Announcer announcer,
    Consumer<RunStep> steps) {

  private static final int MOST_PARAMETERS = 1000;

  long nowMicros() {
    return Moments.micros(clock.instant());
  }

  <T> T read(String doing, Function<Handle, T> work) {
    return translated(doing, () -> transactions.read(work));
  }

  /** Work that is not a run's; what of it is repeated nobody is told. */
  <T> T write(String doing, Function<Handle, T> work) {
    return translated(doing, () -> write(work));
  }

  /** The same for a customer: to begin may be to wait for a lock, where it is the whole file's. */
  <T> T writeUnlessBusy(BusyCustomer customer, String doing, Function<Handle, T> work) {
    return translated(doing, () -> customer.unless(() -> write(work)));
  }

  private <T> T write(Function<Handle, T> work) {
    return transactions.write(lock.longestWait(), (failures, pause, failure) -> {}, work);
  }

  private <T> T translated(String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw DatabaseErrors.translate(dialect, doing, e);
    }
  }

  RunReport report(Handle handle, StoredRun stored) {
    return stored.isSuccess() ? reports(handle, List.of(stored)).get(0) : stored.report(List.of());
  }

  /** What is recorded of runs, in their order. */
  List<RunReport> reports(Handle handle, List<StoredRun> stored) {
    Map<Run, List<DriftEvent>> events =
        events(handle, stored).stream().collect(Collectors.groupingBy(DriftEvent::run));
    return counted(handle, stored).stream()
        .map(run -> run.report(events.getOrDefault(run.run(), List.of())))
        .toList();
  }

  /** Runs with what was counted in them. */
  private static List<StoredRun> counted(Handle handle, List<StoredRun> stored) {
    List<String> runIds = stored.stream().map(run -> run.run().runId()).toList();
    Map<String, List<CountRow>> counts =
        inParts(runIds, handle.attach(RunTable.class)::counts).stream()
            .collect(Collectors.groupingBy(CountRow::runId));
    return stored.stream()
        .map(run -> run.with(counts.getOrDefault(run.run().runId(), List.of())))
        .toList();
  }

  /** The events of runs, those of a run together. */
  List<DriftEvent> events(Handle handle, List<StoredRun> stored) {
    Map<String, Run> runs = new LinkedHashMap<>();
    stored.forEach(run -> runs.put(run.run().runId(), run.run()));
    List<String> runIds = List.copyOf(runs.keySet());
    return EventRow.events(runs, inParts(runIds, handle.attach(EventTable.class)::ofRuns));
  }

  /** What was decided of everything that a run looked at, as far as it is kept. */
  static List<RecordedVerdict> verdicts(Handle handle, String runId) {
    VerdictTable table = handle.attach(VerdictTable.class);
    return VerdictRow.verdicts(table.ofRun(runId), table.segmentsOf(runId));
  }

  private static <T> List<T> inParts(List<String> keys, Function<List<String>, List<T>> select) {
    List<T> rows = new ArrayList<>();
    for (int start = 0; start < keys.size(); start += MOST_PARAMETERS) {
      int end = Math.min(start + MOST_PARAMETERS, keys.size());
      rows.addAll(select.apply(keys.subList(start, end)));
    }
    return rows;
  }
}

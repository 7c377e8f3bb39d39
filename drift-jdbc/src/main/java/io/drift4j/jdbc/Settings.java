package io.drift4j.jdbc;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a user may change of a {@link DriftDatabase}. */
record Settings(
    String schema,
    String prefix,
    InstantSource clock,
    LockMode lock,
    CustomerRow customerRow,
    RetryPolicy retry,
    KeptVerdicts verdicts,
    List<DriftListener> listeners,
    Consumer<RunStep> steps) {

  static Settings withDefaults() {
    return new Settings(
        "",
        "drift_",
        InstantSource.system(),
        LockMode.waiting(Duration.ofMinutes(2)),
        CustomerRow.OURS,
        RetryPolicy.withDefaults(),
        KeptVerdicts.COUNTS,
        List.of(),
        step -> {});
  }

  Settings withSchema(String other) {
    return new Settings(other, prefix, clock, lock, customerRow, retry, verdicts, listeners, steps);
  }

  Settings withPrefix(String other) {
    return new Settings(schema, other, clock, lock, customerRow, retry, verdicts, listeners, steps);
  }

  Settings withClock(InstantSource other) {
    return new Settings(
        schema, prefix, other, lock, customerRow, retry, verdicts, listeners, steps);
  }

  Settings withLock(LockMode other) {
    return new Settings(
        schema, prefix, clock, other, customerRow, retry, verdicts, listeners, steps);
  }

  Settings withCustomerRow(CustomerRow other) {
    return new Settings(schema, prefix, clock, lock, other, retry, verdicts, listeners, steps);
  }

  Settings withRetry(RetryPolicy other) {
    return new Settings(
        schema, prefix, clock, lock, customerRow, other, verdicts, listeners, steps);
  }

  Settings withVerdicts(KeptVerdicts other) {
    return new Settings(schema, prefix, clock, lock, customerRow, retry, other, listeners, steps);
  }

  Settings withListener(DriftListener another) {
    List<DriftListener> all = Stream.concat(listeners.stream(), Stream.of(another)).toList();
    return new Settings(schema, prefix, clock, lock, customerRow, retry, verdicts, all, steps);
  }

  Settings withSteps(Consumer<RunStep> other) {
    return new Settings(
        schema, prefix, clock, lock, customerRow, retry, verdicts, listeners, other);
  }
}

package io.drift4j.jdbc;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What a user may change of a {@link DriftDatabase}. */
record Settings(
    String schema,
    String prefix,
    InstantSource clock,
    LockMode lock,
    CustomerRow customerRow,
    RetryPolicy retry,
    KeptVerdicts verdicts,
    DriftListener listener,
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
        new DriftListener() {},
        step -> {});
  }

  Settings withSchema(String other) {
    return new Settings(other, prefix, clock, lock, customerRow, retry, verdicts, listener, steps);
  }

  Settings withPrefix(String other) {
    return new Settings(schema, other, clock, lock, customerRow, retry, verdicts, listener, steps);
  }

  Settings withClock(InstantSource other) {
    return new Settings(schema, prefix, other, lock, customerRow, retry, verdicts, listener, steps);
  }

  Settings withLock(LockMode other) {
    return new Settings(
        schema, prefix, clock, other, customerRow, retry, verdicts, listener, steps);
  }

  Settings withCustomerRow(CustomerRow other) {
    return new Settings(schema, prefix, clock, lock, other, retry, verdicts, listener, steps);
  }

  Settings withRetry(RetryPolicy other) {
    return new Settings(schema, prefix, clock, lock, customerRow, other, verdicts, listener, steps);
  }

  Settings withVerdicts(KeptVerdicts other) {
    return new Settings(schema, prefix, clock, lock, customerRow, retry, other, listener, steps);
  }

  Settings withListener(DriftListener other) {
    return new Settings(schema, prefix, clock, lock, customerRow, retry, verdicts, other, steps);
  }

  Settings withSteps(Consumer<RunStep> other) {
    return new Settings(schema, prefix, clock, lock, customerRow, retry, verdicts, listener, other);
  }
}

package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CustomerBusyException;
import io.drift4j.Detection;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each line of the log says by itself whose run it is about, and of what failed the reason. Nothing
 * else may log meanwhile.
 */
@Isolated
class RunLogTest {

  private static final String WHOLE = "\"acme\", payer-drift as of 2026-01-15.*; run [0-9a-f]{64}";

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void namesTheCustomerInEachLineAndSaysWhatBecameOfTheRun(DatabaseRow row) {
    Setup setup = row.open();
    ClaimTable.create(setup.place(), List.of());
    DriftDatabase database = setup.database(setup.dataSource());
    try (LoggedLines log = new LoggedLines(DriftDatabase.class)) {
      assertThatThrownBy(() -> database.repository().record(run(2), RunLogTest::fail));
      record(database, run(1));
      record(database, run(1));
      DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
          .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF, 3);
      assertThat(log.lines()).allSatisfy(line -> assertThat(line).matches(WHOLE));
      assertThat(log.lines())
          .filteredOn(line -> !line.contains("lock"))
          .satisfiesExactly(
              line -> assertThat(line).contains(" has started; "),
              line ->
                  assertThat(line)
                      .contains(" failed: java.lang.IllegalStateException at ")
                      .contains("RunLogTest.fail:")
                      .doesNotContain("CANARY"),
              line -> assertThat(line).contains(" has started; "),
              line -> assertThat(line).containsPattern(" is recorded: .* \\d+ ms \\(\\d+ waiting"),
              line -> assertThat(line).contains(" was recorded before; "),
              line -> assertThat(line).contains(" has started; "),
              line -> assertThat(line).contains(" is empty: "));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void saysWhyACustomerWasBusy(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, database, run(1));
        LoggedLines log = new LoggedLines(DriftDatabase.class)) {
      DriftDatabase impatient = database.withLock(LockMode.skip());
      assertThatThrownBy(() -> record(impatient, run(2))).isInstanceOf(CustomerBusyException.class);
      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(WHOLE)
                      .contains("did not get its customer's lock: customer acme is busy"));
      held.release();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void writesEachLineAsOneWhateverTheCustomerIsCalled(DatabaseRow row) {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    Run run = TestRuns.of("ac\r\nme\u202e\u2028");
    try (LoggedLines log = new LoggedLines(DriftDatabase.class)) {
      assertThatThrownBy(
          () ->
              database
                  .repository()
                  .record(
                      run,
                      () -> {
                        throw new DriftException("two\nlines");
                      }));
      record(database, run);
      assertThat(log.lines())
          .anySatisfy(line -> assertThat(line).contains(" failed: two\\u000alines; "))
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("\"ac\\u000d\\u000ame\\u202e\\u2028\", payer-drift")
                      .doesNotContainPattern("[\\r\\n\u2028\u202e]"));
    }
  }

  @Test
  void saysOfARepeatedTransactionAndOfAListenerThatFailsWhoseRunItIs() {
    DriftListener broken =
        new DriftListener() {
          @Override
          public void runStarted(Run run) {
            throw new IllegalStateException("CANARY");
          }
        };
    try (LoggedLines log = new LoggedLines(DriftDatabase.class)) {
      Announcer announcer = new Announcer(List.of(broken));
      announcer.retried(run(1), 2, Duration.ofMillis(5), new DriftException("a deadlock"));
      announcer.started(run(1));
      assertThat(log.lines())
          .allSatisfy(line -> assertThat(line).matches(WHOLE).doesNotContain("CANARY"))
          .anySatisfy(line -> assertThat(line).contains("failed 2 times, in 5 ms: a deadlock; "))
          .anySatisfy(line -> assertThat(line).contains("listener " + broken.getClass().getName()));
    }
  }

  private static Run run(int revision) {
    return TestRuns.of("acme", revision);
  }

  private static Detection fail() {
    throw new IllegalStateException("CANARY");
  }

  private static RunReport record(DriftDatabase database, Run run) {
    return database.repository().record(run, () -> TestRuns.detect(run));
  }
}

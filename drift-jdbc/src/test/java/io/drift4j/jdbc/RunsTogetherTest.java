package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Computation;
import io.drift4j.Computed;
import io.drift4j.CustomerBusyException;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Examination;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are recorded together share a lock, a transaction and its fate. */
class RunsTogetherTest {

  private static final Run FIRST = TestRuns.of("acme", 1);
  private static final Run SECOND = TestRuns.of("acme", 2);
  private static final Run THIRD = TestRuns.of("acme", 3);
  private static final List<Run> RUNS = List.of(FIRST, SECOND, THIRD);

  /** By its state; SQLite, which has none, knows it as the code of a file that cannot be read. */
  private static final SQLException LOST = new SQLException("connection lost", "08006", 10);

  private static final Definition PAYER_DRIFT = TestRuns.PAYER_DRIFT;
  private static final Definition SPEECHLESS =
      PAYER_DRIFT.withId("speechless").withPolicy(new Speechless());

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  // ---- of a source on the same database

  @ParameterizedTest
  @MethodSource("databases")
  void keepsWhatOtherDefinitionsFoundWhereThePolicyOfOneFails(DatabaseRow row) {
    DriftDatabase database = withClaims(row.open());
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    List<RunReport> reports =
        monitor.run(
            List.of(PAYER_DRIFT, SPEECHLESS, PAYER_DRIFT.withId("third")), "acme", TestRuns.AS_OF);
    assertThat(reports.stream().map(RunReport::number)).containsExactly(1L, 0L, 2L);
    assertThat(reports.get(1).status()).isEqualTo(RunStatus.FAILED);
    assertThat(reports.get(1).reason())
        .startsWith("policy speechless/1")
        .contains("failed: java.lang.IllegalStateException: no answer");
    assertThat(reports.get(2).eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void failsEveryDefinitionWhereTheRecordsCannotBeRead(DatabaseRow row) {
    DriftDatabase database = withClaims(row.open());
    List<Run> told = new ArrayList<>();
    DriftListener listener =
        new DriftListener() {
          @Override
          public void runFailed(Run run, Throwable failure, RunTimes times) {
            told.add(run);
          }
        };
    DriftMonitor monitor =
        DriftMonitor.of(
            database.withListener(listener).repository(),
            database.counts(RecordTable.named("no_such_table")));
    List<Definition> definitions = List.of(PAYER_DRIFT, PAYER_DRIFT.withId("other"));
    assertThatThrownBy(() -> monitor.run(definitions, "acme", TestRuns.AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "reading no_such_table (customer=customer) failed: a table or column is missing");
    assertThat(told).hasSize(2);
    for (Run run : told) {
      RunReport failed = database.repository().find(run.runId()).orElseThrow();
      assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
      assertThat(failed.reason()).startsWith("reading no_such_table (customer=customer) failed");
    }
  }

  private static DriftDatabase withClaims(Setup setup) {
    ClaimTable.create(setup.place(), TestRuns.claims("acme"));
    return setup.database(setup.dataSource());
  }

  // ---- a transaction of ours

  @ParameterizedTest
  @MethodSource("databases")
  void repeatsAllOfATransactionThatFailsForAReasonThatPasses(DatabaseRow row) {
    Setup setup = row.open();
    AtomicInteger times = new AtomicInteger();
    DriftDatabase database =
        setup
            .database(setup.dataSource())
            .observedBy(
                step -> {
                  if (step == RunStep.COMMITTING && times.getAndIncrement() == 0) {
                    throw new UncheckedSqlException(LOST);
                  }
                });
    List<RunReport> reports = database.repository().record(RUNS, secondFails());
    assertThat(times.get()).isEqualTo(2);
    assertThat(reports.stream().map(RunReport::number)).containsExactly(1L, 0L, 2L);
    assertThat(reports.stream().map(RunReport::eventsCreated))
        .containsExactly(TestRuns.EVENTS, 0, TestRuns.EVENTS);
    assertThat(database.repository().find(SECOND.runId()).orElseThrow().reason())
        .isEqualTo("by itself");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leavesAllAsBegunWhereTheCustomerIsBusy(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    Diary diary = new Diary();
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, database, TestRuns.of("acme", 4))) {
      DriftDatabase impatient = database.withLockWait(Duration.ofMillis(200)).withListener(diary);
      assertThatThrownBy(() -> impatient.repository().record(RUNS, secondFails()))
          .isInstanceOf(CustomerBusyException.class);
      held.release();
    }
    assertThat(diary.lines)
        .filteredOn(line -> line.contains("failed"))
        .containsExactly(
            "1 failed CustomerBusyException",
            "2 failed CustomerBusyException",
            "3 failed CustomerBusyException");
    for (Run run : RUNS) { // on SQLite not even that
      assertThat(database.repository().find(run.runId()).map(RunReport::status))
          .isIn(Optional.of(RunStatus.RUNNING), Optional.empty());
    }
    assertThat(database.repository().record(RUNS, secondFails()).stream().map(RunReport::number))
        .containsExactly(2L, 0L, 3L);
  }

  // ---- a transaction of the caller's

  @ParameterizedTest
  @MethodSource("databases")
  void marksTheOneThatFailedInTheCallersTransaction(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    DriftDatabase own = setup.database(setup.dataSource());
    Diary diary = new Diary();
    try (Connection connection = setup.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      DriftDatabase joined = setup.joining(connection).withListener(diary);
      assertFirstAndThirdAreKept(joined.repository().record(RUNS, secondFails()));
      connection.rollback();
      assertThat(own.repository().find(SECOND.runId())).isEmpty();
      assertFirstAndThirdAreKept(joined.repository().record(RUNS, secondFails()));
      connection.commit();
    }
    assertThat(own.repository().find(FIRST.runId()).orElseThrow().isSuccess()).isTrue();
    RunReport failed = own.repository().find(SECOND.runId()).orElseThrow();
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failed.reason()).isEqualTo("by itself");
    assertThat(diary.lines)
        .filteredOn(line -> !line.contains("lock"))
        .containsExactly("2 failed DriftException", "2 failed DriftException");
  }

  private static void assertFirstAndThirdAreKept(List<RunReport> reports) {
    assertThat(reports).allMatch(RunReport::awaitsCommit);
    assertThat(reports.stream().map(RunReport::number)).containsExactly(1L, 0L, 2L);
    assertThat(reports.get(1).reason()).isEqualTo("by itself");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void writesNothingIntoTheCallersTransactionWhereAllFail(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    try (Connection connection = setup.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> setup.joining(connection).repository().record(RUNS, allFail()))
          .hasMessage("failure of 1");
      connection.commit();
    }
    DriftDatabase own = setup.database(setup.dataSource());
    RUNS.forEach(run -> assertThat(own.repository().find(run.runId())).isEmpty());
  }

  // ---- listeners

  @ParameterizedTest
  @MethodSource("databases")
  void tellsOfEachRunAsIfItWereAlone(DatabaseRow row) {
    Setup setup = row.open();
    Diary diary = new Diary();
    DriftDatabase database = setup.database(setup.dataSource()).withListener(diary);
    database.repository().record(THIRD, () -> TestRuns.detect(THIRD));
    diary.lines.clear();
    assertThatThrownBy(() -> database.repository().record(RUNS, allFail()))
        .hasMessage("failure of 1");
    database.repository().record(RUNS, secondFails());
    assertThat(diary.lines)
        .filteredOn(line -> !line.contains("lock"))
        .containsExactly(
            "1 started",
            "2 started",
            "1 failed DriftException",
            "2 failed DriftException",
            "1 started",
            "2 started",
            "1 finished as 2",
            "2 failed DriftException",
            "3 already");
    assertThat(diary.lines).contains("1 lock", "2 lock").doesNotContain("3 lock");
    assertThat(diary.failures).containsExactly("failure of 1", "failure of 2", "by itself");
  }

  /** Keeps what it is told as lines that begin with the revision of the run. */
  private static final class Diary implements DriftListener {

    final List<String> lines = new ArrayList<>();
    final List<String> failures = new ArrayList<>();

    @Override
    public void runStarted(Run run) {
      lines.add(run.revision() + " started");
    }

    @Override
    public void lockObtained(Run run, Duration waited) {
      lines.add(run.revision() + " lock");
    }

    @Override
    public void runFinished(RunReport report, RunTimes times) {
      lines.add(report.run().revision() + " finished as " + report.number());
    }

    @Override
    public void runAlreadyRecorded(RunReport report, RunTimes times) {
      lines.add(report.run().revision() + " already");
    }

    @Override
    public void runFailed(Run run, Throwable failure, RunTimes times) {
      lines.add(run.revision() + " failed " + failure.getClass().getSimpleName());
      failures.add(failure.getMessage());
    }
  }

  // ---- computations

  private static Computation secondFails() {
    return (due, remembered) ->
        due.stream()
            .map(
                run ->
                    run.equals(SECOND)
                        ? Computed.failed(new DriftException("by itself"))
                        : Computed.of(TestRuns.detect(run)))
            .toList();
  }

  private static Computation allFail() {
    return (due, remembered) ->
        due.stream()
            .map(run -> Computed.failed(new DriftException("failure of " + run.revision())))
            .toList();
  }

  /** A policy without an answer. */
  private record Speechless() implements DriftPolicy {
    @Override
    public String id() {
      return "speechless";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>();
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      throw new IllegalStateException("no answer");
    }
  }
}

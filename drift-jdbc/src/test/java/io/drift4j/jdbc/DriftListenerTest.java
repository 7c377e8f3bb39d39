package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CountSource;
import io.drift4j.CustomerBusyException;
import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.HandMadeNights;
import io.drift4j.Notice;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.claims.ClaimCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a listener is told, and when. */
class DriftListenerTest {

  private static final Run RUN = TestRuns.of("acme");

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  /** Keeps what it is told as lines. */
  private static class Diary implements DriftListener {

    final List<String> lines = new ArrayList<>();

    @Override
    public void runStarted(Run run) {
      lines.add("started");
    }

    @Override
    public void lockObtained(Run run, Duration waited) {
      lines.add("lock " + (waited.isNegative() ? "?" : "obtained"));
    }

    @Override
    public void runFinished(RunReport report, RunTimes times) {
      lines.add("finished " + report.number());
    }

    @Override
    public void eventsRecorded(RunReport report, List<DriftEvent> events) {
      lines.add("events " + events.size());
    }

    @Override
    public void noticesRecorded(RunReport report, List<Notice> notices) {
      notices.forEach(notice -> lines.add(notice.kind() + " " + notice.number()));
    }

    @Override
    public void runAlreadyRecorded(RunReport report, RunTimes times) {
      lines.add("already " + report.number());
    }

    @Override
    public void runFailed(Run run, Throwable failure, RunTimes times) {
      lines.add("failed " + failure.getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isToldEveryStepInItsOrder(DatabaseRow row) {
    Setup setup = row.open();
    Diary diary = new Diary();
    DriftDatabase database = setup.database(setup.dataSource()).withListener(diary);
    Run failing = TestRuns.of("acme", 2);
    assertThatThrownBy(() -> database.repository().record(failing, DriftListenerTest::fail));
    record(database, RUN);
    record(database, RUN);
    assertThat(diary.lines)
        .filteredOn(line -> !line.startsWith("lock")) // not before a computation on SQLite
        .containsExactly(
            "started",
            "failed IllegalStateException",
            "started",
            "finished 1",
            "events 8",
            "already 1");
    assertThat(diary.lines).contains("lock obtained");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isToldOfNoticesOnceAndAfterTheCommit(DatabaseRow row) {
    Setup setup = row.open();
    Diary diary = new Diary();
    DriftRepository repository =
        setup.database(setup.dataSource()).withListener(diary).repository();
    HandMadeNights.record(repository, "acme", 1);
    HandMadeNights.record(repository, "acme", 1);
    assertThat(repository.notices("pager").unread()).isNotEmpty();
    assertThat(diary.lines)
        .filteredOn(line -> line.matches("[A-Z_]+ \\d+"))
        .containsExactlyElementsOf(
            repository.notices("pager").withHistoric().unread().stream()
                .map(notice -> notice.kind() + " " + notice.number())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isToldAsOneOfSeveralWhateverTheOthersDo(DatabaseRow row) {
    Setup setup = row.open();
    Diary first = new Diary();
    Diary last = new Diary();
    DriftDatabase database =
        setup
            .database(setup.dataSource())
            .withListener(first)
            .withListener(new Loud(() -> new AssertionError("a listener's trouble")))
            .withListener(last);
    record(database, RUN);
    assertThat(first.lines).contains("started", "finished 1", "events 8").isEqualTo(last.lines);
  }

  @Test
  void isRefusedAtOnceWhereItIsNull() {
    Setup setup = databases().findFirst().orElseThrow().open();
    DriftDatabase database = setup.database(setup.dataSource());
    assertThatThrownBy(() -> database.withListener(null))
        .hasMessage("the listener is null; leave withListener out");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isToldHowLongARunTookAndWhichPart(DatabaseRow row) {
    Setup setup = row.open();
    Timekeeper timekeeper = new Timekeeper();
    DriftDatabase database = setup.database(setup.dataSource()).withListener(timekeeper);
    assertThatThrownBy(() -> database.repository().record(RUN, () -> thinking(true)));
    database.repository().record(RUN, () -> thinking(false));
    assertThat(timekeeper.times)
        .hasSize(2)
        .allSatisfy(
            times -> {
              assertThat(times.computing()).isGreaterThanOrEqualTo(THOUGHT);
              assertThat(times.total())
                  .isGreaterThan(times.waiting().plus(times.computing()).plus(times.writing()));
            });
    assertThat(timekeeper.times.get(0).writing()).isZero();
    assertThat(timekeeper.times.get(1).writing()).isPositive();
    database.repository().record(RUN, () -> thinking(true));
    assertThat(timekeeper.times).hasSize(3);
    assertThat(timekeeper.times.get(2).computing()).isZero();
    assertThat(timekeeper.times.get(2).total()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isToldTheTimeOfWhatWasReadBeforeTheLock(DatabaseRow row) {
    Setup setup = row.open();
    Timekeeper timekeeper = new Timekeeper();
    DriftDatabase database = setup.database(setup.dataSource()).withListener(timekeeper);
    CountSource elsewhere =
        (request, visitor) -> {
          think();
          ClaimCounts.of(TestRuns.claims("acme").stream()).read(request, visitor);
        };
    DriftMonitor.of(database.repository(), elsewhere)
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(timekeeper.times)
        .singleElement()
        .satisfies(
            times -> {
              assertThat(times.computing()).isGreaterThanOrEqualTo(THOUGHT);
              assertThat(times.total()).isGreaterThan(times.computing());
            });
  }

  private static final Duration THOUGHT = Duration.ofMillis(10);

  private static Detection thinking(boolean fails) {
    think();
    return fails ? fail() : TestRuns.detect(RUN);
  }

  /** Busy, as a computation is. */
  private static void think() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < THOUGHT.toNanos()) {
      Thread.onSpinWait();
    }
  }

  /** Keeps the times of whatever has ended. */
  private static final class Timekeeper implements DriftListener {

    final List<RunTimes> times = new ArrayList<>();

    @Override
    public void runFinished(RunReport report, RunTimes took) {
      times.add(took);
    }

    @Override
    public void runAlreadyRecorded(RunReport report, RunTimes took) {
      times.add(took);
    }

    @Override
    public void runFailed(Run run, Throwable failure, RunTimes took) {
      times.add(took);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isToldOfEventsOnlyWhenEverybodyCanSeeThem(DatabaseRow row) {
    Setup setup = row.open();
    DriftDatabase others = setup.database(setup.dataSource());
    List<RunStatus> seen = new ArrayList<>();
    DriftDatabase database =
        setup
            .database(setup.dataSource())
            .withListener(
                new DriftListener() {
                  @Override
                  public void eventsRecorded(RunReport report, List<DriftEvent> events) {
                    seen.add(others.repository().find(RUN.runId()).orElseThrow().status());
                  }
                });
    record(database, RUN);
    assertThat(seen).containsExactly(RunStatus.SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isToldThatACustomerWasBusy(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    Diary diary = new Diary();
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, database, RUN)) {
      DriftDatabase impatient = database.withLock(LockMode.skip()).withListener(diary);
      assertThatThrownBy(() -> record(impatient, TestRuns.of("acme", 2)))
          .isInstanceOf(CustomerBusyException.class);
      held.release();
    }
    assertThat(diary.lines).last().isEqualTo("failed CustomerBusyException");
  }

  static Stream<Arguments> troubles() {
    List<Supplier<Throwable>> troubles =
        List.of(
            () -> new IllegalStateException("a listener's trouble"),
            () -> new AssertionError("a listener's trouble"),
            () -> new StackOverflowError("a listener's trouble"),
            () -> new IOException("a listener's trouble"));
    List<DatabaseRow> rows = databases().toList();
    return Stream.concat(
        rows.stream().map(row -> Arguments.of(row, troubles.get(1))),
        troubles.stream().map(trouble -> Arguments.of(rows.get(0), trouble)));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void cannotUndoWhatHappenedByThrowing(DatabaseRow row, Supplier<Throwable> trouble) {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    DriftDatabase loud = database.withListener(new Loud(trouble));
    Run failing = TestRuns.of("acme", 2);
    assertThatThrownBy(() -> loud.repository().record(failing, DriftListenerTest::fail))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
    assertThat(record(loud, RUN).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(record(loud, RUN).alreadyRecorded()).isTrue();
    assertThat(database.repository().find(RUN.runId()).orElseThrow().isSuccess()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void cannotEndASweepByThrowing(DatabaseRow row) {
    Setup setup = row.open();
    ClaimTable.create(setup.place(), TestRuns.claims("acme"));
    DriftDatabase loud =
        setup
            .database(setup.dataSource())
            .withListener(new Loud(() -> new AssertionError("a listener's trouble")));
    SweepReport report =
        DriftSweep.of(loud, loud.counts(RecordTable.named("claim")))
            .withThreads(2)
            .run(TestRuns.PAYER_DRIFT, List.of("acme", "acme2"), TestRuns.AS_OF);
    assertThat(report.failures()).isEmpty();
    assertThat(report.reports()).hasSize(2);
  }

  /** Throws at everything that it is told; checked exceptions too, as other languages do. */
  private record Loud(Supplier<Throwable> trouble) implements DriftListener {

    @Override
    public void runStarted(Run run) {
      Loud.<RuntimeException>fail(trouble);
    }

    @Override
    public void lockObtained(Run run, Duration waited) {
      Loud.<RuntimeException>fail(trouble);
    }

    @Override
    public void runFinished(RunReport report, RunTimes times) {
      Loud.<RuntimeException>fail(trouble);
    }

    @Override
    public void eventsRecorded(RunReport report, List<DriftEvent> events) {
      Loud.<RuntimeException>fail(trouble);
    }

    @Override
    public void runAlreadyRecorded(RunReport report, RunTimes times) {
      Loud.<RuntimeException>fail(trouble);
    }

    @Override
    public void runFailed(Run run, Throwable failure, RunTimes times) {
      Loud.<RuntimeException>fail(trouble);
    }

    @SuppressWarnings("unchecked") // which is what lets it through
    private static <E extends Throwable> void fail(Supplier<Throwable> trouble) throws E {
      throw (E) trouble.get();
    }
  }

  private static Detection fail() {
    throw new IllegalStateException("no");
  }

  private static RunReport record(DriftDatabase database, Run run) {
    return database.repository().record(run, () -> TestRuns.detect(run));
  }
}
